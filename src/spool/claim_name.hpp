// The names of claimed files: 20260302T090000Z-000017-po%2Eedi.edi
//
// The time of the claim, a running number, and the sender's name in percent form, so that a restart finds the
// original name again. A name too long for that is cut, marked ".long", and kept whole in a file beside it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "transom/date.hpp"

namespace transom {

struct ClaimName {
  std::string id;       // the file name in the claim folder
  std::string sidecar;  // where the whole original name is kept; empty: the id says it all
};

[[nodiscard]] ClaimName claim_name(Instant now, unsigned number, std::string_view original);

// The original name as far as `id` tells it; `id` itself when it is no name of ours (a file put there by
// hand).
[[nodiscard]] std::string original_name(std::string_view id);
// Of an id marked ".long": the name of its sidecar; else empty.
[[nodiscard]] std::string sidecar_of(std::string_view id);
// Of a sidecar: the id that it belongs to; else empty.
[[nodiscard]] std::string owner_of_sidecar(std::string_view name);

// What a copy of it is called in quarantine, for people: with the extension that the sender gave it, as
// 20260302T090000Z-000017-order.json. Other names, and names without an extension, stay as they are.
[[nodiscard]] std::string readable_name(std::string_view id);

}  // namespace transom
