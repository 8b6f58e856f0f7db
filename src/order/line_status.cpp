// The tables of line answers, and what an answer comes to as a whole.
//
// Ranks follow what the buyer has to do: nothing, look at a change, wait, be patient, order elsewhere. So the
// strongest says what must not be missed. Among rejections what the buyer mends first: an item that nobody
// knows, then its unit, then the contract, for a line whose unit is unknown has no price either. Fallbacks go
// only towards the general ("price changed" is a change), never towards the friendly (what comes later is no
// accepted change): where a partner takes nothing that is true, the 855 is not made and a person decides.
#include "transom/line_status.hpp"

#include <algorithm>

namespace transom {
namespace {

constexpr LineStatus statuses[] = {
    {"IA", "accepted", Fate::accepted, 0, ""},
    {"AR", "accepted_and_released", Fate::accepted, 1, "IA"},
    {"AC", "accepted_and_shipped", Fate::accepted, 2, "IA"},
    {"AA", "forwarded", Fate::accepted, 3, "IA"},
    {"IE", "price_pending", Fate::changed, 10, "IC"},
    {"SP", "schedule_pending", Fate::changed, 11, "IC"},
    {"IP", "price_changed", Fate::changed, 12, "IC"},
    {"IQ", "quantity_changed", Fate::changed, 13, "IC"},
    {"DR", "rescheduled", Fate::changed, 14, "IC"},
    {"IS", "substituted", Fate::changed, 15, "IC"},
    {"IC", "accepted_with_changes", Fate::changed, 19, ""},
    {"BP", "accepted_partial_backordered", Fate::deferred, 20, ""},
    {"IB", "backordered", Fate::deferred, 21, "BP"},
    {"IF", "on_hold_incomplete_description", Fate::held, 30, "IH"},
    {"IW", "on_hold_waiver_required", Fate::held, 31, "IH"},
    {"IH", "on_hold", Fate::held, 32, ""},
    {"ID", "deleted", Fate::rejected, 40, "IR"},
    {"IR", "rejected", Fate::rejected, 41, ""},
    {"R5", "reorder_just_in_time", Fate::rejected, 42, "IR"},
    {"R6", "reorder_from_office", Fate::rejected, 43, "IR"},
    {"R7", "reorder_drop_ship", Fate::rejected, 44, "IR"},
    {"R8", "reorder_surge", Fate::rejected, 45, "IR"},
    {"R4", "not_available", Fate::rejected, 46, "IR"},
    {"R1", "not_on_contract", Fate::rejected, 47, "IR"},
    {"R3", "invalid_unit", Fate::rejected, 48, "IR"},
    {"R2", "invalid_item", Fate::rejected, 49, "IR"},
};

constexpr ResponseKind kinds[] = {
    {"AD", "accepted", ""}, {"AC", "accepted_with_changes", ""},     {"AK", "acknowledged", "AD"},
    {"AT", "agreed", "AD"}, {"AE", "exceptions_only", "AC"},         {"AH", "acknowledged_held", ""},
    {"RD", "rejected", ""}, {"RJ", "rejected_without_detail", "RD"}, {"RF", "rejected_exceptions_only", "RD"},
};

// Fates as a set of bits.
constexpr unsigned bit(Fate fate) {
  return 1U << static_cast<unsigned>(fate);
}
constexpr unsigned any_fate = ~0U;

// What nobody knows yet goes before all, then what does not come.
constexpr RollUp roll_ups[] = {
    {"some_held", bit(Fate::held), any_fate, "acknowledged_held"},
    {"all_rejected", bit(Fate::rejected), bit(Fate::rejected), "rejected"},
    {"some_rejected", bit(Fate::rejected), any_fate, "accepted_with_changes"},
    {"all_accepted", bit(Fate::accepted), bit(Fate::accepted), "accepted"},
    {"some_later", bit(Fate::deferred), any_fate, "accepted_with_changes"},
    {"some_changed", any_fate, any_fate, "accepted_with_changes"},
};

template <class Row, std::size_t N, class Get>
const Row* find_row(const Row (&rows)[N], std::string_view text, Get get) {
  const auto found =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return get(row) == text; });
  return found == std::end(rows) ? nullptr : &*found;
}

}  // namespace

std::span<const LineStatus> line_statuses() {
  return statuses;
}

const LineStatus* status_of_code(std::string_view code) {
  return find_row(statuses, code, [](const LineStatus& s) { return s.code; });
}

const LineStatus* status_of_word(std::string_view word) {
  return find_row(statuses, word, [](const LineStatus& s) { return s.word; });
}

const LineStatus* stronger(const LineStatus* a, const LineStatus* b, Precedence first) {
  if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
  if (a->fate == b->fate) {
    const auto place = [&](const LineStatus* s) { return std::find(first.begin(), first.end(), s->code); };
    if (place(a) != place(b)) return place(a) < place(b) ? a : b;
  }
  if (a != b && a->fate == Fate::changed && b->fate == Fate::changed) return status_of_code("IC");
  return a->rank >= b->rank ? a : b;
}

const ResponseKind* kind_of_code(std::string_view code) {
  return find_row(kinds, code, [](const ResponseKind& k) { return k.code; });
}

const ResponseKind* kind_of_word(std::string_view word) {
  return find_row(kinds, word, [](const ResponseKind& k) { return k.word; });
}

std::vector<std::string_view> kind_words() {
  std::vector<std::string_view> words;
  for (const ResponseKind& kind : kinds) words.push_back(kind.word);
  return words;
}

const RollUp& lines_come_to(const OrderResponse& response) {
  unsigned all = 0;
  for (const auto& line : response.lines) {
    for (const auto& answer : line.answers) {
      const LineStatus* status = status_of_word(answer.status);
      all |= bit(status == nullptr ? Fate::changed : status->fate);
    }
  }
  if (all == 0) all = bit(Fate::accepted);
  return *std::find_if(std::begin(roll_ups), std::end(roll_ups),
                       [&](const RollUp& row) { return (all & row.some) != 0 && (all & ~row.only) == 0; });
}

std::string_view roll_up(const OrderResponse& response) {
  return lines_come_to(response).kind;
}

bool is_interim(const OrderResponse& response) {
  constexpr std::string_view held = "acknowledged_held";
  return response.kind == held || roll_up(response) == held;
}

bool refuses_order(const OrderResponse& response) {
  const ResponseKind* kind = kind_of_word(response.kind);
  const bool rejects = kind != nullptr && (kind->code == "RD" || kind->code == "RJ" || kind->code == "RF");
  if (!rejects || !response.answer_to.empty()) return false;
  return response.lines.empty() || kind->code == "RF" || roll_up(response) == "rejected";
}

}  // namespace transom
