#include "support/shipment_text.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace transom::testing {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  template <class Level>
  void levels(Level& around) {
    while (at_ < text_.size() && text_[at_] != '}') {
      if (text_[at_] == ' ') {
        ++at_;
        continue;
      }
      level(around);
    }
  }

 private:
  std::string word() {
    const auto end = text_.find_first_of(" {}x", at_);
    const std::string out(text_.substr(at_, end - at_));
    at_ = std::min(end, text_.size());
    return out;
  }
  std::optional<Decimal> times() {
    if (at_ == text_.size() || text_[at_] != 'x') return std::nullopt;
    ++at_;
    return Decimal::parse(word());
  }
  template <class Level>
  void body(Level& level) {
    if (at_ == text_.size() || text_[at_] != '{') return;
    ++at_;
    levels(level);
    ++at_;
  }
  static void label(std::vector<Mark>& marks, const std::string& value) {
    if (value != "-") marks.push_back({"sscc", value, ""});
  }

  template <class Level>
  void level(Level& around) {
    const char kind = text_[at_];
    at_ += 2;
    const std::string name = word();
    if constexpr (requires { around.orders; })
      if (kind == 'O') {
        around.orders.emplace_back().number = name;
        return body(around.orders.back());
      }
    if constexpr (requires { around.tares; })
      if (kind == 'T') {
        label(around.tares.emplace_back().marks, name);
        return body(around.tares.back());
      }
    if constexpr (requires { around.packs; })
      if (kind == 'P') {
        auto& pack = around.packs.emplace_back();
        label(pack.marks, name);
        pack.quantity = times();
        return body(pack);
      }
    if constexpr (requires { around.items; })
      if (kind == 'I') {
        auto& item = around.items.emplace_back();
        item.number = name;
        item.quantity = times();
        item.unit = "EA";
        return body(item);
      }
    throw std::logic_error("no such level here: " + std::string(text_.substr(at_)));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string label(const std::vector<Mark>& marks) {
  const Mark* mark = find_kind(marks, "sscc");
  return mark == nullptr ? "-" : mark->value;
}

template <class Level>
void write(const Level& level, std::string& out);

template <class Level>
void node(std::string head, const Level& level, std::string& out) {
  if (!out.empty() && out.back() != '{') out += ' ';
  out += head;
  std::string inside;
  write(level, inside);
  if (!inside.empty()) out += "{" + inside + "}";
}

std::string times(const std::optional<Decimal>& quantity) {
  return quantity ? "x" + quantity->to_plain() : "";
}

template <class Level>
void write(const Level& level, std::string& out) {
  if constexpr (requires { level.orders; })
    for (const auto& one : level.orders) node("O:" + one.number, one, out);
  if constexpr (requires { level.tares; })
    for (const auto& one : level.tares) node("T:" + label(one.marks), one, out);
  if constexpr (requires { level.packs; })
    for (const auto& one : level.packs) node("P:" + label(one.marks) + times(one.quantity), one, out);
  if constexpr (requires { level.items; })
    for (const auto& one : level.items) {
      const std::string order = one.order.number.empty() ? "" : "@" + one.order.number;
      node("I:" + one.number + order + times(one.quantity), one, out);
    }
}

}  // namespace

Shipment shipment_of(std::string_view text) {
  Shipment shipment;
  Reader(text).levels(shipment);
  return shipment;
}

std::string text_of(const Shipment& shipment) {
  std::string out;
  write(shipment, out);
  return out;
}

}  // namespace transom::testing
