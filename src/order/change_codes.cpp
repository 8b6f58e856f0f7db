// The codes of a changed line as data: one row a word.
//
// A code that names one thing and comes with another changed as well is told, not obeyed in silence: a price
// that slips in with a smaller quantity is what people find out from an invoice. Codes by which a buyer
// rejects, transfers or confirms have no effect on an order that a program could work out.
#include <algorithm>

#include "transom/change_order.hpp"

namespace transom {
namespace {

constexpr unsigned rest = scope_rest;
constexpr ChangeCode codes[] = {
    {"add_item", ChangeAct::add, scope_all, 0},
    {"delete_item", ChangeAct::remove, scope_all, 0},
    {"change_item", ChangeAct::set, scope_all, 0},
    {"quantity_decrease", ChangeAct::set, scope_quantity | rest, -1},
    {"quantity_increase", ChangeAct::set, scope_quantity | rest, 1},
    {"price_change", ChangeAct::set, scope_price | rest, 0},
    {"price_quantity_change", ChangeAct::set, scope_price | scope_quantity | rest, 0},
    {"price_reschedule", ChangeAct::set, scope_price | scope_dates | rest, 0},
    {"reschedule_quantity", ChangeAct::set, scope_dates | scope_quantity | rest, 0},
    {"reschedule", ChangeAct::set, scope_dates | rest, 0},
    {"change_dates", ChangeAct::set, scope_dates | rest, 0},
    {"change_date_terms", ChangeAct::set, scope_dates | rest, 0},
    {"replace_dates", ChangeAct::set, scope_dates | rest, 0},
    {"change_terms", ChangeAct::set, rest, 0},
    {"change_line_charges", ChangeAct::set, rest, 0},
    {"change_total_charges", ChangeAct::set, rest, 0},
    {"replace_shipment_mode", ChangeAct::set, rest, 0},
    {"replace_item", ChangeAct::set, scope_all, 0},
    {"replace_item_modified", ChangeAct::set, scope_all, 0},
    {"replace_values", ChangeAct::replace, scope_all, 0},
    {"no_change", ChangeAct::keep, 0, 0},
    {"given", ChangeAct::replace, scope_all, 0},  // of an order that was sent once more: set or added
    {"cancel_order", ChangeAct::ask, 0, 0},
    {"reject_change", ChangeAct::ask, 0, 0},
    {"transfer_item", ChangeAct::ask, 0, 0},
    {"change_of_revised", ChangeAct::ask, 0, 0},
    {"confirmation_of_revised", ChangeAct::ask, 0, 0},
    {"confirmation_of_original", ChangeAct::ask, 0, 0},
};

}  // namespace

std::span<const ChangeCode> change_codes() {
  return codes;
}

const ChangeCode* change_code(std::string_view word) {
  const auto found = std::find_if(std::begin(codes), std::end(codes),
                                  [&](const ChangeCode& code) { return code.word == word; });
  return found == std::end(codes) ? nullptr : &*found;
}

}  // namespace transom
