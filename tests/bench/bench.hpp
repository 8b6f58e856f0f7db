// What the benchmarks share: generated 850s and 856s, medians, and the plain scan that every figure is held
// against.
//
// Figures of different days and machines do not compare; their ratios to an out-of-cache scan of the same
// bytes in the same run do. Everything runs through the public classes, nothing left out.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace transom::bench {

// One interchange of about `bytes` bytes: one group, 850s of 10 to 25 lines, every set different, all valid
// in 004010. Control numbers run from `first`.
[[nodiscard]] std::string interchange_of_850s(std::size_t bytes, std::uint32_t first = 1);
// The same with 856s: shipment, order, 4 to 12 packs of one to four items.
[[nodiscard]] std::string interchange_of_856s(std::size_t bytes, std::uint32_t first = 1);
// A whole file with one 850 of about 2 KB; `number` makes its control numbers and its order number unique.
[[nodiscard]] std::string single_850(std::uint32_t number);

// Median seconds of `runs` calls after one that is not counted.
[[nodiscard]] double median_seconds(int runs, const std::function<void()>& work);
// Counts three delimiters with the widest vectors that the machine has; MB (10^6 bytes) a second, out of
// cache.
[[nodiscard]] double scan_speed(std::string_view bytes);
// "  reading every element     2,650 MB/s   1/11 of the scan"
void print_speed(std::string_view what, double mb_per_second, double scan);

int reading();
int checking();
int starting();
int running();

}  // namespace transom::bench
