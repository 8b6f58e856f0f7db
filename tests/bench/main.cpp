// transom_bench [reading|checking|starting|running]...: without a word, all of them.
#include <fmt/core.h>

#include <cstring>

#include "bench/bench.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace transom::bench {

double median_seconds(int runs, const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  work();
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

namespace {

#if defined(__x86_64__)
__attribute__((target("avx2,popcnt"))) std::uint64_t count_delimiters(std::string_view bytes) {
  const __m256i segment = _mm256_set1_epi8('~'), element = _mm256_set1_epi8('*'),
                component = _mm256_set1_epi8('>');
  std::uint64_t count = 0;
  for (std::size_t i = 0; i + 32 <= bytes.size(); i += 32) {
    const __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + i));
    const __m256i hits =
        _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(block, segment), _mm256_cmpeq_epi8(block, element)),
                        _mm256_cmpeq_epi8(block, component));
    count +=
        static_cast<std::uint64_t>(__builtin_popcount(static_cast<unsigned>(_mm256_movemask_epi8(hits))));
  }
  return count;
}
#else
std::uint64_t count_delimiters(std::string_view bytes) {
  std::uint64_t count = 0;
  for (const char c : bytes) count += c == '~' || c == '*' || c == '>';
  return count;
}
#endif

}  // namespace

double scan_speed(std::string_view bytes) {
  volatile std::uint64_t sink = 0;
  const double seconds = median_seconds(7, [&] { sink = count_delimiters(bytes); });
  return static_cast<double>(bytes.size()) / 1e6 / seconds;
}

void print_speed(std::string_view what, double mb_per_second, double scan) {
  fmt::print("  {:<44} {:>8.0f} MB/s   1/{:.1f} of the scan\n", what, mb_per_second, scan / mb_per_second);
}

}  // namespace transom::bench

int main(int argc, char** argv) {
  using namespace transom::bench;
  const auto wanted = [&](const char* name) {
    if (argc == 1) return true;
    return std::any_of(argv + 1, argv + argc, [&](const char* word) { return std::strcmp(word, name) == 0; });
  };
  int failed = 0;
  if (wanted("reading")) failed |= reading();
  if (wanted("checking")) failed |= checking();
  if (wanted("starting")) failed |= starting();
  if (wanted("running")) failed |= running();
  return failed;
}
