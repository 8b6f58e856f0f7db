// A whole file in plain language: interchange, group and set headers decoded, sets by set_view, findings in
// place, stray segments and acknowledgment segments shown as they stand.
#pragma once

#include <string_view>

#include "app/set_view.hpp"
#include "engine/guide_shelf.hpp"
#include "transom/envelope.hpp"
#include "transom/workspace.hpp"

namespace transom {

// Bytes in by any chunking; prints as sets end. Keeps one set in memory.
class DocumentView {
 public:
  DocumentView(const Configuration& configuration, ViewDetail detail, bool all_findings = false);
  void feed(std::string_view bytes);
  void finish();

 private:
  void drain();
  void see(Event event);
  void show_interchange();
  void show_group();
  const Severities& agree(const SetHeader& header);
  void begin_set();
  void end_set();
  void show_set();
  void show_raw();
  void show_findings();
  [[nodiscard]] const Partner& partner(const Interchange& header) const;

  const Configuration& configuration_;
  GuideShelf guides_;
  ViewDetail detail_;
  Findings findings_;
  SegmentReader reader_;
  EnvelopeReader envelope_;
  SetValidator validator_;
  TransactionSet set_;
  GuideLibrary::Match match_;
  const Severities* severities_ = nullptr;  // of the set
};

}  // namespace transom
