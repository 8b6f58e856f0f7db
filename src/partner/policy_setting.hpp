// A setting: how it is called, read and shown. The table of all is what layers, "unknown key" and explain are
// made of.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/yaml.hpp"
#include "transom/partner.hpp"

namespace transom {

struct PolicySetting {
  std::string_view section;  // empty: the key stands at the top
  std::string_view key;
  void (*read)(Policy&, const YamlNode&);
  std::string (*show)(const Policy&);
  std::string_view sets = {};  // to which it means something, "856 810"; empty: to all
};

[[nodiscard]] std::string yes_no(bool value);
// About shipments, invoices and how they fit their orders.
[[nodiscard]] std::span<const PolicySetting> trade_settings();

}  // namespace transom
