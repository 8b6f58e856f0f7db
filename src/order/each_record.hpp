// Every struct in a business document, by its shape: for what holds of a field wherever it stands.
#pragma once

#include <functional>

#include "transom/document.hpp"

namespace transom {

// The document's own record first, each before those inside it. What is visited may be changed; lists may not
// grow or shrink.
void each_record(BusinessDocument& document, const std::function<void(const Shape&, void*)>& visit);

}  // namespace transom
