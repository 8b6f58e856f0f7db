// The work items of a document: one a reason that somebody has to see to, with a sentence and the next step.
// They lie with the document that they are about, which need not be the one in hand.
#include <fmt/format.h>

#include <utility>

#include "engine/reasons.hpp"
#include "engine/record.hpp"

namespace transom {
namespace {

// A file of a million bad sets is one problem for a person, not a million.
constexpr std::size_t most_items = 200;

// A reason speaks of `transom show` and `transom settle` before its document has a number.
std::string naming(std::string next, DocumentId document) {
  const auto fill = [&next](std::string_view bare, const std::string& whole) {
    if (const auto at = next.find(bare); at != std::string::npos) next.replace(at, bare.size(), whole);
  };
  fill("`transom show`", fmt::format("`transom show {}`", document.value));
  fill("`transom settle`", fmt::format("`transom settle {} --reason TEXT`", document.value));
  return next;
}

// As many as anybody reads before he mends the first.
std::vector<std::string> first_of(std::vector<std::string> more) {
  constexpr std::size_t most = 200;
  if (more.size() <= most) return more;
  const std::size_t left_out = more.size() - most;
  more.resize(most);
  more.push_back(fmt::format("and {} more, which come again once these are mended", left_out));
  return more;
}

}  // namespace

void Recorder::open_item(Record& record, const Part& part, const Reason& reason, std::string partner,
                         std::string number, BusinessId business) {
  if (record.opened.size() >= most_items) {
    ++record.items_left_out;
    return;
  }
  open(record, part, reason, std::move(partner), std::move(number), business);
}

// Nothing that waits is without an item: the last one stands for those beyond the cap.
void Recorder::tell_left_out(Record& record) {
  if (record.items_left_out == 0) return;
  const auto id = record.document.value;
  open(record, Part{record.attempt},
       {"more-of-document",
        fmt::format("{} more of document {} wait like those before", record.items_left_out, id),
        fmt::format(
            "`transom show {} --history --limit 1000000` lists every set; settle this when none is left", id),
        record.opened.back().owner},
       {}, {}, {});
  record.items_left_out = 0;
}

void Recorder::open(Record& record, const Part& part, const Reason& reason, std::string partner,
                    std::string number, BusinessId business) {
  const bool elsewhere = reason.document && reason.document != record.document;
  const DocumentId document = elsewhere ? reason.document : record.document;
  unit_.open({.document = document,
              .part = elsewhere ? Part{record.attempt} : part,
              .business = elsewhere ? reason.business : business,
              .outbound = reason.outbound,
              .reason = reason.code,
              .sentence = headline(reason, document),
              .owner = reason.owner,
              .next_step = naming(reason.next, document),
              .more = first_of(reason.more),
              .partner = std::move(partner),
              .number = reason.number.empty() ? std::move(number) : reason.number,
              .unsent = reason.unsent,
              .orders = reason.orders,
              .opened = now_});
  record.opened.push_back(reason);
  record.opened.back().sentence = headline(reason);
}

}  // namespace transom
