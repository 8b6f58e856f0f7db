// What takes expectations away, or back: an order cancelled or refused as a whole, and one that stands all
// the same; a ship notice or an invoice cancelled.
//
// What brings an order back is read from how it stands, not from the word that brought it: a cancellation, a
// refusal and what takes them back may cross on the way, and goods may come meanwhile.
//
// A cancelled ship notice is none: what it met is open again, unless another of the order stands. Refused:
// opening a second row. The order is owed one ship notice, and people know the row by its number.
#include <algorithm>

#include "base/text.hpp"
#include "engine/change_answers.hpp"
#include "engine/ledger.hpp"
#include "engine/numbered.hpp"
#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"
#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

// Why rows are withdrawn, and why they are open again.
constexpr std::string_view order_cancelled = "the order was cancelled",
                           order_refused = "the order was refused";

// The orders that owe something to us, or we for them.
std::vector<const BusinessRecord*> orders_among(const std::vector<BusinessRecord>& story,
                                                const std::string& release, OwedBy owed_by) {
  std::vector<const BusinessRecord*> out;
  for (const BusinessRecord& row : story) {
    const bool meant = row.kind == BusinessKind::order && row.outgoing == (owed_by == OwedBy::partner);
    const bool other = !release.empty() && !row.release.empty() && release != row.release;
    if (meant && !other) out.push_back(&row);
  }
  return out;
}

// The last answer to the order among those that decide something; nullopt: none came.
std::optional<OrderResponse> last_answer(const std::vector<BusinessRecord>& story,
                                         const BusinessRecord& order) {
  for (auto row = story.rbegin(); row != story.rend(); ++row) {
    const bool other = !row->release.empty() && row->release != order.release;
    const bool answers = row->kind == BusinessKind::order_response && row->outgoing != order.outgoing;
    if (!answers || !is_taken(row->verdict) || other || row->interim) continue;
    auto response = stored_as<OrderResponse>(row->json);
    if (response && response->answer_to.empty()) return response;
  }
  return std::nullopt;
}

// The set came for this release, or went out, whatever was expected then.
bool is_there(const std::vector<BusinessRecord>& story, Expected what, const BusinessRecord& order) {
  const auto kind = what == Expected::notice_856 ? BusinessKind::shipment : BusinessKind::invoice;
  const auto standing = standing_among(story, kind, !order.outgoing);
  return std::any_of(standing.begin(), standing.end(), [&](const BusinessRecord* row) {
    const JsonDocuments read = read_json(as_it_counts(*row));
    if (!read.ok() || read.documents.size() != 1) return true;  // `fsck` tells of it
    const auto names = names_of(read.documents.front());
    return std::any_of(names.begin(), names.end(), [&](const OrderName& name) {
      const bool any = name.release.empty() || order.release.empty();
      return without_zeros(name.number) == without_zeros(order.number) &&
             (any || same_release(name.release, order.release));
    });
  });
}

}  // namespace

void expect_nothing(Unit& unit, const Partner& partner, const std::string& number, const std::string& release,
                    char usage, OwedBy owed_by, AttemptId own, Instant at) {
  const auto story = unit.about_order(partner.slug, number, usage, own);
  for (const BusinessRecord* order : orders_among(story, release, owed_by))
    unit.withdraw(order->id, false, order_cancelled, own, at);
}

void expect_still(Unit& unit, const Partner& partner, const std::string& number, const std::string& release,
                  char usage, OwedBy owed_by, AttemptId own, Instant at) {
  const auto story = story_of_order(unit, partner.slug, number, usage, own);
  for (const BusinessRecord* order : orders_among(story, release, owed_by)) {
    const auto answer = last_answer(story, *order);
    const StandingOrder standing = standing_order(story, order->release, order->outgoing);
    const bool stands = standing.state == OrderState::stands && standing.base.id == order->id;
    if (!stands || (answer && refuses_order(*answer))) continue;
    for (const Expected what : {Expected::response_855, Expected::notice_856, Expected::invoice_810}) {
      const bool came = what == Expected::response_855 ? answer.has_value() : is_there(story, what, *order);
      if (came) continue;
      unit.restore(order->id, what, order_cancelled, "the cancellation was not taken", own, at);
      unit.restore(order->id, what, order_refused, "the order was accepted after all", own, at);
    }
  }
}

void expect_by_change(Unit& unit, const Partner& partner, const OrderResponse& answer, char usage,
                      AttemptId own, Instant at) {
  const auto story = story_of_order(unit, partner.slug, answer.order_number, usage, own);
  const BusinessRecord* change = answers_change(answer) ? change_answered(story, answer) : nullptr;
  if (change == nullptr || !is_cancelled(change->purpose)) return;
  if (standing_order(story, change->release, true).state == OrderState::cancelled) {
    expect_nothing(unit, partner, change->number, change->release, usage, OwedBy::partner, own, at);
  } else {
    expect_still(unit, partner, change->number, change->release, usage, OwedBy::partner, own, at);
  }
}

void expect_again(Unit& unit, const Partner& partner, BusinessKind kind, std::span<const std::string> orders,
                  char usage, OwedBy owed_by, AttemptId own, Instant at) {
  const bool notice = kind == BusinessKind::shipment;
  const std::string why = notice ? "the ship notice was cancelled" : "the invoice was cancelled";
  for (const std::string& number : orders) {
    const auto story = story_of_order(unit, partner.slug, number, usage, own);
    if (!standing_among(story, kind, owed_by == OwedBy::us).empty()) continue;
    for (const BusinessRecord* order : orders_among(story, {}, owed_by)) {
      unit.reopen(order->id, notice ? Expected::notice_856 : Expected::invoice_810, why, own, at);
      if (notice && invoices_count_from_notices(partner, owed_by))
        unit.withdraw(order->id, Expected::invoice_810, why, own, at);
    }
  }
}

void expect_no_goods(Unit& unit, const Partner& partner, const OrderResponse& refusal, char usage,
                     OwedBy owed_by, std::span<const Part> answered, AttemptId own, Instant at) {
  const auto story = unit.about_order(partner.slug, refusal.order_number, usage, own);
  for (const BusinessRecord* order : orders_among(story, refusal.release_number, owed_by)) {
    const bool meant =
        answered.empty() || std::find(answered.begin(), answered.end(), order->part) != answered.end();
    if (meant) unit.withdraw(order->id, true, order_refused, own, at);
  }
}

}  // namespace transom
