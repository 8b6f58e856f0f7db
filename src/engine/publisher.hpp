// The publisher: documents that are preserved become true, a group in one commit; then they are delivered.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/dispatch.hpp"
#include "engine/read_group.hpp"
#include "engine/record.hpp"
#include "transom/spool.hpp"
#include "transom/store.hpp"

namespace transom {

// What publishing a group came to.
struct Published {
  std::vector<Record> records;
  std::vector<Queued> queued;          // to be delivered
  std::vector<Export> exports;         // likewise
  std::unique_ptr<AnswerBatch> spent;  // what the answers were made of: garbage of whoever read the documents
  std::uint64_t acknowledgments = 0;
  std::uint64_t sent = 0;             // business documents put into interchanges
  std::size_t faulty = 0;             // answers that our own validator refused: work items
  std::vector<Warned> replaced;       // separators in the data of what goes out
  Undelivered left;                   // files that could not be delivered
  std::optional<Instant> next_batch;  // when the clock alone sends more of what waits
};

class Publisher {
 public:
  // Opens a claim's file; for the readable copies in quarantine.
  using OpenClaim = std::function<Files::File(const Claim&)>;

  Publisher(Store& store, const Workspace& workspace, Files& files, const Clock& clock)
      : store_(store), dispatch_(workspace, files), quarantine_(files, workspace.quarantine), clock_(clock) {}

  // Small documents together in one commit; when one of them throws, each in a commit of its own, and the one
  // that throws again is quarantined. One group at a time, in any thread. Fails: where our world does.
  [[nodiscard]] Published publish(ReadGroup& group);
  // What that commit made true reaches the drop and the ERP. May run beside publish() of another group, with
  // a store of its own.
  void deliver(Store& store, const ReadGroup& group, Published& done);
  // One document that is staged in parts under its open attempt and made true by one small commit.
  // `tell`: how many bytes have been read, out of twice its size.
  [[nodiscard]] Published publish_large(Setup& setup, const InHand& document,
                                        const std::function<void(std::uint64_t)>& tell = {});
  // What that commit made true.
  [[nodiscard]] Undelivered deliver_large(const InHand& document, const Record& record,
                                          const OpenClaim& open);
  // What waits and whose time has come is put into interchanges, a batch a commit; then it is delivered.
  [[nodiscard]] Published send_due(const Setup& setup);
  [[nodiscard]] Undelivered deliver_due(const Published& sent);
  // Delivers what an earlier run left pending.
  [[nodiscard]] Undelivered deliver_pending();
  void copy_to_quarantine(const InHand& document, const std::string& reason, const OpenClaim& open);

 private:
  Record begin(Unit& unit, const Setup& setup, const InHand& document, Instant now);
  // Records the documents from `first` on, `count` of them, in one commit.
  Published publish_together(ReadGroup& group, std::size_t first, std::size_t count);
  Published publish_apart(ReadGroup& group);
  // Quarantines what cannot be published, with a work item.
  Record give_up(const Setup& setup, const InHand& document, const Reason& fault, Instant now);
  void publish_in_parts(Setup& setup, const InHand& document, const std::function<void(std::uint64_t)>& tell,
                        Published& done);
  // The last commit of such a document: all of it is true, or nothing.
  void seal(Setup& setup, DocumentResult& whole, Instant now, Published& done);
  void unstage(AttemptId attempt, std::string_view why);
  void keep_copies(std::span<const InHand> group, const std::vector<Record>& records);

  Store& store_;
  Dispatch dispatch_;
  Quarantine quarantine_;
  const Clock& clock_;
};

}  // namespace transom
