// A check digit that is wrong is not mended: the label is printed already, and the scanner in the receiver's
// dock reads what is on it.
#include "order/sscc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "order/shipment_goods.hpp"

namespace transom {
namespace {

constexpr std::size_t length = 18;

// Every tare and pack, whatever lies around it.
template <class Level, class Visit>
void each_container(Level& level, const Visit& visit) {
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) each_container(one, visit);
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) {
      visit(one);
      each_container(one, visit);
    }
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) {
      visit(one);
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

// What is on its label. One level may stand for several cartons that hold the same, with a label each.
std::vector<std::string> ssccs_on(const std::vector<Mark>& marks) {
  std::vector<std::string> all;
  for (const Mark& mark : marks) {
    std::string sscc = sscc_of({mark});
    if (!sscc.empty() && std::find(all.begin(), all.end(), sscc) == all.end()) all.push_back(std::move(sscc));
  }
  return all;
}

// Where each label stands, over all levels.
class LabelPlaces {
 public:
  // Those on more than one thing, in the order in which they come a second time.
  std::vector<std::string> shared(const Shipment& shipment) {
    inside(shipment, Around{});
    return std::move(shared_);
  }

 private:
  struct Around {
    const ShipmentOrder* order = nullptr;
    const ShipmentItem* item = nullptr;
    std::string pallet;
  };
  struct Labelled {
    bool tare = false;
    std::string pallet;  // that it stands on, where that has a label
    std::set<std::pair<const ShipmentOrder*, const ShipmentItem*>> places;
    bool told = false;
  };

  template <class Level>
  void inside(const Level& level, const Around& around) {
    const auto below = [&](const auto& one, auto enter) {
      Around in = around;
      enter(in);
      inside(one, in);
    };
    if constexpr (requires { level.orders; })
      for (const auto& one : level.orders) below(one, [&](Around& in) { in.order = &one; });
    if constexpr (requires { level.tares; })
      for (const auto& one : level.tares) {
        see(one.marks, true, around);
        below(one, [&](Around& in) { in.pallet = sscc_of(one.marks); });
      }
    if constexpr (requires { level.packs; })
      for (const auto& one : level.packs) {
        see(one.marks, false, around);
        below(one, [](Around&) {});
      }
    if constexpr (requires { level.items; })
      for (const auto& one : level.items) below(one, [&](Around& in) { in.item = &one; });
  }

  void see(const std::vector<Mark>& marks, bool tare, const Around& around) {
    for (std::string& sscc : ssccs_on(marks)) {
      const auto [known, first] = labels_.try_emplace(sscc, Labelled{tare, around.pallet, {}});
      Labelled& label = known->second;
      if (label.pallet.empty()) label.pallet = around.pallet;
      const bool elsewhere = !around.pallet.empty() && around.pallet != label.pallet;
      const bool fresh = label.places.insert({around.order, around.item}).second;
      if (label.told || (fresh && !elsewhere && label.tare == tare)) continue;
      label.told = true;
      shared_.push_back(std::move(sscc));
    }
  }

  std::unordered_map<std::string, Labelled> labels_;
  std::vector<std::string> shared_;
};

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
  each_container(shipment, [&](auto& container) {
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

Disagreements check_ssccs(const Shipment& shipment) {
  Disagreements wrong;
  for (const std::string& sscc : ssccs_of(shipment)) {
    if (is_sscc(sscc)) continue;
    const bool form = sscc.size() == length && all_digits(sscc);
    const std::string_view front = std::string_view(sscc).substr(0, std::min(sscc.size(), length - 1));
    wrong.push_back({TradeCheck::sscc, "",
                     form ? fmt::format("SSCC {} has the check digit {}, but its digits ask for {}", sscc,
                                        sscc.back(), gs1_check_digit(front))
                          : fmt::format("'{}' is no SSCC; expected 18 digits", sscc),
                     "mend it in the ERP, print the label anew, and leave the shipment again"});
  }
  return wrong;
}

Disagreements check_shared(const Shipment& shipment) {
  const std::vector<std::string> shared = LabelPlaces().shared(shipment);
  if (shared.empty()) return {};
  return {{TradeCheck::sscc, "",
           fmt::format("SSCC{} on more than one carton or pallet of ship notice {}",
                       shared.size() == 1 ? fmt::format(" {} is", list_ssccs(shared))
                                          : fmt::format("s {} are each", list_ssccs(shared)),
                       visible(shipment.number, 40)),
           "ask the partner what has the label, and have the rest labelled anew before it is scanned"}};
}

std::vector<std::string> ssccs_of(const Shipment& shipment) {
  std::vector<std::string> all;
  std::unordered_set<std::string> known;
  each_container(shipment, [&](const auto& container) {
    for (std::string& sscc : ssccs_on(container.marks))
      if (known.insert(sscc).second) all.push_back(std::move(sscc));
  });
  return all;
}

std::string list_ssccs(const std::vector<std::string>& ssccs) {
  constexpr std::size_t most = 10;
  std::string out;
  for (std::size_t i = 0; i < std::min(most, ssccs.size()); ++i)
    out += fmt::format("{}{}", i == 0 ? "" : ", ", visible(ssccs[i], 20));
  if (ssccs.size() > most) out += fmt::format(" and {} more", ssccs.size() - most);
  return out;
}

}  // namespace transom
