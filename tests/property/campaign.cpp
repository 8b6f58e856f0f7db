// The seed is fixed, so that a red build is red again on the next machine; a campaign of another day sets its
// own. Cases are seeded one by one: one alone is the same as in the middle of a run.
#include "property/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "property/random.hpp"

namespace transom::property {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t usual_per_cent = 10;
#elif defined(__OPTIMIZE__)
constexpr std::size_t usual_per_cent = 100;
#else
constexpr std::size_t usual_per_cent = 25;
#endif

struct Total {
  Total() = default;
  Total(const Total&) = delete;
  Total& operator=(const Total&) = delete;
  ~Total() {
    if (cases != 0) std::printf("property: %zu cases\n", cases);
  }
  std::size_t cases = 0;
};

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::uint64_t number(const char* name, std::uint64_t otherwise) {
  const std::string text = setting(name);
  return text.empty() ? otherwise : std::strtoull(text.c_str(), nullptr, 10);
}

}  // namespace

Campaign::Campaign(std::string name) : name_(std::move(name)) {}

std::size_t Campaign::cases(std::size_t usual) const {
  return std::max<std::size_t>(1, usual * number("TRANSOM_CASES", usual_per_cent) / 100);
}

std::uint64_t Campaign::seed(std::size_t n) const {
  std::uint64_t mixed = number("TRANSOM_SEED", 20261125);
  for (const char c : name_) mixed = Random(mixed ^ static_cast<unsigned char>(c)).bits();
  return Random(mixed + n).bits();
}

bool Campaign::replays() const {
  return !setting("TRANSOM_REPLAY").empty();
}

bool Campaign::wants(std::size_t n) const {
  return !replays() || setting("TRANSOM_REPLAY") == fmt::format("{}:{}", name_, n);
}

std::string Campaign::replay(std::size_t n) const {
  return fmt::format("TRANSOM_SEED={} TRANSOM_REPLAY={}:{} ./transom_tests -tc='property*'",
                     number("TRANSOM_SEED", 20261125), name_, n);
}

void Campaign::made(std::size_t cases) {
  static Total total;
  total.cases += cases;
}

std::string Campaign::title() const {
  return fmt::format("{} (seed {})", name_, number("TRANSOM_SEED", 20261125));
}

std::string visible_text(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else if (c == '\n') {
      out += "\\n\n";
    } else {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", byte);
    }
  }
  return out;
}

}  // namespace transom::property
