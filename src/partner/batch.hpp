// When prepared documents go out: the `batch` of a set under `send:`.
#pragma once

#include <string>

#include "base/yaml.hpp"
#include "transom/partner.hpp"

namespace transom {

// "each", or any of {count: 50, size: 100KiB, every: 15m, at: ["10:00", "16:00"]}. Fails: configuration.
[[nodiscard]] Batch read_batch(const YamlNode& node);
// "each", "as prepared", "count 50, size 100KiB, every 15m, at 10:00 16:00"
[[nodiscard]] std::string show_batch(const Batch& batch);

}  // namespace transom
