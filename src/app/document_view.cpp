// The same reader and validator as everywhere, listened to for the sake of showing.
//
// Refused: showing what the processing pass kept. It drops what it judged, and sets without a guide, strays
// and TA1s never reach it; a person who looks at a broken file wants to see every segment there is.
#include "app/document_view.hpp"

#include <fmt/format.h>

#include <limits>

#include "app/output.hpp"
#include "base/text.hpp"
#include "engine/process.hpp"

namespace transom {
namespace {

std::string moment(std::string_view date, std::string_view time) {
  const auto day = Date::parse_x12(date);
  const auto hour = Time::parse_x12(time);
  return fmt::format("{} {}", day ? day->iso() : visible(date, 12), hour ? hour->iso() : visible(time, 12));
}

std::string delimiter(char c) {
  if (c == '\0') return "none";
  return visible(std::string_view(&c, 1));
}

std::string isa15_word(char isa15) {
  switch (isa15) {
    case 'P':
      return "production";
    case 'T':
      return "TEST";
    case 'I':
      return "information, which counts as production";
    default:
      return fmt::format("usage {}", visible(std::string_view(&isa15, 1)));
  }
}

}  // namespace

DocumentView::DocumentView(const Configuration& configuration, ViewDetail detail, bool all_findings)
    : configuration_(configuration),
      guides_(configuration),
      detail_(detail),
      findings_(all_findings ? std::numeric_limits<std::size_t>::max()
                             : configuration.workspace.limits.findings),
      reader_(findings_, configuration.workspace.policy.severities,
              reader_limits(configuration.workspace.limits)),
      envelope_(reader_, findings_, configuration.workspace.policy.severities) {
  set_.limit(configuration.workspace.limits.set);
  envelope_.ask_at_isa(
      [this](const Interchange& header) -> const Severities& { return partner(header).policy.severities; });
  envelope_.ask_at_st([this](const SetHeader& header) -> const Severities& { return agree(header); });
}

void DocumentView::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    bytes.remove_prefix(reader_.feed(bytes));
    drain();
  }
}

void DocumentView::finish() {
  reader_.finish();
  drain();
  show_findings();
}

void DocumentView::drain() {
  for (;;) {
    const Event event = envelope_.next();
    if (event == Event::need_bytes || event == Event::end) return;
    see(event);
  }
}

void DocumentView::see(Event event) {
  switch (event) {
    case Event::interchange_begin:
      show_interchange();
      break;
    case Event::group_begin:
      show_group();
      break;
    case Event::set_begin:
      begin_set();
      break;
    case Event::segment:
      if (match_.guide) {
        validator_.take(envelope_.segment());
      } else {
        show_raw();
      }
      break;
    case Event::set_end:
      end_set();
      break;
    case Event::ta1:
    case Event::stray:
      show_raw();
      show_findings();
      break;
    case Event::group_end:
    case Event::interchange_end:
      show_findings();
      break;
    case Event::need_bytes:
    case Event::end:
      break;
  }
}

const Partner& DocumentView::partner(const Interchange& header) const {
  const Partner* known =
      configuration_.directory.find(header.sender_qualifier, header.sender_id, header.usage);
  return known != nullptr ? *known : configuration_.directory.anyone();
}

void DocumentView::show_interchange() {
  const Interchange& in = envelope_.interchange();
  if (in.number > 1) print_line("");
  print_line(fmt::format("Interchange {} ({}), version {}, made {}", visible(in.control_number, 20),
                         isa15_word(in.isa15), visible(in.version, 10), moment(in.date, in.time)));
  const auto side = [this](std::string_view qualifier, std::string_view id, const std::string& who) {
    const bool in_workspace = !configuration_.workspace.root.empty();
    return fmt::format("{}:{}{}", visible(qualifier, 10), visible(id, 40),
                       in_workspace ? " (" + who + ")" : "");
  };
  const Partner& sender = partner(envelope_.interchange());
  const bool known = !sender.folder.empty();
  const bool ours = configuration_.workspace.ours(in.receiver_qualifier, in.receiver_id, in.usage) != nullptr;
  print_line(fmt::format("  from {}", side(in.sender_qualifier, in.sender_id,
                                           known ? sender.name + ", " + sender.slug : "nobody we know")));
  print_line(fmt::format("  to   {}",
                         side(in.receiver_qualifier, in.receiver_id, ours ? "us" : "not one of our ids")));
  const Delimiters& d = in.delimiters;
  print_line(fmt::format("  separators: element {}  component {}  repetition {}  segment {}{}",
                         delimiter(d.element), delimiter(d.component), delimiter(d.repetition),
                         delimiter(d.terminator), in.ack_requested ? ";  a TA1 is asked for" : ""));
  show_findings();
}

void DocumentView::show_group() {
  const Group& group = envelope_.group();
  print_line(fmt::format("  Group {}: {}, version {}, {} to {}, made {}", visible(group.control_number, 20),
                         visible(group.functional_id, 5), visible(group.version, 20),
                         visible(group.sender, 30), visible(group.receiver, 30),
                         moment(group.date, group.time)));
  show_findings();
}

const Severities& DocumentView::agree(const SetHeader& header) {
  const std::string& version = envelope_.group().version;
  match_ = GuideLibrary::built_in().find(version, header.id);
  const Agreement* agreement = partner(envelope_.interchange()).receive(header.id, version);
  match_.guide = guides_.of(agreement, match_.guide);
  severities_ =
      &(agreement != nullptr ? agreement->policy : partner(envelope_.interchange()).policy).severities;
  return *severities_;
}

void DocumentView::begin_set() {
  show_findings();
  const SetHeader& header = envelope_.set();
  if (!match_.guide) {
    print_line(fmt::format(
        "\n    Set {}, control number {}: there is no guide for it, so it is shown as it was sent",
        visible(header.id, 10), visible(header.control_number, 20)));
    show_raw();
    return;
  }
  validator_.begin(*match_.guide, *severities_, envelope_.interchange().delimiters, findings_, &set_);
  validator_.start_at(envelope_.place());
  validator_.take(envelope_.segment());
}

void DocumentView::end_set() {
  if (match_.guide) {
    if (envelope_.set().complete) validator_.take(envelope_.segment());
    validator_.finish();
    if (detail_ != ViewDetail::problems || !findings_.empty()) show_set();
    findings_.clear();
  } else {
    if (envelope_.set().complete) show_raw();
    show_findings();
  }
}

void DocumentView::show_set() {
  const SetHeader& header = envelope_.set();
  std::string verdict;
  if (findings_.errors() > 0) verdict = ": rejected, " + count_of(findings_.errors(), "error");
  print_line(fmt::format("\n    Set {} {}, control number {}{}", visible(header.id, 10), match_.guide->name(),
                         visible(header.control_number, 20), verdict));
  print_set(set_, findings_.items(), detail_);
  if (findings_.dropped() > 0) {
    print_line(fmt::format("        ... {} more; `transom show --all` lists every one",
                           count_of(findings_.dropped(), "finding")));
  }
}

void DocumentView::show_raw() {
  if (detail_ == ViewDetail::problems && findings_.empty()) return;
  print_line(fmt::format("{:>6}  {}", envelope_.position(), visible(envelope_.segment().text())));
}

void DocumentView::show_findings() {
  for (const auto& finding : findings_.items()) print_line(fmt::format("  >>> {}", finding_line(finding)));
  findings_.clear();
}

}  // namespace transom
