// What is late becomes work, a page of rows a commit: each commit opens the items of its rows and marks the
// rows as told, so a crash between two pages repeats nothing and loses nothing. The clock is asked once a
// pass.
#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/order_story.hpp"
#include "engine/reconciliation.hpp"
#include "order/order_names.hpp"
#include "store/names.hpp"
#include "store/schema.hpp"
#include "store/unsent.hpp"
#include "transom/failure.hpp"
#include "transom/ledger.hpp"
#include "transom/workspace.hpp"

namespace transom {
namespace {

std::string order_text(const ExpectationRecord& row) {
  std::string text = fmt::format("order {}", visible(row.number, 40));
  if (!row.release.empty()) text += fmt::format(", release {}", visible(row.release, 30));
  return text;
}

std::string whom_to_ask(const Partner* partner, std::string_view slug) {
  if (partner == nullptr) return std::string(slug);
  const PartnerContact& contact = partner->contact;
  std::string text =
      contact.name.empty() ? partner->name : fmt::format("{} of {}", contact.name, partner->name);
  if (!contact.phone.empty()) text += fmt::format(" ({})", contact.phone);
  return visible(text, 120);
}

std::string when_due(const ExpectationRecord& row, Instant now) {
  return fmt::format("it {} due {}{}", row.due < now ? "was" : "is", due_text(row.due),
                     row.terms.empty() ? "" : fmt::format(" ({})", visible(row.terms, 80)));
}

DocumentId document_of(const Part& part) {
  return {part.attempt.value / attempts_per_document};
}

void explain_acknowledgment(Store& store, const Partner* partner, Instant now, DueEntry& entry) {
  const ExpectationRecord& row = entry.row;
  const auto sent = store.outbound(row.outbound);
  if (!sent) return;
  if (const auto contents = store.contents_of(row.outbound); !contents.empty()) {
    entry.document = contents.front().document;
  }
  const std::string order = row.number.empty() ? "" : fmt::format(" for {}", order_text(row));
  const bool ta1 = row.what == Expected::ta1;
  entry.sentence =
      fmt::format("{} has not {} our {}{} (interchange {}, {}); {}", row.partner,
                  ta1 ? "sent the TA1 that was asked for with" : "acknowledged", name(sent->kind), order,
                  sent->control_number, sent->file_name, when_due(row, now));
  entry.next = sent->state == OutboundState::queued
                   ? std::string("it is not in the drop yet: `transom doctor` looks at the folder")
                   : fmt::format("ask {} whether it arrived", whom_to_ask(partner, row.partner));
}

// Whether an order of that number came without a release: what names none is for that one then.
bool has_order_of_no_release(Store& store, const ExpectationRecord& row) {
  const auto rows = store.expected_for(row.partner, row.number, row.usage);
  return std::any_of(rows.begin(), rows.end(),
                     [](const ExpectationRecord& one) { return one.order && one.release.empty(); });
}

// Of the release of the row, where one is named. A ship notice or an invoice names orders of its own; a
// response is known by its order's number and release.
bool is_about(Store& store, const WorkItemRecord& item, const ExpectationRecord& row) {
  if (!item.orders.empty()) {
    return std::any_of(item.orders.begin(), item.orders.end(), [&](const OrderName& order) {
      return same_number(order.number, row.number) &&
             (order.release.empty() || same_release(order.release, row.release));
    });
  }
  const std::string release = unsent_release(item.unsent);
  return same_release(release, row.release) || (release.empty() && !has_order_of_no_release(store, row));
}

// The set that was refused, or where all of an interchange was one in it, is for the row's order.
bool is_refusal_of(Store& store, const WorkItemRecord& item, const ExpectationRecord& row) {
  const OrderName order{row.number, row.release};
  const auto refused =
      item.business ? std::vector<BusinessId>{item.business} : refused_in(store, item.outbound, {});
  if (refused.empty()) return true;  // it went by an older transom, which kept nothing of it
  return std::any_of(refused.begin(), refused.end(), [&](BusinessId one) {
    const auto document = store.business(one);
    if (!document) return false;
    return has_own_number(document->kind) ? is_for(store, *document, order)
                                          : same_order({document->number, document->release}, order);
  });
}

// It is here: the ERP left one that could not go, or it went and was refused.
bool explain_held(Store& store, const ExpectationRecord& row, std::string_view set, Instant now,
                  DueEntry& entry) {
  for (const WorkItemRecord& item : store.items_about(row.partner, row.number)) {
    if (item.closed) continue;
    const auto sent = item.outbound ? store.outbound(item.outbound) : std::nullopt;
    if (sent && name(sent->kind) == set && sent->usage == row.usage && is_refusal_of(store, item, row)) {
      entry.sentence = fmt::format("{} refused the {} for {} (interchange {}); {}", row.partner, set,
                                   order_text(row), sent->control_number, when_due(row, now));
      entry.next = fmt::format(
          "a corrected document, or `transom reissue {} --reason TEXT` once the cause is "
          "mended",
          sent->id.value);
      return true;
    }
    const bool unsent = unsent_set(item.unsent) == set && unsent_usage(item.unsent) == row.usage;
    if (!unsent || !is_about(store, item, row)) continue;
    entry.next = fmt::format("the ERP left one that could not go ({}): `transom show {}`", item.reason,
                             item.document.value);
    return true;
  }
  return false;
}

void explain_ours(Store& store, Instant now, DueEntry& entry) {
  const ExpectationRecord& row = entry.row;
  const auto order = store.business(row.order);
  const std::string set(name(row.what));
  entry.sentence = fmt::format("the {} for {} of {} has not gone out; {}", set, order_text(row), row.partner,
                               when_due(row, now));
  if (order && order->verdict == Verdict::held) {
    entry.next = fmt::format("the order is held: `transom hold show {}`", row.order.value);
  } else if (explain_held(store, row, set, now, entry)) {
    return;
  } else if (row.what == Expected::response_855) {
    entry.next = "let the ERP leave its order response to be sent";
  } else if (row.what == Expected::notice_856) {
    entry.next = "ask the warehouse whether it has shipped, and let the ERP leave the shipment to be sent";
  } else {
    entry.next = "let the ERP leave the invoice to be sent";
  }
}

}  // namespace

std::string due_text(Instant at) {
  return fmt::format("{} {}Z", at.date().iso(), at.iso().substr(11, 5));
}

DueEntry explain_due(Store& store, const ExpectationRecord& row, const Partner* partner, Instant now) {
  DueEntry entry{.row = row};
  if (row.order) {
    if (const auto order = store.business(row.order)) entry.document = document_of(order->part);
  }
  if (row.what == Expected::acknowledgment || row.what == Expected::ta1) {
    explain_acknowledgment(store, partner, now, entry);
  } else if (row.owed_by == OwedBy::us) {
    explain_ours(store, now, entry);
  } else {
    entry.sentence = fmt::format("{} has not sent the {} for our {}; {}", row.partner, name(row.what),
                                 order_text(row), when_due(row, now));
    entry.next = fmt::format("ask {} for it", whom_to_ask(partner, row.partner));
  }
  entry.next += fmt::format("; `transom due waive {} --reason TEXT` gives it up", row.id.value);
  return entry;
}

std::size_t tell_overdue(Store& store, const Directory& directory, Instant now) {
  constexpr std::size_t page = 100;
  std::size_t told = 0;
  for (;;) {
    const auto rows = store.untold_overdue(now, page);
    if (rows.empty()) return told;
    const auto unit = store.begin();
    for (const ExpectationRecord& row : rows) {
      const DueEntry entry = explain_due(store, row, directory.find_slug(row.partner), now);
      const auto item = unit->mark_overdue(row.id,
                                           {.document = entry.document,
                                            .part = {},
                                            .business = {},
                                            .reason = "overdue",
                                            .sentence = entry.sentence,
                                            .owner = row.owed_by == OwedBy::us ? "orders" : "partner",
                                            .next_step = entry.next,
                                            .partner = row.partner,
                                            .number = row.number,
                                            .opened = now},
                                           now);
      told += item ? 1 : 0;
    }
    unit->commit();
  }
}

ExpectationRecord waive(const std::string& root, const Clock& clock, ExpectationId id, std::string_view who,
                        std::string_view why) {
  const auto store = open_store(Workspace::load(root).store, {.create = false});
  const auto row = store->expectation(id);
  if (!row) {
    throw Failure(FailureKind::usage, fmt::format("expectation {}", id.value), "does not exist",
                  "`transom due` lists the open ones");
  }
  const auto unit = store->begin();
  unit->waive(id, who, why, clock.now());
  unit->commit();
  return *row;
}

}  // namespace transom
