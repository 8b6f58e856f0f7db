// Partners: who they are, what was agreed with them, and where each agreed value was written.
//
// A partner is a folder mappings/partners/<slug>/ with partner.yaml in it; it holds only what differs. Values
// are layered: program default < defaults of transom.yaml < defaults of partner.yaml < the set's own lines.
// All of it is worked out when the folder is loaded, so that a look-up while documents pass is a pointer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/calendar.hpp"
#include "transom/failure.hpp"
#include "transom/finding.hpp"
#include "transom/segment.hpp"
#include "transom/trade_settings.hpp"

namespace transom {

// One of the names under which somebody trades: ISA05/06 or 07/08, and GS02 or 03. Ids are trimmed of
// padding.
struct TradingId {
  std::string qualifier, id, group;
  char usage = '\0';     // 'P' or 'T': only there; '\0': both
  std::string division;  // a name for people, empty where there is none
};

enum class FunctionalAck : std::uint8_t { none, ack_997, ack_999 };
enum class TechnicalAck : std::uint8_t { never, on_request, always };

struct AckPolicy {
  FunctionalAck functional = FunctionalAck::ack_997;
  TechnicalAck technical = TechnicalAck::on_request;
  char partial = 'P';          // AK901 when some sets are rejected: P or E
  bool list_accepted = true;   // AK2/AK5 for accepted sets as well
  bool note_warnings = true;   // a warning that has a code makes the set E instead of A
  std::string version;         // of the acknowledgment; empty: the version of the group that is answered
  std::uint32_t detail = 100;  // AK3 segments for one set at most
};

enum class DelimiterConflict : std::uint8_t { pick, replace, hold };

struct OutputDelimiters {
  bool as_received = true;  // those of the interchange that is answered; else `own`
  Delimiters own;           // suffix is what stands behind each terminator
  DelimiterConflict conflict = DelimiterConflict::pick;  // when data contains one of them
};

// Where a counter starts, where it rolls over (to `first` again), and whose it is.
struct NumberRange {
  std::uint32_t first = 1, last = 999999999;
  std::string counter;  // a name shared by partners; empty: one for each pair of ids
};

enum class DuplicateInterchange : std::uint8_t { quarantine, accept };
enum class DuplicateOrder : std::uint8_t { hold, accept };

// Whether a partner's `severity` may let this rule pass: not where data would be lost unseen, nor where
// another setting decides.
[[nodiscard]] bool can_be_relaxed(Rule rule);

// Every value that may be set for all partners, for one, or for one of its sets.
struct Policy {
  AckPolicy acknowledge;
  DuplicateInterchange duplicate_interchange = DuplicateInterchange::quarantine;
  DuplicateOrder duplicate_order = DuplicateOrder::hold;
  std::int64_t look_back = 365 * 86400;  // seconds
  bool whole_interchange = false;        // one rejected set rejects all of its interchange
  bool share_interchange = true;         // answers of one pass go out in one interchange
  OutputDelimiters delimiters;
  NumberRange interchange_numbers, group_numbers;
  std::string drop_name;     // how files for the drop are named: see partner/drop_name.hpp; empty: as usual
  WorkingCalendar calendar;  // in which agreed working time is counted
  Severities severities;
  TradeSettings trade;
};

// What has to follow an order, and by when: its 855, 856 or 810.
struct ExpectedAnswer {
  std::string set;
  Term term;
};

struct Receive {
  std::string set, version;
  std::string guide, map, rules;       // absolute paths of the partner's files; empty: the house's own
  bool kept = false;                   // `map: none`: nothing is to be made of it, and nobody has to look
  std::vector<ExpectedAnswer> expect;  // of an 850: what we owe for it
};

enum class AnswerMode : std::uint8_t { await, as_ordered };

enum class ResponseDetail : std::uint8_t { all, exceptions, none };
enum class AckQuantity : std::uint8_t { answered, backordered };

// When prepared documents go out in one interchange: whichever comes first. With nothing set, in the pass
// that prepared them.
struct Batch {
  bool each = false;        // an interchange for each document, at once
  std::uint32_t count = 0;  // so many wait
  std::uint64_t size = 0;   // so many bytes wait
  std::int64_t every = 0;   // so many seconds the oldest has waited
  std::vector<int> at;      // minutes of the day, UTC
  [[nodiscard]] bool waits() const { return count > 0 || size > 0 || every > 0 || !at.empty(); }
};

struct Send {
  std::string set, version;
  std::string map, guide;  // absolute paths; empty: the house's own
  AnswerMode answer = AnswerMode::await;
  std::vector<std::string> lines;               // line codes the partner takes (ACK01); empty: all
  std::map<std::string, std::string> fallback;  // IP -> IC: what is sent in place of a code it does not take
  std::vector<std::string> precedence;          // line codes that go before others, the first before all
  std::vector<std::string> kinds;               // header codes the partner takes (BAK02); empty: all
  std::map<std::string, std::string> roll_up;   // some_rejected -> AE: BAK02 by what the lines come to
  ResponseDetail detail = ResponseDetail::all;  // which lines an 855 has
  bool reject_without_detail = false;           // RJ instead of RD
  AckQuantity ack_quantity = AckQuantity::answered;  // what ACK02 counts where a part is back-ordered
  std::int64_t within = 0;             // seconds the partner may take to acknowledge it; 0: no limit
  std::int64_t request_ta1 = 0;        // seconds for the TA1 that ISA14 asks for; 0: none is asked for
  std::vector<ExpectedAnswer> expect;  // of an 850: what the supplier owes for it
  Batch batch;
};

// A value in force and the line that set it; `place` is "program default" where nobody wrote it.
struct Explained {
  std::string setting, value, place;
};

struct Partner;

// What holds for one set with one partner. Lives as long as the Directory it came from.
struct Agreement {
  const Partner* partner = nullptr;
  std::string set;
  Policy policy;
  std::optional<Receive> receive;
  std::optional<Send> send;
  std::vector<Explained> explained;  // severities: only those that somebody wrote
};

struct PartnerContact {
  std::string name, phone, email;
};

struct Partner {
  std::string slug, name, currency;
  std::string folder;  // absolute; empty for the partner that stands for anyone
  std::string file;    // its partner.yaml
  PartnerContact contact;
  std::vector<TradingId> identity;  // the first is the one we write to
  std::optional<TradingId> us;      // under which of our ids this partner knows us
  Policy policy;                    // without the lines of any set
  std::vector<Agreement> receives, sends;
  std::vector<Explained> explained;
  std::map<std::string, std::string> tables;     // code tables: name -> absolute path, reference/<name>.csv
  std::map<std::string, std::string> reference;  // all of reference/, those of reference.hpp among them

  // The agreement to receive this set in a version that GS08 fits ("004010" fits 004010VICS); nullptr: there
  // is none.
  [[nodiscard]] const Agreement* receive(std::string_view set, std::string_view version) const;
  [[nodiscard]] const Agreement* send(std::string_view set) const;
  // The identity to write to in production ('P') or in test.
  [[nodiscard]] const TradingId& address(char usage) const;
};

struct Workspace;

class Directory {
 public:
  Directory();
  ~Directory();
  Directory(Directory&&) noexcept;
  Directory& operator=(Directory&&) noexcept;

  // All folders below `workspace.partners_folder`, or none. Fails: configuration, with file:line:column; two
  // partners that claim the same id, a rule or key that does not exist, a file that is not there.
  static Directory load(const Workspace& workspace);
  // For whoever only looks: a partner whose files cannot be read is left out, and why is told.
  static Directory load_readable(const Workspace& workspace, std::vector<Failure>& left_out);

  [[nodiscard]] std::span<const std::unique_ptr<const Partner>> partners() const;
  // By ISA05/06 trimmed; an id kept for this usage goes before one for both. nullptr: nobody.
  [[nodiscard]] const Partner* find(std::string_view qualifier, std::string_view id, char usage) const;
  [[nodiscard]] const Partner* find_group(std::string_view group) const;  // by GS02, when exactly one has it
  [[nodiscard]] const Partner* find_slug(std::string_view slug) const;
  // The partner whose policy is that of the workspace's defaults: it answers senders whom nobody knows.
  [[nodiscard]] const Partner& anyone() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
