// What the passes of a document share while it is read: process.cpp has those of the file and its envelope,
// process_set.cpp those of a set.
#pragma once

#include <vector>

#include "base/hash.hpp"
#include "engine/findings_kept.hpp"
#include "engine/map_set.hpp"
#include "engine/process.hpp"

namespace transom {

// Everything that a document begins with anew.
struct OfTheRun {
  const ProcessOptions* options = nullptr;
  DocumentResult result;
  const SeeSet* see = nullptr;
  std::size_t weight = 0;  // bytes of what was not yet handed over
  bool walking = false;    // the set in hand has a guide
  bool listening = false;  // the set in hand is an acknowledgment
  GuideLibrary::Match match;
  const Agreement* agreement = nullptr;  // of the set
  Severities severities;                 // in force for the set
  Place set_place;                       // of the set's ST
  FindingsKept group_findings, interchange_findings;
  std::uint64_t more_groups = 0;  // of the file, beside the first of each interchange
  bool beyond_limit = false;      // the group in hand
  std::uint64_t listened = 0;     // bytes of the acknowledgment in hand
};

struct Processor::Impl : OfTheRun {
  Impl(const Configuration& config, const MapShelf& shelf);

  const Configuration& configuration;
  const MapShelf& maps;
  Findings findings;  // of the moment; dealt out at each end
  SegmentReader reader;
  EnvelopeReader envelope;
  SetValidator validator;
  TransactionSet set_memory;
  AckReader acknowledgment;
  Sha256 set_hash, interchange_hash;
  MapResult mapped;  // reused from set to set

  InterchangeResult& interchange() { return result.interchanges.back(); }
  GroupResult& group() { return interchange().groups.back(); }
  const Partner& partner() {
    const Partner* known = interchange().partner;
    return known != nullptr ? *known : configuration.directory.anyone();
  }

  DocumentResult run(const ReadBytes& read, const ProcessOptions& wanted, const HandOver& hand_over,
                     const SeeSet& seen);
  void take_bytes(const ReadBytes& read);
  void take(Event event);
  DocumentResult finish();
  [[nodiscard]] const Partner& sender(const Interchange& header) const;
  void begin_interchange();
  void seal_interchange();
  void begin_group();
  void seal_group();
  const Severities& agree(const SetHeader& header);
  void begin_set();
  void take_segment();
  void begin_listening(const SetResult& set);
  void listen(std::size_t bytes);
  [[nodiscard]] std::size_t weight_of(const SetResult& set) const;
  void seal_set();
  void deal_out(Findings* set_findings);
  void keep(FindingsKept& kept, Finding finding);
  void note_beyond_limit();
  void settle_interchange_findings();
  void note_unsupported(const SetResult& set);
  [[nodiscard]] bool not_agreed() const;
  void note_not_agreed(const SetResult& set);
  void forget_date_form();
  void note_substitute();
  Place version_place();
  void settle(SetResult& set);
  [[nodiscard]] MapDesk desk();
  [[nodiscard]] const InboundMap* map_for(const SetResult& set) const;
};

}  // namespace transom
