// A VAN's files have no order that could be trusted: their times are those of a download, and what a partner
// wrote within one tick of the clock goes by name, the 856 before the 865 that allows it, an order's
// cancellation before the order.
#include "engine/trade_turn.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "engine/trade_sets.hpp"
#include "order/order_book.hpp"
#include "transom/reader.hpp"

namespace transom {
namespace {

constexpr std::uint8_t by_itself = 0, replaces = 1, cancels = 2;

// 353, wherever the set has it: BEG01, BAK01, BSN01, BCH01, BCA01; BIG08. What is cut off is none of these.
std::uint8_t purpose_of_code(std::string_view code) {
  if (code == "01" || code == "17") return cancels;
  static constexpr std::array<std::string_view, 7> behind{"02", "03", "04", "05", "15", "19", "CO"};
  return std::find(behind.begin(), behind.end(), code) == behind.end() ? by_itself : replaces;
}

std::uint8_t purpose_in(const Segment& head, std::string_view set) {
  if (set != "810") return purpose_of_code(head.element(1));
  return std::max(purpose_of_code(head.element(8)), head.element(7) == "CR" ? replaces : by_itself);
}

TradeTurn turn_of_x12(std::string_view beginning) {
  Findings nobody_reads;
  SegmentReader reader(nobody_reads, {}, {.window = 2 * beginning_bytes, .segment = beginning_bytes});
  reader.feed(beginning);
  reader.finish();
  std::string set;
  while (reader.next() == SegmentReader::Status::segment) {
    const Segment& segment = reader.segment();
    if (!set.empty()) return {turn_of(set), turn_of(set) == 0 ? by_itself : purpose_in(segment, set), 0};
    if (segment.is("ST")) set = segment.element(1);
  }
  return {turn_of(set), by_itself, 0};
}

// `"document": "shipment"`, in whatever way it is laid out.
TradeTurn turn_of_json(std::string_view beginning) {
  constexpr std::string_view key = "\"document\"";
  const std::size_t at = beginning.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t from = beginning.find('"', at + key.size());
  const std::size_t to = from == std::string_view::npos ? from : beginning.find('"', from + 1);
  if (to == std::string_view::npos) return {};
  const std::string_view word = beginning.substr(from + 1, to - from - 1);
  for (const TradeSet& row : trade_sets())
    if (kind_name(row.document) == word) return {row.turn, by_itself, 0};
  return {};
}

}  // namespace

TradeTurn trade_turn(const BusinessDocument& document) {
  const std::string& purpose = purpose_of(document);
  TradeTurn turn{turn_of(set_of(document)), by_itself, 0};
  static constexpr std::array<std::string_view, 5> plain{"", "original", "confirmation", "duplicate",
                                                         "reissue"};
  if (std::find(plain.begin(), plain.end(), purpose) == plain.end())
    turn.purpose = is_cancelled(purpose) ? cancels : replaces;
  if (const auto* invoice = std::get_if<Invoice>(&document); invoice != nullptr && is_credit(*invoice))
    turn.purpose = std::max(turn.purpose, replaces);
  if (const auto* change = std::get_if<OrderChange>(&document)) {
    const std::string& text = change->sequence;
    std::from_chars(text.data(), text.data() + text.size(), turn.sequence);
    if (turn.purpose != cancels) turn.purpose = replaces;
  }
  return turn;
}

TradeTurn first_turn(std::string_view beginning) {
  return beginning.starts_with("ISA") ? turn_of_x12(beginning) : turn_of_json(beginning);
}

}  // namespace transom
