// Orders and ship notices that no two are alike: seeded, so that every run reads the same bytes.
#include <fmt/format.h>

#include <random>

#include "bench/bench.hpp"

namespace transom::bench {
namespace {

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  // ST to SE.
  const std::string& order_850(std::uint32_t number, std::string_view order) {
    begin("850", number);
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
    return end(number, lines);
  }

  const std::string& notice_856(std::uint32_t number, std::string_view order) {
    begin("856", number);
    add(fmt::format("BSN*00*SHIP{:08}*20260302*0900*0001", number));
    int levels = 0;
    const auto level = [&](std::string_view parent, char code) {
      add(fmt::format("HL*{}*{}*{}", ++levels, parent, code));
      return fmt::format("{}", levels);
    };
    const std::string shipment = level("", 'S');
    const int packs = pick(4, 12);
    add(fmt::format("TD1*CTN25*{}****G*{}*LB", packs, pick(10, 900)));
    add("TD5**2*UPSN*M");
    add(fmt::format("REF*BM*{:09}", pick(1, 999999999)));
    add("DTM*011*20260302");
    add("N1*SF*WIDGET WORKS");
    add(fmt::format("N1*ST*STORE*92*{:04}", pick(1, 9999)));
    add(fmt::format("N3*{} HARBOUR ROAD", pick(1, 999)));
    add("N4*PORTLAND*OR*97201*US");
    const std::string of_order = level(shipment, 'O');
    add(fmt::format("PRF*{}", order));
    for (int pack = 0; pack < packs; ++pack) {
      const std::string of_pack = level(of_order, 'P');
      add(fmt::format("MAN*GM*00{:018}",
                      100000000000000000ULL + static_cast<unsigned long long>(pick(1, 900000000))));
      for (int item = pick(1, 4); item > 0; --item) {
        level(of_pack, 'I');
        add(fmt::format("LIN**UP*{:012}*VN*{}{}",
                        100000000000ULL + static_cast<unsigned long long>(pick(1, 900000000)), letters(),
                        pick(1000, 9999)));
        add(fmt::format("SN1**{}*EA", pick(1, 480)));
        if (pick(0, 3) == 0) add(fmt::format("PO4*{}", pick(1, 48)));
      }
    }
    return end(number, levels);
  }

 private:
  void begin(std::string_view set, std::uint32_t number) {
    body_.clear();
    segments_ = 0;
    add(fmt::format("ST*{}*{:04}", set, number));
  }
  const std::string& end(std::uint32_t number, int counted) {
    add(fmt::format("CTT*{}", counted));
    add(fmt::format("SE*{}*{:04}", segments_ + 1, number));
    return body_;
  }
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

std::string header(std::uint32_t number, std::string_view functional_id = "PO") {
  return fmt::format(
      "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
      "*260302*0900*U*00401*{:09}*0*P*>~\n"
      "GS*{}*ACMEEDI*WIDGETWORKS*20260302*0900*{}*X*004010~\n",
      number, functional_id, number);
}

std::string trailer(std::uint32_t number, std::uint32_t sets) {
  return fmt::format("GE*{}*{}~\nIEA*1*{:09}~\n", sets, number, number);
}

// `make` gives the set of a number.
template <typename Make>
std::string interchange_of(std::size_t bytes, std::uint32_t first, std::string_view functional_id,
                           Make make) {
  std::string out = header(first, functional_id);
  std::uint32_t sets = 0;
  while (out.size() < bytes) {
    ++sets;
    out += make(sets, fmt::format("PO{:09}", first * 1000 + sets));
  }
  return out + trailer(first, sets);
}

}  // namespace

std::string interchange_of_850s(std::size_t bytes, std::uint32_t first) {
  Maker maker(first);
  return interchange_of(bytes, first, "PO",
                        [&](std::uint32_t number, std::string_view order) -> const std::string& {
                          return maker.order_850(number, order);
                        });
}

std::string interchange_of_856s(std::size_t bytes, std::uint32_t first) {
  Maker maker(first);
  return interchange_of(bytes, first, "SH",
                        [&](std::uint32_t number, std::string_view order) -> const std::string& {
                          return maker.notice_856(number, order);
                        });
}

std::string single_850(std::uint32_t number) {
  Maker maker(number);
  return header(number) + maker.order_850(1, fmt::format("PO{:09}", number)) + trailer(number, 1);
}

}  // namespace transom::bench
