// Changing an order: a change is laid over the order that it changes. Pure.
//
// A line's code says what may differ (change_codes()). What the change says clearly is done; what it says in
// a way that may be read otherwise is done as it stands and told as a doubt, for a person to let through;
// what cannot be done at all is told as an obstacle.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/order_change.hpp"

namespace transom {

// What the code of a line asks for.
enum class ChangeAct : std::uint8_t {
  add,      // a line that the order does not have
  remove,   // the line goes
  set,      // the line stays, with the values that are given
  replace,  // the line is as given, whatever it was
  keep,     // nothing about the line changes
  ask,      // nothing that could be done without asking
};

// What a code lets change, as a set of bits.
enum ChangeScope : unsigned {
  scope_quantity = 1,
  scope_price = 2,
  scope_dates = 4,
  scope_item = 8,
  scope_rest = 16,  // terms, charges, routing, texts: whatever else is given
  scope_all = 31,
};

struct ChangeCode {
  std::string_view word;  // "quantity_decrease"; empty: the line of an order that was sent once more
  ChangeAct act = ChangeAct::set;
  unsigned scope = scope_all;
  int direction = 0;  // of the quantity: -1 less, 1 more, 0 either
};
[[nodiscard]] std::span<const ChangeCode> change_codes();
[[nodiscard]] const ChangeCode* change_code(std::string_view word);  // nullptr: no such

// Why a change does not simply hold.
struct ChangeProblem {
  std::string code;       // "unknown-line", "line-shipped", ...: stable, for programs
  std::string line;       // number of the line; empty: the order as a whole
  std::string sentence;   // for people
  std::string next;       // what can be done
  bool obstacle = false;  // nobody can let it through as it stands
};

// What left or was invoiced, by number of the line and in the line's own unit; nullopt: some of it in another
// unit, so that nobody can tell.
using Shipped = std::map<std::string, std::optional<Decimal>>;

// What an answer says of a line otherwise than the order stands: a price, an item.
struct LineAnswered {
  std::optional<Decimal> price;
  std::vector<Id> ids;  // empty: the ordered item
};

// What else is known of an order that is to be changed, by numbers of its lines.
struct OrderPast {
  Shipped shipped = {};
  std::map<std::string, Decimal> accepted = {};  // where other than what is ordered
  std::map<std::string, LineAnswered> answered = {};
  // By which item the buyer named the line, where another comes in its place.
  std::map<std::string, std::vector<Id>> named = {};
};

struct ChangedOrder {
  Order order;  // as it would stand; empty where it is cancelled
  bool cancelled = false;
  std::vector<std::string> lines;  // number in the order of each line of the change, in their order; "": none
  std::vector<std::string> substituted;  // of those, where the change names the item that does not come
  std::vector<ChangeProblem> problems;
  [[nodiscard]] bool possible() const;  // no obstacle among them
};

[[nodiscard]] ChangedOrder change_order(const Order& order, const OrderChange& change,
                                        const OrderPast& past = {});

}  // namespace transom
