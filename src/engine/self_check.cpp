// Reading what we are about to send as the strictest receiver would (invariant I-15).
//
// The windows are kept from answer to answer, one set for each thread: touching fresh memory would cost more
// than the reading. Bytes are pushed, since whoever writes a long answer gives it in pieces.
#include "engine/answers.hpp"
#include "engine/process.hpp"
#include "transom/guide.hpp"

namespace transom {
namespace {

class StrictReader {
 public:
  void begin(const GuideShelf& guides, const Partner& partner) {
    guides_ = &guides;
    partner_ = &partner;
    findings_.clear();
    envelope_.reset();
    walking_ = false;
  }

  void take(std::string_view bytes) {
    for (ReadBytes read = read_from(bytes); go_on();) {
      const std::size_t n = read(reader_.space());
      if (n == 0) return;
      reader_.commit(n);
    }
  }

  std::vector<Finding> finish() {
    reader_.finish();
    while (go_on()) reader_.finish();
    return findings_.extract(
        [](const Finding& f) { return f.severity == Severity::error && !is_repeated(f); });
  }

 private:
  // As far as the bytes go; false at the end.
  bool go_on() {
    for (;;) {
      switch (envelope_.next()) {
        case Event::need_bytes:
          return true;
        case Event::set_begin:
          walking_ = begin_set();
          break;
        case Event::segment:
          if (walking_) validator_.take(envelope_.segment());
          break;
        case Event::set_end:
          if (walking_ && envelope_.set().complete) validator_.take(envelope_.segment());
          if (walking_) validator_.finish();
          break;
        case Event::end:
          return false;
        default:
          break;
      }
    }
  }

  // AK101 and AK201 name what is answered as it was sent, also where it is no code of any list.
  static bool is_repeated(const Finding& finding) {
    const Place& place = finding.place;
    return finding.rule == Rule::element_code && place.element == 1 &&
           (place.segment_id == "AK1" || place.segment_id == "AK2");
  }

  bool begin_set() {
    const std::string& version = envelope_.group().version;
    const std::string& set = envelope_.set().id;
    const GuidePtr standard = GuideLibrary::built_in().find(version, set).guide;
    if (standard == nullptr) return false;
    // What we do not send by agreement is made in the partner's place (`make` of an order).
    const Agreement* agreement = partner_->send(set);
    if (agreement == nullptr) agreement = partner_->receive(set, version);
    guide_ = guides_->of(agreement, standard);
    validator_.begin(*guide_, severities_, envelope_.interchange().delimiters, findings_, nullptr);
    validator_.start_at(envelope_.place());
    validator_.take(envelope_.segment());
    return true;
  }

  Findings findings_;
  Severities severities_;
  SegmentReader reader_{findings_, severities_};
  EnvelopeReader envelope_{reader_, findings_, severities_};
  SetValidator validator_;
  GuidePtr guide_;
  const GuideShelf* guides_ = nullptr;
  const Partner* partner_ = nullptr;
  bool walking_ = false;  // the set in hand has a guide
};

}  // namespace

std::vector<Finding> faults_of(const GiveBytes& give, const GuideShelf& guides, const Partner& partner) {
  thread_local StrictReader reader;
  reader.begin(guides, partner);
  give([](std::string_view bytes) { reader.take(bytes); });
  return reader.finish();
}

std::vector<Finding> faults_of(std::string_view interchange_text, const GuideShelf& guides,
                               const Partner& partner) {
  return faults_of([interchange_text](const TakeBytes& take) { take(interchange_text); }, guides, partner);
}

}  // namespace transom
