// What goes out of one pass or one document: TA1, 997 and business documents, gathered by partner, then made
// into interchanges.
//
// Gathering is cheap and knows no numbers; finish() takes the numbers and makes the final bytes, inside the
// commit that bears them. Reports and maps that were added are only referred to: they outlive finish(), and
// an answer that is too long to be held is made from them again whenever its bytes are asked for.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/guide_shelf.hpp"
#include "engine/prepared.hpp"
#include "engine/result.hpp"
#include "transom/bytes.hpp"
#include "transom/outbound.hpp"
#include "transom/records.hpp"
#include "transom/workspace.hpp"

namespace transom {

// Gives the next number of a counter: the store's unit, or a plain count in golden cases and `ack`.
using TakeNumber = std::function<std::uint64_t(const std::string& counter, const NumberRange& range)>;

// One interchange to send, complete.
struct Answer {
  OutboundKind kind = OutboundKind::ack_997;
  const Partner* partner = nullptr;
  const Policy* policy = nullptr;  // the partner's, or the agreement's to send this set
  char usage = 'P';
  std::string text;                  // empty when it is too long to be held:
  GiveBytes give;                    // then gives it, as long as the batch lives
  std::string hash;                  // and this is the SHA-256 of what was checked
  std::string counter;               // of its ISA13
  std::uint64_t control_number = 0;  // ISA13
  std::string group_number;          // GS06 of its first group
  std::uint32_t replacements = 0;    // delimiters in data that became blanks
  // What it answers. Of order responses one for each document it carries, of attempt nobody where that one
  // answers nothing.
  std::vector<Part> answers;
  std::vector<BusinessId> carries;  // the business documents in it
  std::vector<Finding> faults;      // what our own validator says of it; never sent then
};

class AnswerBatch {
 public:
  // All outlive the batch.
  AnswerBatch(const Configuration& configuration, const GuideShelf& guides, Instant now);
  ~AnswerBatch();

  // By the partner's policy and ISA14; true when one will be sent.
  bool add_ta1(const Partner& partner, const InterchangeResult& in, const Part& part);
  // By the partner's policy; false for acknowledgments, which nobody acknowledges.
  bool add_ack(const Partner& partner, const Interchange& in, const GroupResult& group, const Part& part);
  // `in` and `group` are what is answered, nullptr when nothing is or nobody knows it any more. `business` is
  // the saved document (nobody: none is kept), `answers` the set that it answers (of attempt nobody: none).
  void add_document(const Partner& partner, const Interchange* in, const Group* group, char usage,
                    Prepared document, BusinessId business, const Part& answers);
  // Whether a document of that kind in it answers that set, in whichever attempt the set was read. The store
  // knows nothing of it before the batch is queued.
  [[nodiscard]] bool answers(OutboundKind kind, const Part& set) const;

  [[nodiscard]] bool empty() const;
  // Each interchange once, in the order in which its first part was added. The batch is empty afterwards.
  // `most`: bytes of a text that is held.
  [[nodiscard]] std::vector<Answer> finish(const TakeNumber& take, std::size_t most = SIZE_MAX);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Our own strict reading of what we are about to send to this partner, by his own guides where he has some;
// empty is good (invariant I-15).
[[nodiscard]] std::vector<Finding> faults_of(std::string_view interchange_text, const GuideShelf& guides,
                                             const Partner& partner);
[[nodiscard]] std::vector<Finding> faults_of(const GiveBytes& give, const GuideShelf& guides,
                                             const Partner& partner);

// Gives the same and leaves the hash of what it gave.
[[nodiscard]] GiveBytes hashed(GiveBytes give, std::string& hash);

// What stands in the way of sending this document, found by making an interchange of it alone: separators in
// its data that the policy does not let pass, line codes that the partner does not take, what our own
// validator says of it. Empty is good.
[[nodiscard]] std::vector<std::string> try_alone(const Configuration& configuration, const GuideShelf& guides,
                                                 const Partner& partner, char usage, const Prepared& document,
                                                 Instant now);

// "997-acme-stores-000000012-20260302T090000Z-42.edi", or by the template of the policy: nothing in it comes
// from a document. Control numbers repeat (each pair of ids has its own, test data too), so `sequence` is
// what makes it unique.
[[nodiscard]] std::string file_name(const Answer& answer, Instant now, std::uint64_t sequence);

}  // namespace transom
