// What the lines of an overlay name, sought in the standard guide: segments of a loop, elements, codes. What
// is not there fails with the line's place.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/yaml.hpp"
#include "guide/overlay_source.hpp"

namespace transom {

inline constexpr std::string_view only_narrows = "an overlay only narrows the standard";

class OverlayNames {
 public:
  explicit OverlayNames(const Guide& guide);

  [[nodiscard]] const Guide& guide() const { return guide_; }
  [[nodiscard]] const std::string& what() const { return what_; }  // "the 850 of 004010"

  // The steps of "PO1/N1[ST]/N4".
  [[nodiscard]] std::vector<OverlayStep> steps_of(const YamlNode& key) const;
  // "BEG03", "REF04-1": element, and component or 0.
  [[nodiscard]] std::pair<std::uint8_t, std::uint8_t> element_of(const YamlNode& node, std::string_view id,
                                                                 std::string_view ref) const;
  [[nodiscard]] const ElementUse& place_of(std::string_view id, std::uint8_t element,
                                           std::uint8_t component) const;
  // Fails where the standard would not let this code pass.
  void check_code(const YamlNode& node, std::string_view id, std::uint8_t element,
                  const std::string& code) const;
  void check_code(const YamlNode& node, const ElementDef& def, const std::string& code) const;

 private:
  [[nodiscard]] OverlayStep step_of(const YamlNode& key, std::string_view word, std::uint16_t loop) const;
  [[nodiscard]] std::vector<std::uint16_t> uses_of(std::string_view id, std::uint16_t loop) const;
  [[noreturn]] void fail_unknown(const YamlNode& key, const std::string& id, std::uint16_t loop) const;

  const Guide& guide_;
  std::string what_;
};

}  // namespace transom
