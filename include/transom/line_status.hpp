// What may be answered to a line (ACK01), and what the lines' answers make of the whole (BAK02): as data.
//
// One row a status: its word in our documents, the standard's code, what it means for the goods, which of two
// that meet on one line counts, and what stands in where a partner does not take it. The order response's
// kind follows from its lines by a table as well.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/order_response.hpp"

namespace transom {

// What a status means for the goods of its quantity.
enum class Fate : std::uint8_t {
  accepted,  // as ordered
  changed,   // they come, but something about them is not as ordered
  deferred,  // they come later
  held,      // nobody knows yet
  rejected,  // they do not come
};

struct LineStatus {
  std::string_view code, word;
  Fate fate = Fate::accepted;
  int rank = 0;               // the higher one counts where two meet
  std::string_view fallback;  // the nearest that says no more than this one; empty: nothing does
};

[[nodiscard]] std::span<const LineStatus> line_statuses();
[[nodiscard]] const LineStatus* status_of_code(std::string_view code);  // "IP"; nullptr: no such
[[nodiscard]] const LineStatus* status_of_word(std::string_view word);  // "price_changed"
// Line codes in the order in which a partner wants to read them, where several would be right.
using Precedence = std::span<const std::string>;
// Of two statuses of one line: that of the heavier fate; of one fate the code that `first` names sooner, else
// the higher; two different changes of which it names none are "accepted with changes".
[[nodiscard]] const LineStatus* stronger(const LineStatus* a, const LineStatus* b, Precedence first = {});

struct ResponseKind {
  std::string_view code, word;  // "AD", "accepted"
  std::string_view fallback;    // code
};
[[nodiscard]] const ResponseKind* kind_of_code(std::string_view code);
[[nodiscard]] const ResponseKind* kind_of_word(std::string_view word);
[[nodiscard]] std::vector<std::string_view> kind_words();

// What the answers to all lines come to together, in the order in which it is asked: the first that holds.
struct RollUp {
  std::string_view word;  // "some_rejected"
  unsigned some, only;    // sets of fates: of at least one answer; of all of them
  std::string_view kind;  // "accepted_with_changes"
};
[[nodiscard]] const RollUp& lines_come_to(const OrderResponse& response);
// The kind that it comes to: "accepted", "accepted_with_changes", "acknowledged_held",
// "rejected". Statuses that nobody knows count as changes.
[[nodiscard]] std::string_view roll_up(const OrderResponse& response);

// It only says that the order, or the change, is here: the whole is acknowledged and on hold (AH), or a line
// of it is on hold (IH, IF, IW), and what becomes of it is answered later. Such an 855 or 865 ends no
// waiting, and the answer that follows is the first.
[[nodiscard]] bool is_interim(const OrderResponse& response);

// The order is not taken, none of it (RJ, RD, RF): nothing follows. Never true of the answer to a change.
[[nodiscard]] bool refuses_order(const OrderResponse& response);

}  // namespace transom
