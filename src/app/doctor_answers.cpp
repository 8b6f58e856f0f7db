// Answers that rules give and partners do not take. Neither the rules nor the agreement is wrong by itself,
// so the loader takes both; the first order that such a rule changes goes to the ERP, and its answer cannot
// be made. What a rule that holds an order only suggests is left out: whoever says it to a line is told at
// once.
#include <fmt/format.h>

#include <set>

#include "app/doctor.hpp"
#include "engine/map_shelf.hpp"
#include "engine/respond.hpp"
#include "engine/take_change.hpp"

namespace transom {
namespace {

Order one_line() {
  OrderLine line;
  line.number = "1";
  line.quantity = Decimal(2, 0);
  line.unit = "EA";
  Order order;
  order.lines.push_back(std::move(line));
  return order;
}

// Of the codes by which the ruling answers a line, those that come to none that he takes.
std::vector<std::string_view> not_taken(Ruling ruling, const Send& send, Precedence first) {
  static const Order order = one_line();
  if (!ruling.line.empty()) ruling.line = order.lines.front().number;
  std::vector<std::string_view> out;
  for (const LineDecision& decision : decide_lines(order, {&ruling, 1}, first)) {
    for (const LinePart& part : decision.parts)
      if (taken_status(part.status, send) == nullptr) out.push_back(part.status->code);
  }
  return out;
}

// The rules that judge what is answered by the set.
std::set<const OrderRules*> rules_behind(const MapShelf& maps, const Partner& partner,
                                         const std::string& set) {
  std::set<const OrderRules*> out;
  for (const Agreement& received : partner.receives) {
    if (set == "855" && received.set == "850") out.insert(maps.rules(received));
    if (set == "865" && received.set == "860") out.insert(rules_for_change(maps, partner, &received));
  }
  out.erase(nullptr);
  return out;
}

}  // namespace

void look_at_answers(Diagnoses& out, const Partner& partner, const MapShelf& maps) {
  std::set<std::string> told;
  for (const Agreement& sent : partner.sends) {
    for (const OrderRules* rules : rules_behind(maps, partner, sent.set)) {
      for (const Ruling& ruling : rules->deciding()) {
        for (const std::string_view code : not_taken(ruling, *sent.send, precedence_of(partner, sent.set))) {
          std::string text = fmt::format(
              "{} answers {} in the {}, and the partner takes neither that nor "
              "anything that stands in",
              ruling.rule, code, sent.set);
          if (!told.insert(text).second) continue;
          out.push_back({Diagnosis::Level::warn, "partner " + partner.slug, std::move(text),
                         fmt::format("add {} to `lines` of the {} in {}, or a `fallback` for it", code,
                                     sent.set, partner.file)});
        }
      }
    }
  }
}

}  // namespace transom
