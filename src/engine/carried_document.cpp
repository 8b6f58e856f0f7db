// What goes out is the stored document, not the ERP's file read anew: the numbers in it were given, and it is
// what the checks have seen.
#include "engine/carried_document.hpp"

#include <fmt/format.h>

#include "engine/read_stored.hpp"
#include "engine/reasons.hpp"
#include "engine/trade_sets.hpp"
#include "store/schema.hpp"

namespace transom {
namespace {

Reason cannot_go(std::string code, std::string sentence, std::string next) {
  return {std::move(code), std::move(sentence), std::move(next), "mapping"};
}

}  // namespace

void CarriedDocument::add_to(AnswerBatch& batch) && {
  batch.add_document(*partner, envelope ? &envelope->interchange : nullptr,
                     envelope ? &envelope->group : nullptr, usage, std::move(*prepared), business, answers);
}

CarriedDocument carried_document(Store& store, const Setup& setup, BusinessId business, const Part& answers,
                                 Instant now) {
  CarriedDocument out{.business = business, .answers = answers};
  const auto row = store.business(business);
  if (!row) {
    throw Failure(FailureKind::database, fmt::format("business document {}", business.value),
                  "is to be sent and is not there", "run transom fsck");
  }
  out.of = {row->part.attempt.value / attempts_per_document};
  out.usage = row->usage;
  auto document = read_stored<BusinessDocument>(*row, as_it_counts(*row));
  out.partner = setup.configuration->directory.find_slug(row->partner);
  const std::string_view set = set_of(document);
  const Agreement* agreement = out.partner != nullptr ? out.partner->send(set) : nullptr;
  const OutboundMap* map = agreement != nullptr ? setup.maps.outbound(*agreement) : nullptr;
  if (map == nullptr) {
    out.problem = cannot_go(
        "no-agreement", fmt::format("nothing is agreed with {} about sending {} any more", row->partner, set),
        "bring the agreement back");
    return out;
  }
  if (answers.attempt) {
    BusinessRecord answered;
    answered.part = answers;
    answered.usage = row->usage;
    out.envelope = stored_envelope(store, {answers.attempt.value / attempts_per_document}, answered);
  }
  const OutputDelimiters& own = agreement->policy.delimiters;
  out.prepared =
      prepare(*agreement, *map, std::move(document), setup.maps.context(*out.partner, row->usage, now),
              out.envelope ? reply_delimiters(own, out.envelope->interchange.delimiters).own : own.own);
  if (!out.prepared->problems.empty()) {
    out.problem = reason_map(out.prepared->problems.front());
    return out;
  }
  const auto wrong =
      try_alone(*setup.configuration, setup.maps.guides(), *out.partner, row->usage, *out.prepared, now);
  if (!wrong.empty()) {
    out.problem = cannot_go(
        "not-valid", fmt::format("our own check refuses the {} that the map makes: {}", set, wrong.front()),
        "mend the map");
  }
  return out;
}

}  // namespace transom
