// A configuration with everything made from it; replaced as a whole between groups of documents.
//
// Shared, because the group before may still be published under the old one.
#pragma once

#include <memory>

#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "transom/workspace.hpp"

namespace transom {

struct Setup {
  explicit Setup(ConfigurationPtr from)
      : configuration(std::move(from)), maps(*configuration), processor(*configuration, maps) {}
  ConfigurationPtr configuration;
  MapShelf maps;
  Processor processor;  // for the thread that reads
};
using SetupPtr = std::shared_ptr<Setup>;

}  // namespace transom
