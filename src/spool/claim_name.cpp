// One file name carries all that must survive a crash between the rename and the store's commit; a second
// file for every claim would cost a second durable write. Only names beyond 227 percent-form bytes need one.
#include "spool/claim_name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace transom {
namespace {

constexpr std::string_view suffix = ".edi";
constexpr std::string_view long_suffix = ".long.edi";
constexpr std::string_view sidecar_suffix = ".long.name";
constexpr std::size_t prefix_size = 24;  // "20260302T090000Z-000017-"
constexpr std::size_t longest_name = 255;

std::string replace_end(std::string_view name, std::string_view old_end, std::string_view new_end) {
  if (!name.ends_with(old_end)) return {};
  return std::string(name.substr(0, name.size() - old_end.size())).append(new_end);
}

}  // namespace

ClaimName claim_name(Instant now, unsigned number, std::string_view original) {
  const Time time = now.time();
  const auto prefix = fmt::format("{}T{:02}{:02}{:02}Z-{:06}-", now.date().x12(), time.hour, time.minute,
                                  time.second, number);
  const auto whole = percent_name(original, 3 * original.size());
  if (prefix.size() + whole.size() + suffix.size() <= longest_name) {
    return {fmt::format("{}{}{}", prefix, whole, suffix), {}};
  }
  const auto cut = percent_name(original, longest_name - prefix.size() - sidecar_suffix.size());
  return {fmt::format("{}{}{}", prefix, cut, long_suffix),
          fmt::format("{}{}{}", prefix, cut, sidecar_suffix)};
}

std::string original_name(std::string_view id) {
  const bool ours = id.size() > prefix_size && id[15] == 'Z' && id[16] == '-' && id.ends_with(suffix);
  if (!ours) return std::string(id);
  const auto second_dash = id.find('-', 17);  // numbers grow beyond six digits in a very long life
  if (second_dash == std::string_view::npos) return std::string(id);
  auto middle = id.substr(second_dash + 1);
  middle.remove_suffix(id.ends_with(long_suffix) ? long_suffix.size() : suffix.size());
  return from_percent_name(middle).value_or(std::string(id));
}

std::string readable_name(std::string_view id) {
  constexpr std::string_view dot = "%2E";
  constexpr std::size_t longest_extension = 8;
  if (!id.ends_with(suffix)) return std::string(id);
  const std::string_view stem = id.substr(0, id.size() - suffix.size());
  const auto at = stem.rfind(dot);
  if (at == std::string_view::npos || at <= prefix_size) return std::string(id);
  const std::string_view extension = stem.substr(at + dot.size());
  const bool plain = !extension.empty() && extension.size() <= longest_extension &&
                     std::all_of(extension.begin(), extension.end(), is_letter_or_digit);
  if (!plain) return std::string(id);
  return fmt::format("{}.{}", stem.substr(0, at), extension);
}

std::string sidecar_of(std::string_view id) {
  return replace_end(id, long_suffix, sidecar_suffix);
}
std::string owner_of_sidecar(std::string_view name) {
  return replace_end(name, sidecar_suffix, long_suffix);
}

}  // namespace transom
