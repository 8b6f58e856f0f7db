// Reading settings: the few things that every YAML file of people and partners has in common.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.hpp"
#include "transom/partner.hpp"

namespace transom {

// Fails on the first key that is none of these, with "did you mean". Not a map: fails.
void allow_keys(const YamlNode& node, std::span<const std::string_view> keys);

// "16MiB", "64KiB", "4GiB", or plain bytes.
[[nodiscard]] std::uint64_t read_size(const YamlNode& node, std::uint64_t min, std::uint64_t max);
// "16MiB" of 16777216: the largest unit that divides it.
[[nodiscard]] std::string show_size(std::uint64_t bytes);
// "24h" of 86400: the largest unit that divides it.
[[nodiscard]] std::string show_seconds(std::int64_t seconds);

// {qualifier: "01", id: "123456789", group: ACME, usage: test, division: East}
[[nodiscard]] TradingId read_trading_id(const YamlNode& node);
// A list of at least one of them.
[[nodiscard]] std::vector<TradingId> read_identity(const YamlNode& node);
// "ZZ/ACME", with its usage where it has one.
[[nodiscard]] std::string describe(const TradingId& id);
// Could both be meant by one interchange?
[[nodiscard]] bool overlap(const TradingId& a, const TradingId& b);

// "004010", "004010VICS"
[[nodiscard]] std::string read_version(const YamlNode& node);
// "850"
[[nodiscard]] std::string read_set_id(const YamlNode& node);

}  // namespace transom
