// A response waits for nothing: its order is in the store or the response is wrong. The order's partner and
// number find it; the newest order that stands is meant. Held orders are not answered: a person releases them
// first. The 855 answers the order's own set, so that "answered" is a fact of the order and not of this file.
#include "engine/responses.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/reasons.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

Reason wrong_response(std::string code, std::string sentence, std::string next) {
  return {std::move(code), std::move(sentence), std::move(next), "orders"};
}

// An order is answered once, so its partner and numbers name the response as well.
std::string key_of(std::string_view partner, std::string_view number, std::string_view release) {
  return fmt::format("{}\n{}\n{}", partner, number, release);
}

class ResponseIntake {
 public:
  ResponseIntake(const Setup& setup, Unit& unit, AnswerBatch& batch, Record& record, Instant now)
      : setup_(setup), unit_(unit), batch_(batch), record_(record), now_(now) {}

  // Was it sent by an earlier attempt of this document?
  [[nodiscard]] bool stands(const OrderResponse& response) const {
    return record_.prior.responses.contains(
        key_of(response.partner, response.order_number, response.release_number));
  }

  // Nothing when the 855 was added, else why not.
  std::optional<Reason> take(const OrderResponse& response) {
    const Partner* partner = setup_.configuration->directory.find_slug(response.partner);
    if (partner == nullptr) {
      return wrong_response("unknown-partner",
                            fmt::format("no partner is called '{}'", visible(response.partner, 40)),
                            "write the partner's folder name into `partner`");
    }
    const Agreement* agreement = partner->send("855");
    const OutboundMap* map = agreement != nullptr ? setup_.maps.outbound(*agreement) : nullptr;
    if (map == nullptr) {
      return wrong_response("no-agreement",
                            fmt::format("nothing was agreed with {} about sending 855", partner->slug),
                            fmt::format("add it under `send:` in {}, then replay", partner->file));
    }
    const char usage = response.test.value_or(false) ? 'T' : 'P';
    const auto order = order_of(response, *partner, usage);
    if (!order) {
      return wrong_response("unknown-order",
                            fmt::format("{} has no order {} that could be answered", partner->slug,
                                        visible(response.order_number, 40)),
                            "compare `order_number` and `release_number` with `transom find`");
    }
    if (order->verdict == Verdict::held) {
      return wrong_response(
          "order-held", fmt::format("order {} is held", visible(response.order_number, 40)),
          "release it with `transom hold`, or mend what holds it and replay it; then replay this response");
    }
    if (answered(*order)) {
      return wrong_response("answered-before",
                            fmt::format("order {} was answered before", visible(response.order_number, 40)),
                            "an order is answered once; a change of mind is an 865");
    }
    return add(response, *partner, *agreement, *map, usage, *order);
  }

 private:
  std::optional<OrderMatch> order_of(const OrderResponse& response, const Partner& partner, char usage) {
    for (const std::string_view purpose :
         {std::string_view("original"), std::string_view(), std::string_view("release")}) {
      const auto found = unit_.find_orders(
          {partner.slug, response.order_number, response.release_number, purpose, usage}, record_.attempt);
      if (!found.empty()) return found.front();
    }
    return std::nullopt;
  }

  bool answered(const OrderMatch& order) {
    const auto answers = unit_.effects(order.document).answers;
    return std::any_of(answers.begin(), answers.end(), [&](const Effects::Answer& answer) {
      return answer.kind == OutboundKind::response_855 && answer.part.interchange == order.part.interchange &&
             answer.part.group == order.part.group && answer.part.set == order.part.set;
    });
  }

  std::optional<Reason> add(const OrderResponse& document, const Partner& partner, const Agreement& agreement,
                            const OutboundMap& map, char usage, const OrderMatch& order) {
    Response response = make_response(agreement, map, document, setup_.maps.context(partner, usage, now_),
                                      partner.policy.delimiters.own);
    if (!response.problems.empty()) return reason_map(response.problems.front());
    unit_.save(BusinessRecord{.part = Part{record_.attempt},
                              .kind = BusinessKind::order_response,
                              .partner = partner.slug,
                              .number = document.order_number,
                              .release = document.release_number,
                              .purpose = document.purpose,
                              .usage = usage,
                              .json = to_json(response.document)});
    batch_.add_response(partner, nullptr, nullptr, usage, std::move(response), order.part);
    ++record_.kept_sets;
    return std::nullopt;
  }

  const Setup& setup_;
  Unit& unit_;
  AnswerBatch& batch_;
  Record& record_;
  Instant now_;
};

}  // namespace

void record_responses(const Setup& setup, Unit& unit, AnswerBatch& batch, Recorder& recorder, Record& record,
                      std::string_view json, Instant now) {
  const JsonDocuments read = read_json(json);
  ResponseIntake intake(setup, unit, batch, record, now);
  for (const auto& problem : read.problems) {
    recorder.open_item(
        record, Part{record.attempt},
        wrong_response("response-json", problem.text(), "mend the JSON and leave it in the folder again"), {},
        {});
  }
  std::uint32_t position = 0;
  for (const auto& document : read.documents) {
    if (!read.ok()) break;
    const SetAddress address{0, 0, ++position};
    const auto* response = std::get_if<OrderResponse>(&document);
    if (response != nullptr && intake.stands(*response)) {
      ++record.kept_sets;
      Recorder::account(record, address, "already effective", {});
      continue;
    }
    const auto reason = response != nullptr ? intake.take(*response)
                                            : wrong_response("response-kind", "it is no order response",
                                                             "leave order responses here");
    Recorder::account(record, address, reason ? "not sent" : "sent",
                      reason ? reason->sentence : std::string());
    if (reason) {
      recorder.open_item(record, Part{record.attempt}, *reason,
                         response != nullptr ? response->partner : std::string(),
                         response != nullptr ? response->order_number : std::string());
    }
  }
  record.outcome = record.kept_sets > 0 ? DocumentState::done : DocumentState::quarantined;
  if (record.outcome == DocumentState::quarantined) {
    record.reason =
        record.opened.empty() ? "there is no order response in it" : record.opened.front().sentence;
  }
  unit.finish_attempt(record.attempt, record.outcome, record.reason, now);
}

std::set<std::string> responses_of(Store& store, DocumentId document) {
  constexpr std::size_t page = 1000;
  std::set<std::string> sent;
  for (const auto& attempt : store.attempts(document)) {
    BusinessId after;
    for (auto rows = store.business(attempt.id, page, after); !rows.empty();
         rows = store.business(attempt.id, page, after)) {
      for (const auto& row : rows) sent.insert(key_of(row.partner, row.number, row.release));
      after = rows.back().id;
    }
  }
  return sent;
}

}  // namespace transom
