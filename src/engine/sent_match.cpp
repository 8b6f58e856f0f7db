// The store proposes interchanges that may bear the number, their bytes decide: counters begin anew, partners
// have divisions, and each pair of ids counts by itself. Refused: a table of groups and sets that were sent;
// it would say no more than the bytes, and could contradict them.
#include "engine/sent_match.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/text.hpp"

namespace transom {
std::optional<Match> find_match(Unit& unit, const InterchangeResult& in, SentNumber of,
                                std::string_view written, const FitsSent& fits) {
  std::optional<Match> best;
  const auto number = number_in(written);
  if (!number) return best;
  for (auto& row : unit.find_sent(in.partner->slug, of, *number)) {
    if (row.usage != in.header.usage) continue;
    SentInterchange sent = read_sent(sent_bytes(unit, row.id));
    const std::optional<std::size_t> group = fits(sent);
    if (!group) continue;
    const bool went_there = sent.header.receiver_id == in.header.sender_id &&
                            sent.header.receiver_qualifier == in.header.sender_qualifier;
    OpenBytes bytes = [&unit, id = row.id] { return sent_bytes(unit, id); };
    if (!best || went_there) best = Match{std::move(row), std::move(sent), std::move(bytes), *group};
    if (went_there) break;
  }
  return best;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string name_of(const OutboundRecord& row) {
  return fmt::format("our interchange {} ({})", row.control_number, row.file_name);
}

std::string name_of(const SentSet& set) {
  const std::string number = set.number.empty() ? "" : fmt::format(" for {}", visible(set.number, 40));
  return fmt::format("{} {}{}", set.id, set.control_number, number);
}

}  // namespace transom
