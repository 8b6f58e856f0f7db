// Reading: the same segments and events however the bytes are cut, and not one byte unaccounted for.
#include "fuzz/targets.hpp"
#include "support/read_all.hpp"

namespace transom::fuzz {
namespace {

// Small enough that inputs of a fuzzer reach the limits.
ReaderLimits tight() {
  ReaderLimits limits;
  limits.segment = 512;
  limits.window = 2048;
  limits.elements = 40;
  limits.interchanges = 20;
  limits.filler = 64;
  return limits;
}

}  // namespace

void reader(std::string_view bytes) {
  const std::size_t chunk = 1U + take_byte(bytes);
  for (const ReaderLimits& limits : {ReaderLimits{}, tight()}) {
    const testing::Reading whole = testing::read_all(bytes, 0, 0, limits);
    const testing::Reading cut = testing::read_all(bytes, chunk, 0, limits);
    demand(whole.text() == cut.text(), "other segments or findings when the bytes come in pieces");
    demand(whole.bytes == bytes.size(), "bytes that were not read");
    demand(whole.account.total() == bytes.size(), "bytes that nobody accounts for");
    demand(cut.account.segments == whole.account.segments && cut.account.filler == whole.account.filler,
           "another account when the bytes come in pieces");
  }
}

void envelopes(std::string_view bytes) {
  const std::size_t chunk = 1U + take_byte(bytes);
  const std::string whole = testing::read_events(bytes, 0, 0, tight());
  demand(whole == testing::read_events(bytes, chunk, 0, tight()),
         "other events when the bytes come in pieces");
  int interchanges = 0, groups = 0, sets = 0;
  for (std::size_t at = 0; at < whole.size(); at = whole.find('\n', at) + 1) {
    const std::string_view line = std::string_view(whole).substr(at);
    interchanges += line.starts_with("interchange ") - line.starts_with("end interchange ");
    groups += line.starts_with("group ") - line.starts_with("end group ");
    sets += line.starts_with("set ") - line.starts_with("end set ");
    demand(0 <= sets && sets <= groups && groups <= interchanges && interchanges <= 1, "levels do not nest");
  }
  demand(interchanges == 0 && groups == 0 && sets == 0, "a level was not closed");
}

}  // namespace transom::fuzz
