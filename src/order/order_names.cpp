// A shipment names orders at every level of its hierarchy, an invoice at its head, the others are about one.
#include "order/order_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"

namespace transom {
namespace {

// Whatever names an order in a shipment, each level before what lies in it.
template <class Level, class Visit>
void each_name(Level& level, const Visit& visit) {
  if constexpr (requires { level.release_number; }) visit(level.number, level.release_number);
  if constexpr (requires { level.order.release_number; })
    visit(level.order.number, level.order.release_number);
  const auto within = [&](auto& levels) {
    for (auto& one : levels) each_name(one, visit);
  };
  if constexpr (requires { level.orders; }) within(level.orders);
  if constexpr (requires { level.tares; }) within(level.tares);
  if constexpr (requires { level.packs; }) within(level.packs);
  if constexpr (requires { level.items; }) within(level.items);
}

}  // namespace

std::vector<OrderName> names_of(const BusinessDocument& document) {
  std::vector<OrderName> out;
  const auto add = [&](const std::string& number, const std::string& release) {
    OrderName name{number, release};
    if (!number.empty() && std::find(out.begin(), out.end(), name) == out.end())
      out.push_back(std::move(name));
  };
  if (const auto* order = std::get_if<Order>(&document)) add(order->number, order->release_number);
  if (const auto* response = std::get_if<OrderResponse>(&document))
    add(response->order_number, response->release_number);
  if (const auto* change = std::get_if<OrderChange>(&document)) add(change->number, change->release_number);
  if (const auto* shipment = std::get_if<Shipment>(&document)) each_name(*shipment, add);
  if (const auto* invoice = std::get_if<Invoice>(&document))
    add(invoice->order_number, invoice->release_number);
  return out;
}

void name_release(BusinessDocument& document, std::string_view number, const std::string& release) {
  const auto name = [&](const std::string& of, std::string& own) {
    if (of == number && (own.empty() || same_release(own, release))) own = release;
  };
  if (auto* response = std::get_if<OrderResponse>(&document))
    name(response->order_number, response->release_number);
  if (auto* shipment = std::get_if<Shipment>(&document)) each_name(*shipment, name);
  if (auto* invoice = std::get_if<Invoice>(&document)) name(invoice->order_number, invoice->release_number);
}

void name_order(BusinessDocument& document, const std::string& from, const std::string& to) {
  const auto name = [&](std::string& number, const std::string&) {
    if (number == from) number = to;
  };
  if (auto* response = std::get_if<OrderResponse>(&document))
    name(response->order_number, response->release_number);
  if (auto* shipment = std::get_if<Shipment>(&document)) each_name(*shipment, name);
  if (auto* invoice = std::get_if<Invoice>(&document)) name(invoice->order_number, invoice->release_number);
}

bool same_release(std::string_view a, std::string_view b) {
  return same_number(a, b);
}

bool same_order(const OrderName& a, const OrderName& b) {
  return same_number(a.number, b.number) && same_release(a.release, b.release);
}

bool is_order(std::string_view number, std::string_view release, const Order& order) {
  const bool any = release.empty() || order.release_number.empty();
  return number == order.number && (any || same_release(release, order.release_number));
}

std::string in_words(const Order& order) {
  const std::string name = fmt::format("order {}", order.number);
  return order.release_number.empty()
             ? name
             : fmt::format("release {} of {}", visible(order.release_number, 30), name);
}

std::string releases_in_words(std::span<const std::string> releases) {
  std::string out = releases.size() == 1 ? "release " : "releases ";
  for (std::size_t i = 0; i < releases.size(); ++i) {
    const bool last = i + 1 == releases.size();
    out += fmt::format("{}{}",
                       i == 0 ? ""
                       : last ? " and "
                              : ", ",
                       releases[i].empty() ? "none" : visible(releases[i], 30));
  }
  return out;
}

}  // namespace transom
