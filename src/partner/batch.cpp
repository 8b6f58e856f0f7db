// Times of the day are UTC, as all times of the program are; a summer time would let an hour's documents wait
// for a day, or go twice.
#include "partner/batch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "partner/read.hpp"

namespace transom {
namespace {

int read_minute(const YamlNode& node) {
  const std::string& text = node.text();
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
    const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  node.fail(
      fmt::format("'{}' is no time of the day; expected one such as \"16:00\", in UTC", visible(text, 20)));
}

}  // namespace

Batch read_batch(const YamlNode& node) {
  Batch batch;
  if (node.is_scalar()) {
    (void)node.as_word({"each"});
    batch.each = true;
    return batch;
  }
  node.allow_only({"count", "size", "every", "at"});
  if (const YamlNode* count = node.find("count"))
    batch.count = static_cast<std::uint32_t>(count->as_int(1, 9999));
  if (const YamlNode* size = node.find("size")) batch.size = read_size(*size, 1 << 10, 1ULL << 30);
  if (const YamlNode* every = node.find("every")) {
    batch.every = every->as_seconds();
    if (batch.every < 1) every->fail("the interval is too short; expected 1s or more");
  }
  if (const YamlNode* at = node.find("at")) {
    for (const YamlNode& time : at->items()) batch.at.push_back(read_minute(time));
    std::sort(batch.at.begin(), batch.at.end());
  }
  if (!batch.waits()) node.fail("it says nothing; expected each, or one of count, size, every, at");
  if (batch.every == 0 && batch.at.empty()) {
    node.fail("what does not fill a batch would wait for ever", "add every: 1h, or at: [\"16:00\"]");
  }
  return batch;
}

std::string show_batch(const Batch& batch) {
  if (batch.each) return "each";
  std::string out;
  const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  if (batch.count > 0) add(fmt::format("count {}", batch.count));
  if (batch.size > 0) add("size " + show_size(batch.size));
  if (batch.every > 0) add("every " + show_seconds(batch.every));
  std::string times;
  for (const int at : batch.at) times += fmt::format(" {:02}:{:02}", at / 60, at % 60);
  if (!times.empty()) add("at" + times);
  return out.empty() ? "as prepared" : out;
}

}  // namespace transom
