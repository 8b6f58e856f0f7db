// A change laid over an order, line by line in the order in which they come.
//
// Lines are found by the number that the buyer gave them, else by an item number that only one line has. A
// list entry of a kind replaces those of its kind (the new ship-no-later goes where the old one was, the
// other dates stay); lists without kinds are replaced as they are. What the sender summed up before no longer
// holds and goes. Each doubt names both readings, since whoever lets it through has to know what then is
// done.
#include "transom/change_order.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.hpp"
#include "order/change_lines.hpp"
#include "order/change_lists.hpp"
#include "order/lay.hpp"
#include "order/order_book.hpp"

namespace transom {
namespace {

std::string shown(const std::string& text) {
  return visible(text, 40);
}

std::string told(const std::optional<Decimal>& value) {
  return value ? value->to_plain() : std::string("none");
}

// A partner's code that has no word here comes as he wrote it; what is longer was meant as a word.
constexpr std::size_t longest_code = 2;

std::string no_such_change(const std::string& word) {
  std::vector<std::string_view> known;
  for (const ChangeCode& code : change_codes())
    if (code.act != ChangeAct::ask) known.push_back(code.word);
  const std::string_view near = did_you_mean(word, known);
  return fmt::format("no change of a line is called '{}'; {}", shown(word),
                     near.empty() ? fmt::format("expected {}", fmt::join(known, ", "))
                                  : fmt::format("did you mean '{}'?", near));
}

class Change {
 public:
  Change(const Order& order, const OrderChange& change, const OrderPast& past)
      : before_(order), change_(change), past_(past) {
    out_.order = order;
  }

  ChangedOrder run() {
    if (is_cancelled(change_.purpose)) {
      cancel();
      return std::move(out_);
    }
    take_head();
    change_.purpose == "replace" ? replace_lines() : change_lines();
    if (out_.order.lines.empty()) {
      doubt("no-lines-left", {}, "no line of the order is left, though the change cancels nothing",
            "ask whether the order is cancelled; released, the order stands without lines");
    }
    out_.order.totals = {};
    return std::move(out_);
  }

 private:
  void problem(bool obstacle, std::string code, const std::string& line, std::string sentence,
               std::string next) {
    if (!line.empty()) sentence = fmt::format("line {}: {}", shown(line), sentence);
    out_.problems.push_back({std::move(code), line, std::move(sentence), std::move(next), obstacle});
  }
  void obstacle(std::string code, const std::string& line, std::string sentence, std::string next) {
    problem(true, std::move(code), line, std::move(sentence), std::move(next));
  }
  void doubt(std::string code, const std::string& line, std::string sentence, std::string next) {
    problem(false, std::move(code), line, std::move(sentence), std::move(next));
  }

  void cancel() {
    for (const OrderLine& line : before_.lines) check_shipped(line.number, Decimal(), true);
    out_.cancelled = true;
    out_.order = {};
    out_.lines.assign(change_.lines.size(), std::string());
    for (std::size_t i = 0; i < change_.lines.size(); ++i) {
      const Found found = find_line(before_, change_.lines[i], past_.named);
      if (found.line != nullptr) out_.lines[i] = found.line->number;
    }
  }

  void take_head() {
    Order& order = out_.order;
    each_value(order, change_, [](std::string& to, const std::string& from) {
      if (!from.empty()) to = from;
    });
    if (change_.exchange != Exchange{}) order.exchange = change_.exchange;
    each_list(order, change_, [](auto& to, const auto& from) { lay(to, from); });
  }

  void change_lines() {
    for (const ChangeLine& line : change_.lines) {
      out_.lines.emplace_back();
      change_line(line);
    }
    // An order that is sent once more may mean all of it or what changes.
    const bool whole = !change_.lines.empty() && change_.lines.front().change == "given";
    for (const OrderLine& line : before_.lines) {
      if (!whole || std::find(out_.lines.begin(), out_.lines.end(), line.number) != out_.lines.end())
        continue;
      doubt("line-not-named", line.number, "is not in the order that was sent as a change",
            "ask whether it is to go; released, it stays");
    }
  }

  void change_line(const ChangeLine& line) {
    const ChangeCode* code = change_code(line.change);
    const std::string& name = line.assigned_id;
    if (code == nullptr || code->act == ChangeAct::ask) {
      return obstacle(
          "change-code", name.empty() ? line.number : name,
          code == nullptr && line.change.size() > longest_code
              ? no_such_change(line.change)
              : fmt::format("what '{}' asks for cannot be done without a person", spaced_words(line.change)),
          "change the order by hand, and reject the change or settle its document");
    }
    const Found found = find_line(out_.order, line, past_.named);
    if (code->act == ChangeAct::add) return add_line(line, found);
    if (found.line == nullptr && line.change == "given") return add_line(line, {});
    const bool deletes = code->act == ChangeAct::remove && !found.several;
    if (found.line == nullptr) return deletes ? tell_gone(line) : tell_not_found(line, found);
    out_.lines.back() = found.line->number;
    OrderLine& at = out_.order.lines[static_cast<std::size_t>(found.line - out_.order.lines.data())];
    // A quantity of nothing is how many systems say that a line goes.
    const bool nothing_left = code->act == ChangeAct::set && (code->scope & scope_quantity) != 0 &&
                              line.quantity && line.quantity->is_zero();
    if (code->act == ChangeAct::remove || nothing_left) return remove(at, line, nothing_left);
    if (code->act == ChangeAct::keep) return keep(at, line);
    set(at, line, *code);
  }

  void tell_not_found(const ChangeLine& line, const Found& found) {
    if (found.several) {
      return obstacle("ambiguous-line", line.number, "its item number is that of several lines of the order",
                      "ask the partner for the line's number, or reject the change");
    }
    obstacle("unknown-line", line.assigned_id.empty() ? line.number : line.assigned_id,
             fmt::format("the order has no such line{}", named_item(line)),
             "compare the order as it stands with `transom show`; ask the partner, or reject the change");
  }

  // We may have rejected it meanwhile: what the change asks for is so already.
  void tell_gone(const ChangeLine& line) {
    doubt("line-gone", line.assigned_id.empty() ? line.number : line.assigned_id,
          fmt::format("is to be deleted, and the order has no such line{}", named_item(line)),
          "ask the partner where he may mean another line; released, nothing is deleted");
  }

  static std::string named_item(const OrderLine& line) {
    if (line.ids.empty()) return {};
    return fmt::format(" ({} {})", spaced_words(shown(line.ids.front().kind)), shown(line.ids.front().value));
  }

  void add_line(const ChangeLine& line, const Found& found) {
    if (found.line != nullptr && found.by_number) {
      return obstacle("line-exists", found.line->number, "is to be added, but the order has it already",
                      "ask the partner whether the line is to change, or reject the change");
    }
    const std::string number = line.assigned_id.empty() ? next_number(out_.order) : line.assigned_id;
    OrderLine& added = out_.order.lines.emplace_back(line);
    added.number = number;
    out_.lines.back() = added.number;
    if (!added.quantity || *added.quantity <= Decimal()) {
      obstacle("no-value", added.number,
               fmt::format("is to be added with the quantity {}", told(added.quantity)),
               "ask the partner what was meant, or reject the change");
    }
  }

  void remove(OrderLine& at, const ChangeLine& line, bool by_quantity) {
    const bool part = !by_quantity && line.quantity && !line.quantity->is_zero() && at.quantity &&
                      *line.quantity != *at.quantity;
    if (part) {
      doubt("part-deleted", at.number,
            fmt::format("is to be deleted, and the quantity {} of {} is named", told(line.quantity),
                        told(at.quantity)),
            "ask whether all of it goes; released, all of it does");
    }
    check_shipped(at.number, Decimal(), true);
    const auto place = &at - out_.order.lines.data();
    out_.order.lines.erase(out_.order.lines.begin() + place);
  }

  void keep(const OrderLine& at, const ChangeLine& line) {
    if (names_ordered(at, line)) out_.substituted.push_back(at.number);
    const std::string other = differing(at, line, 0);
    if (other.empty()) return;
    doubt("more-than-said", at.number,
          fmt::format("nothing is said to change, but other values came: {}", other),
          "ask the partner; released, the line stays as it is");
  }

  void set(OrderLine& at, const ChangeLine& line, const ChangeCode& code) {
    if (!given(at, line, code)) return;
    const bool other_item = check_item(at, line, code);
    if (const std::string other = differing(at, line, code.scope); !other.empty()) {
      doubt("more-than-said", at.number,
            fmt::format("'{}' came with more that is not as ordered: {}", spaced_words(line.change), other),
            "ask the partner; released, all that came is taken");
    }
    check_direction(at, line, code);
    if (line.quantity && line.to_receive && *line.to_receive > *line.quantity) {
      doubt("to-receive", at.number,
            fmt::format("{} are ordered in all, and {} of them are still to come", told(line.quantity),
                        told(line.to_receive)),
            "the partner may write the new quantity where others write what is still to come: then his map "
            "says "
            "`quantity: POC04`; released, the quantity is the first");
    }
    const auto had = at.quantity;
    const std::string unit = at.unit;
    const std::vector<Id> ids = at.ids;
    take(at, line, code, other_item);
    check_shipped_item(at.number, ids, at.ids);
    if (at.quantity && (had != at.quantity || unit != at.unit)) {
      check_shipped(at.number, *at.quantity, unit == at.unit);
      check_parts(at, line);
    }
  }

  // What the code speaks of has to be there.
  bool given(const OrderLine& at, const ChangeLine& line, const ChangeCode& code) {
    const bool quantity = code.direction != 0 && !line.quantity;
    const bool price = code.scope != scope_all && (code.scope & scope_price) != 0 && !line.price;
    if (!quantity && !price) return true;
    obstacle(
        "no-value", at.number,
        fmt::format("'{}' came without {}", spaced_words(line.change), quantity ? "a quantity" : "a price"),
        "ask the partner what was meant, or reject the change");
    return false;
  }

  // The item that the buyer ordered and does not get is his name of the line: we answered it under that.
  [[nodiscard]] bool names_ordered(const OrderLine& at, const ChangeLine& line) const {
    const auto ordered = past_.named.find(at.number);
    return ordered != past_.named.end() && is_about(ordered->second, line);
  }

  // Whether the line becomes another item.
  bool check_item(const OrderLine& at, const ChangeLine& line, const ChangeCode& code) {
    if (code.act == ChangeAct::replace) return false;
    if (line.change.starts_with("replace_item")) return !line.ids.empty();
    const Id* other = names_ordered(at, line) ? nullptr : contradicting(at.ids, line);
    if (other == nullptr) return false;
    const Id* known = find_kind(at.ids, other->kind);
    doubt("item-differs", at.number,
          fmt::format("is {} {} in the order, the change speaks of {}", spaced_words(shown(other->kind)),
                      shown(known->value), shown(other->value)),
          "ask whether the item or the line's number is meant; released, the item is replaced");
    return true;
  }

  void check_direction(const OrderLine& at, const ChangeLine& line, const ChangeCode& code) {
    if (code.direction == 0 || !line.quantity || !at.quantity) return;
    const auto is_right = [&](Decimal from) {
      return code.direction < 0 ? *line.quantity < from : *line.quantity > from;
    };
    // Who was answered less may ask once more for what he ordered.
    const auto accepted = past_.accepted.find(at.number);
    if (is_right(*at.quantity) || (accepted != past_.accepted.end() && is_right(accepted->second))) return;
    doubt("quantity-direction", at.number,
          fmt::format("'{}', but {} were ordered and {} are wanted", spaced_words(line.change),
                      told(at.quantity), told(line.quantity)),
          "the partner may send the old quantity, or only the difference: then his map says how it is read; "
          "released, the quantity is as it came");
  }

  // Values that a line has otherwise than ordered and that its code says nothing of.
  static std::string differing(const OrderLine& at, const ChangeLine& line, unsigned scope) {
    std::string out;
    const auto other = [&](unsigned of, std::string_view name, const std::string& was,
                           const std::string& is) {
      if ((scope & of) != 0 || is.empty() || was == is) return;
      out += fmt::format("{}{} {} -> {}", out.empty() ? "" : ", ", name, was.empty() ? "none" : was, is);
    };
    const auto plain = [](const std::optional<Decimal>& value) {
      return value ? value->to_plain() : std::string();
    };
    other(scope_quantity, "quantity", plain(at.quantity), plain(line.quantity));
    other(scope_item, "unit", shown(at.unit), shown(line.unit));
    other(scope_price, "price", plain(at.price), plain(line.price));
    other(scope_price, "price basis", shown(at.price_basis), shown(line.price_basis));
    for (const TradeDate& date : line.dates) {
      const TradeDate* known = find_kind(at.dates, date.kind);
      other(scope_dates, spaced_words(shown(date.kind)),
            known != nullptr && known->date ? known->date->iso() : "", date.date ? date.date->iso() : "");
    }
    return out;
  }

  void take(OrderLine& at, const ChangeLine& line, const ChangeCode& code, bool other_item) {
    if (code.act == ChangeAct::replace) {
      OrderLine whole = line;
      whole.number = at.number;
      whole.assigned_id = at.assigned_id;
      at = std::move(whole);
      return;
    }
    if (other_item) {
      at.ids.clear();
      at.descriptions.clear();
    }
    if (line.change == "replace_dates" && !line.dates.empty()) at.dates.clear();
    const bool money =
        (line.quantity && line.quantity != at.quantity) || (line.price && line.price != at.price);
    if (money) std::erase_if(at.amounts, [](const Amount& amount) { return amount.kind == "line_total"; });
    if (line.quantity) at.quantity = line.quantity;
    if (line.price) at.price = line.price;
    const bool other_unit = !line.unit.empty() && line.unit != at.unit;
    if (other_unit || !line.unit_code.empty()) at.unit_code = line.unit_code;
    const std::pair<std::string&, const std::string&> texts[] = {
        {at.unit, line.unit}, {at.price_basis, line.price_basis}, {at.currency, line.currency}};
    for (const auto& [to, from] : texts) {
      if (!from.empty()) to = from;
    }
    if (!other_item && names_ordered(at, line)) {
      out_.substituted.push_back(at.number);
    } else {
      lay(at.ids, line.ids);
    }
    lay(at.quantities, line.quantities);
    each_list(at, line, [](auto& to, const auto& from) { lay(to, from); });
    lay_whole(at.packs, line.packs);
    lay_whole(at.schedules, line.schedules);
    lay_whole(at.distribution, line.distribution);
    lay_whole(at.sub_lines, line.sub_lines);
  }

  void check_shipped(const std::string& number, Decimal wanted, bool same_unit) {
    const auto sent = past_.shipped.find(number);
    if (sent == past_.shipped.end() || (same_unit && sent->second && *sent->second <= wanted)) return;
    const bool known = same_unit && sent->second;
    doubt("line-shipped", number,
          known ? fmt::format("{} of it were shipped or invoiced, and {} are wanted",
                              sent->second->to_plain(), wanted.to_plain())
                : fmt::format("some of it was shipped or invoiced in another unit, and {} are wanted",
                              wanted.to_plain()),
          "tell the partner what is on its way, then reject the change or release it");
  }

  // What is on its way is the item that was ordered; the other one would be invoiced in vain.
  void check_shipped_item(const std::string& number, const std::vector<Id>& had,
                          const std::vector<Id>& wanted) {
    if (!past_.shipped.contains(number) || had == wanted || share_item(had, wanted)) return;
    doubt("line-shipped", number,
          "some of it was shipped or invoiced, and another item is wanted in its place",
          "tell the partner what is on its way, then reject the change or release it");
  }

  // A quantity that is spread over dates or stores has to be spread anew.
  void check_parts(const OrderLine& at, const ChangeLine& line) {
    const auto tell = [&](std::string_view what, Decimal sum) {
      doubt("parts-differ", at.number,
            fmt::format("{} are ordered now, but its {} still come to {}", told(at.quantity), what,
                        sum.to_plain()),
            "ask how the new quantity spreads; released, they stay as they were");
    };
    Decimal scheduled, spread;
    for (const Schedule& schedule : at.schedules) scheduled = add_to(scheduled, schedule.quantity);
    for (const Distribution& distribution : at.distribution) {
      for (const StoreQuantity& store : distribution.stores) spread = add_to(spread, store.quantity);
    }
    if (line.schedules.empty() && !at.schedules.empty() && scheduled != *at.quantity)
      tell("schedules", scheduled);
    if (line.distribution.empty() && !at.distribution.empty() && spread != *at.quantity)
      tell("stores' quantities", spread);
  }

  static Decimal add_to(Decimal sum, const std::optional<Decimal>& more) {
    return add(sum, more.value_or(Decimal())).value_or(sum);
  }

  void replace_lines() {
    out_.order.lines.clear();
    for (const ChangeLine& line : change_.lines) {
      const Found found = find_line(before_, line, past_.named);
      std::string number = line.assigned_id;
      if (found.line != nullptr) number = found.line->number;
      if (number.empty()) number = next_number(before_, out_.order);
      out_.lines.push_back(number);
      const ChangeCode* code = change_code(line.change);
      if (code != nullptr && code->act == ChangeAct::remove) continue;
      out_.order.lines.emplace_back(line).number = number;
    }
    for (const OrderLine& line : before_.lines) {
      const auto now = std::find_if(out_.order.lines.begin(), out_.order.lines.end(),
                                    [&](const OrderLine& l) { return l.number == line.number; });
      const bool stays = now != out_.order.lines.end();
      check_shipped(line.number, stays ? now->quantity.value_or(Decimal()) : Decimal(),
                    !stays || now->unit.empty() || now->unit == line.unit);
      if (stays) check_shipped_item(line.number, line.ids, now->ids);
    }
  }

  const Order& before_;
  const OrderChange& change_;
  const OrderPast& past_;
  ChangedOrder out_;
};

}  // namespace

bool ChangedOrder::possible() const {
  return std::none_of(problems.begin(), problems.end(), [](const ChangeProblem& p) { return p.obstacle; });
}

ChangedOrder change_order(const Order& order, const OrderChange& change, const OrderPast& past) {
  return Change(order, change, past).run();
}

}  // namespace transom
