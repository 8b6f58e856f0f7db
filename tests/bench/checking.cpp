// How fast sets are checked: envelopes, walk and every rule of the full 004010 guide, through the public
// classes, with and without the set held in memory as the maps want it, and with a partner's guide over it.
//
// The bytes come from memory in pieces of 64 KiB, so that a copy into the reader's window is part of every
// figure, as it is when a file is read. The orders are right: what is measured is the way that nearly all
// data takes.
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "bench/bench.hpp"
#include "transom/envelope.hpp"
#include "transom/guide.hpp"
#include "transom/guide_overlay.hpp"
#include "transom/transaction_set.hpp"

namespace transom::bench {
namespace {

constexpr std::size_t wanted_bytes = 200'000'000;
constexpr std::size_t piece = 64 * 1024;
constexpr int runs = 5;

enum class Depth { envelopes, checked, held };

// As much as a retailer's guide has to say, on the segments that come most often above all.
constexpr std::string_view partner_guide = R"(guide: "850"
name: Bench
uses:
  BEG: {BEG01: codes 00 05, BEG02: codes SA DS, BEG03: 1..12, BEG04: not used}
  CUR: {use: M, CUR02: codes USD CAD}
  REF: {REF01: codes DP IA PD, REF03: not used}
  REF[DP]: {use: M 1, REF02: 3}
  REF[IA]: {use: M 1, REF02: 6}
  PER[BD]: M 1
  CSH: not used
  N1: {N101: codes BY ST VN, order: BY ST VN}
  N1[ST]: {use: M 1, N103: M codes 92, N104: M 4}
  N1[ST]/N3: M 1
  N1[ST]/N4: {use: M 1, N401: M, N402: M}
  PO1: {PO102: M, PO103: M codes EA PR CA, PO106: M codes UP, PO107: M 12}
  PO1/PID[F]: {use: M 1, PID05: M 1..40}
  PO1/PO4: {PO401: 1..3, PO402: not used}
  CTT: M
)";

GuidePtr narrowed_850() {
  const std::string file = (std::filesystem::temp_directory_path() / "transom-bench-guide.yaml").string();
  std::ofstream(file) << partner_guide;
  GuidePtr guide = narrow(GuideLibrary::built_in().find("004010", "850").guide, file);
  std::filesystem::remove(file);
  return guide;
}

class Checker {
 public:
  explicit Checker(std::string_view input) : input_(input) {}

  // By this guide instead of the standard's; null: the standard's.
  void use(GuidePtr own) { own_ = std::move(own); }

  void run(Depth depth) {
    std::size_t fed = 0;
    segments_ = sets_ = 0;
    envelopes_.reset();
    for (;;) {
      switch (envelopes_.next()) {
        case Event::set_begin:
          ++sets_;
          if (depth != Depth::envelopes) begin(depth == Depth::held);
          [[fallthrough]];
        case Event::segment:
          ++segments_;
          if (depth != Depth::envelopes) validator_.take(envelopes_.segment());
          break;
        case Event::set_end:
          ++segments_;
          if (depth == Depth::envelopes) break;
          validator_.take(envelopes_.segment());
          validator_.finish();
          break;
        case Event::need_bytes:
          if (fed == input_.size()) reader_.finish();
          fed += reader_.feed(input_.substr(fed, piece));
          break;
        case Event::end:
          return;
        default:
          break;
      }
    }
  }

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] std::uint64_t segments() const { return segments_; }
  [[nodiscard]] std::uint64_t sets() const { return sets_; }

 private:
  void begin(bool hold) {
    guide_ = GuideLibrary::built_in().find(envelopes_.group().version, envelopes_.set().id).guide;
    if (own_ != nullptr) guide_ = own_;
    validator_.begin(*guide_, severities_, reader_.delimiters(), findings_, hold ? &set_ : nullptr);
    validator_.start_at(envelopes_.place());
  }

  std::string_view input_;
  Findings findings_;
  Severities severities_;
  SegmentReader reader_{findings_};
  EnvelopeReader envelopes_{reader_, findings_};
  GuidePtr guide_, own_;
  SetValidator validator_;
  TransactionSet set_;
  std::uint64_t segments_ = 0, sets_ = 0;
};

// Whether all of it was right, which is what is measured.
bool right(const Checker& checker) {
  fmt::print("  {} sets, {} segments, {} findings\n", checker.sets(), checker.segments(),
             checker.findings().items().size());
  if (checker.findings().empty()) return true;
  fmt::print("  the sets are not right: {}\n", describe(checker.findings().items().front()));
  return false;
}

class Measured {
 public:
  explicit Measured(std::string_view input)
      : checker(input), megabytes_(static_cast<double>(input.size()) / 1e6) {}
  double speed(Depth depth) {
    return megabytes_ / median_seconds(runs, [&] { checker.run(depth); });
  }
  Checker checker;

 private:
  double megabytes_;
};

bool check_orders() {
  const std::string input = interchange_of_850s(wanted_bytes);
  const double scan = scan_speed(input);
  Measured orders(input);
  print_speed("plain scan", scan, scan);
  print_speed("envelopes only", orders.speed(Depth::envelopes), scan);
  print_speed("850s checked", orders.speed(Depth::checked), scan);
  print_speed("850s checked and held", orders.speed(Depth::held), scan);
  orders.checker.use(narrowed_850());
  print_speed("850s by a partner's guide", orders.speed(Depth::checked), scan);
  return right(orders.checker);
}

bool check_notices() {
  const std::string input = interchange_of_856s(wanted_bytes);
  const double scan = scan_speed(input);
  Measured notices(input);
  print_speed("856s checked", notices.speed(Depth::checked), scan);
  print_speed("856s checked and held", notices.speed(Depth::held), scan);
  return right(notices.checker);
}

}  // namespace

int checking() {
  fmt::print("checking {} MB with the 004010 guides, every rule on, one thread, medians of {}\n",
             wanted_bytes / 1'000'000, runs);
  const bool orders = check_orders(), notices = check_notices();
  return orders && notices ? 0 : 1;
}

}  // namespace transom::bench
