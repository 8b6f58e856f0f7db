// A check digit that is wrong is not mended: the label is printed already, and the scanner in the receiver's
// dock reads what is on it.
#include "order/sscc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "order/shipment_goods.hpp"

namespace transom {
namespace {

constexpr std::size_t length = 18;

// Every tare and pack with what it lies in directly.
template <class Level, class Visit>
void each_container(Level& level, const Visit& visit) {
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) each_container(one, visit);
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) {
      visit(one, &level);
      each_container(one, visit);
    }
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) {
      visit(one, &level);
      each_container(one, visit);
    }
  if constexpr (requires { level.items; })
    for (auto& one : level.items) each_container(one, visit);
}

template <class Container>
bool wanted(const SsccSettings& settings) {
  if (settings.company_prefix.empty() || settings.give == SsccUse::none) return false;
  if (settings.give == SsccUse::both) return true;
  return (settings.give == SsccUse::tares) == std::is_same_v<Container, ShipmentTare>;
}

}  // namespace

char gs1_check_digit(std::string_view digits) {
  int sum = 0, weight = 3;
  for (std::size_t i = digits.size(); i-- > 0; weight = 4 - weight) sum += (digits[i] - '0') * weight;
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_sscc(std::string_view digits) {
  return digits.size() == length && all_digits(digits) &&
         gs1_check_digit(digits.substr(0, length - 1)) == digits.back();
}

std::uint64_t sscc_count(const SsccSettings& settings) {
  std::uint64_t count = 1;
  for (std::size_t i = settings.company_prefix.size(); i < length - 2; ++i) count *= 10;
  return count;
}

std::string make_sscc(const SsccSettings& settings, std::uint64_t serial) {
  std::string digits = fmt::format("{}{}{:0{}}", settings.extension, settings.company_prefix, serial,
                                   length - 2 - settings.company_prefix.size());
  digits += gs1_check_digit(digits);
  return digits;
}

Disagreements give_ssccs(Shipment& shipment, const SsccSettings& settings, const NextSscc& next) {
  Disagreements wrong;
  each_container(shipment, [&](auto& container, const void*) {
    for (Mark& mark : container.marks) {
      if (mark.kind == "sscc" && mark.value.size() == length + 2 && mark.value.starts_with("00"))
        mark.value.erase(0, 2);
    }
    using Container = std::remove_cvref_t<decltype(container)>;
    if (!wrong.empty() || !wanted<Container>(settings) || !sscc_of(container.marks).empty()) return;
    const std::string sscc = next();
    if (sscc.empty()) {
      wrong.push_back({std::nullopt, "",
                       fmt::format("there is no free SSCC under company prefix {} and extension {}",
                                   settings.company_prefix, settings.extension),
                       "take another `sscc: {extension: ...}` or a further company prefix, then replay"});
      return;
    }
    container.marks.insert(container.marks.begin(), Mark{"sscc", sscc, ""});
  });
  return wrong;
}

static Disagreement wrong_digits(const std::string& sscc) {
  const bool form = sscc.size() == length && all_digits(sscc);
  const std::string_view front = std::string_view(sscc).substr(0, std::min(sscc.size(), length - 1));
  return {TradeCheck::sscc, "",
          form ? fmt::format("SSCC {} has the check digit {}, but its digits ask for {}", sscc, sscc.back(),
                             gs1_check_digit(front))
               : fmt::format("'{}' is no SSCC; expected 18 digits", sscc),
          "mend it in the ERP, print the label anew, and leave the shipment again"};
}

// A carton with goods of several orders or items stands under each of them; twice in one place, or as a
// pallet and as a carton, one number is on two things.
Disagreements check_ssccs(const Shipment& shipment) {
  Disagreements wrong;
  struct Seen {
    bool tare = false, told = false;
    std::set<const void*> in;
  };
  std::map<std::string, Seen, std::less<>> seen;
  each_container(shipment, [&](const auto& container, const void* in) {
    const std::string sscc = sscc_of(container.marks);
    if (sscc.empty()) return;
    constexpr bool tare = std::is_same_v<std::remove_cvref_t<decltype(container)>, ShipmentTare>;
    const auto [known, fresh] = seen.try_emplace(sscc, Seen{tare, false, {}});
    if (fresh && !is_sscc(sscc)) wrong.push_back(wrong_digits(sscc));
    const bool twice = !known->second.in.insert(in).second || known->second.tare != tare;
    if (!twice || std::exchange(known->second.told, true)) return;
    wrong.push_back({TradeCheck::sscc, "", fmt::format("SSCC {} is on two things of this shipment", sscc),
                     "give each carton and pallet a label of its own"});
  });
  return wrong;
}

std::vector<std::string> ssccs_of(const Shipment& shipment) {
  std::vector<std::string> all;
  std::set<std::string, std::less<>> seen;
  each_container(shipment, [&](const auto& container, const void*) {
    const std::string sscc = sscc_of(container.marks);
    if (!sscc.empty() && seen.insert(sscc).second) all.push_back(sscc);
  });
  return all;
}

}  // namespace transom
