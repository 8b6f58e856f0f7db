// One partner's folder: partner.yaml and the files it names.
#pragma once

#include <memory>
#include <string>

#include "partner/policy_layers.hpp"
#include "transom/partner.hpp"

namespace transom {

// Lower-case letters, digits, _ and -, at most 32, the first no _ or -: safe as a folder's name.
[[nodiscard]] bool is_slug(std::string_view text);

// `defaults`: the layers below, of the workspace. Fails: configuration.
[[nodiscard]] std::unique_ptr<const Partner> load_partner(const std::string& folder,
                                                          const PolicyLayers& defaults);

// The partner whose policy is the defaults alone.
[[nodiscard]] std::unique_ptr<const Partner> make_anyone(const PolicyLayers& defaults);

}  // namespace transom
