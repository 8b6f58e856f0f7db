// Small readings of envelope elements.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace transom {

// Without blanks at both ends; the no-break blanks that pad some senders' ids are blanks too.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// The value of digits, leading zeros and blanks around allowed; at most 18 digits.
[[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view text);
[[nodiscard]] bool is_printable(std::string_view text);  // of ASCII
// Whether ST01 may hold it: three letters or digits, a known set or not.
[[nodiscard]] bool is_set_id(std::string_view text);
// Whether ST02 may hold it.
[[nodiscard]] bool is_set_number(std::string_view text);

// The functional identifier of the group that a set belongs in ("PO" for 850); empty for a set that is not
// known.
[[nodiscard]] std::string_view functional_id_of(std::string_view set_id);
// The other way round; where several sets do, the oldest.
[[nodiscard]] std::string_view set_id_of(std::string_view functional_id);
// Whether a known set belongs in such a group.
[[nodiscard]] bool is_known_functional_id(std::string_view functional_id);

[[nodiscard]] bool is_known_id_qualifier(std::string_view code);            // I05
[[nodiscard]] std::span<const std::string_view> id_qualifier_codes();       // all of them
[[nodiscard]] bool is_known_interchange_version(std::string_view version);  // I11

}  // namespace transom
