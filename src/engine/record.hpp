// Recording: what came of a document, written down under its open attempt; answers gathered beside it.
//
// Nothing that is recorded is true before the attempt is finished in a commit.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/bare_number.hpp"
#include "engine/answers.hpp"
#include "engine/group_numbers.hpp"
#include "engine/prior.hpp"
#include "engine/set_in_place.hpp"
#include "engine/warned.hpp"
#include "transom/unit.hpp"

namespace transom {

// A document for the ERP's folder of its kind.
struct Export {
  BusinessId id;
  BusinessKind kind = BusinessKind::order;
  char usage = 'P';
  std::string file_name, json;
  bool labels = false;  // of a shipment that goes out: `json` is its label data, CSV
};

// An order of which there is something new: slug of the partner, number without its leading zeros.
using NewsOf = std::pair<std::string, std::string>;
[[nodiscard]] inline NewsOf news_of(const std::string& partner, std::string_view number) {
  return {partner, std::string(unpadded(number))};
}

// One document while it is recorded; lives over several units when it is staged in parts.
struct Record {
  DocumentId document;
  AttemptId attempt;
  std::string name;  // the sender's file name, for messages
  Instant received;
  Prior prior;
  // results
  std::vector<Export> exports;
  bool keep_exports = true;    // false: a large document's orders are read back from the store in pages
  std::vector<Reason> opened;  // one for each work item
  std::uint64_t orders = 0, changes = 0, held = 0, rejected_sets = 0, kept_sets = 0, items_left_out = 0;
  std::uint64_t prepared = 0;  // answers that wait for their batch
  std::uint64_t warnings = 0;  // among the findings of its sets
  Warned warned;
  std::vector<std::optional<Reason>> refused;                         // by interchange, once decided
  std::set<GroupAddress> alike;                                       // groups_alike(), known with it
  bool keep_account = false;                                          // fill `settled`
  std::map<SetAddress, std::pair<std::string, std::string>> settled;  // what became of each set, and why
  DocumentState outcome = DocumentState::done;
  std::string reason;
  std::set<NewsOf> news;  // orders of which something took effect
};

class Recorder {
 public:
  // `orders_file`: the one file that all orders go into; empty: a file for each.
  Recorder(Unit& unit, AnswerBatch& answers, const MapShelf& maps, Instant now, std::string orders_file = {})
      : unit_(unit), answers_(answers), maps_(maps), now_(now), orders_file_(std::move(orders_file)) {}

  // Saves the sets in `part` and takes them out of it. `whole` holds the final verdicts of every interchange
  // and group: `part` itself for a small document, the result of a first reading for a large one.
  void stage(Record& record, DocumentResult& part, const DocumentResult& whole);
  // Saves groups and interchanges, gathers their answers, decides the document's state. `whole` outlives the
  // answers' finish().
  void seal(Record& record, DocumentResult& whole);
  // The attempt broke off: nothing of the document is true but that somebody has to look.
  void fail(Record& record, const Reason& reason);
  // A decision about one of its business documents; where it only warns and the document is no work, the log
  // tells it too.
  void save_note(Record& record, const DecisionRecord& note, const std::string& number, bool work = false);
  // What became of a set, for whoever asked for the replay.
  static void account(Record& record, const SetAddress& set, std::string_view fate, std::string sentence);
  // A work item of the document's, with the cap that a million bad sets need.
  void open_item(Record& record, const Part& part, const Reason& reason, std::string partner,
                 std::string number, BusinessId business = {});
  // One item for all that the cap left out; the last before the attempt is finished.
  void tell_left_out(Record& record);

 private:
  void open(Record& record, const Part& part, const Reason& reason, std::string partner, std::string number,
            BusinessId business);
  void decide_interchanges(Record& record, const DocumentResult& whole);
  void save_set(Record& record, const SetInPlace& at);
  BusinessId save_business(Record& record, const SetInPlace& at);
  void open_items(Record& record, const SetInPlace& at, const std::string& number, BusinessId business);
  void expect_what_follows(Record& record, const SetInPlace& at, BusinessId id, const BusinessRecord& row);
  void expect_after_answer(Record& record, const SetInPlace& at, const BusinessRecord& row);
  void keep_reference(const SetResult& set, const std::string& partner);
  std::string answer_set(Record& record, const SetInPlace& at, const BusinessRecord& of);
  std::string answer_late(Record& record, const SetInPlace& at);
  void seal_group(Record& record, InterchangeResult& in, const GroupResult& group, const Part& part);
  void seal_interchange(Record& record, std::size_t index, InterchangeResult& in);
  void settle_document(Record& record, const DocumentResult& whole);

  Unit& unit_;
  AnswerBatch& answers_;
  const MapShelf& maps_;
  Instant now_;
  std::string orders_file_;
  std::string known_reference_;  // the version that was seen to be kept last
};

}  // namespace transom
