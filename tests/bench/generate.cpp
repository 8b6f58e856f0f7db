// Orders that no two are alike: seeded, so that every run reads the same bytes.
#include <fmt/format.h>

#include <random>

#include "bench/bench.hpp"

namespace transom::bench {
namespace {

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  // ST to SE.
  std::string set(std::uint32_t number, std::string_view order) {
    body_.clear();
    segments_ = 0;
    add(fmt::format("ST*850*{:04}", number));
    add(fmt::format("BEG*00*SA*{}**20260302", order));
    add("CUR*BY*USD");
    add(fmt::format("REF*DP*{:03}", pick(1, 999)));
    add(fmt::format("REF*IA*{:06}", pick(1, 999999)));
    add("PER*BD*ORDER DESK*TE*5555550100");
    add("FOB*CC");
    add("ITD*01*3*2**30**31");
    add("DTM*002*20260316");
    add("N9*L1*SHIPPING");
    add("MSG*CALL THE DOCK BEFORE DELIVERY");
    add("N1*ST*STORE*92*" + fmt::format("{:04}", pick(1, 9999)));
    add(fmt::format("N3*{} HARBOUR ROAD", pick(1, 999)));
    add("N4*PORTLAND*OR*97201*US");
    const int lines = pick(10, 25);
    for (int line = 1; line <= lines; ++line) {
      add(fmt::format("PO1*{}*{}*EA*{}.{:02}*PE*UP*{:012}*VN*{}{}", line, pick(1, 480), pick(1, 200),
                      pick(0, 99), 100000000000ULL + static_cast<unsigned long long>(pick(1, 900000000)),
                      letters(), pick(1000, 9999)));
      add(fmt::format("PID*F****ITEM {} IN {}", pick(100, 999), pick(0, 1) != 0 ? "BLUE" : "DARK GREEN"));
      if (pick(0, 3) == 0) add(fmt::format("PO4*{}", pick(1, 48)));
    }
    add(fmt::format("CTT*{}", lines));
    add(fmt::format("SE*{}*{:04}", segments_ + 1, number));
    return body_;
  }

 private:
  void add(std::string_view segment) {
    body_ += segment;
    body_ += "~\n";
    ++segments_;
  }
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  std::string letters() {
    return {static_cast<char>('A' + pick(0, 25)), static_cast<char>('A' + pick(0, 25))};
  }

  std::mt19937 random_;
  std::string body_;
  int segments_ = 0;
};

std::string header(std::uint32_t number) {
  return fmt::format(
      "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
      "*260302*0900*U*00401*{:09}*0*P*>~\n"
      "GS*PO*ACMEEDI*WIDGETWORKS*20260302*0900*{}*X*004010~\n",
      number, number);
}

std::string trailer(std::uint32_t number, std::uint32_t sets) {
  return fmt::format("GE*{}*{}~\nIEA*1*{:09}~\n", sets, number, number);
}

}  // namespace

std::string interchange_of_850s(std::size_t bytes, std::uint32_t first) {
  Maker maker(first);
  std::string out = header(first);
  std::uint32_t sets = 0;
  while (out.size() < bytes) {
    ++sets;
    out += maker.set(sets, fmt::format("PO{:09}", first * 1000 + sets));
  }
  return out + trailer(first, sets);
}

std::string single_850(std::uint32_t number) {
  Maker maker(number);
  return header(number) + maker.set(1, fmt::format("PO{:09}", number)) + trailer(number, 1);
}

}  // namespace transom::bench
