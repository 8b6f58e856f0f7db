// The guide says which segments stand where, how often, with which elements; three short tables say what a
// map needs besides: which elements must be there for a document to be one, which codes the house has words
// for, and which elements are left alone because their value depends on another in ways that no guide tells.
#include "random_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"

namespace transom::test {
namespace {

// Segments that no house map reads; and CTT, which is counted.
const std::set<std::string, std::less<>> left_out{
    "ST", "SE",  "CTT", "HL",  "YNQ", "PWK", "L7",  "BAL", "INC", "LM",  "V1", "FA1", "CRC",
    "SR", "TC2", "DMG", "LH1", "ETD", "GF",  "TSD", "DTP", "N9",  "AT9", "R4", "LQ",  "FA2"};
// The only elements that a segment gets.
const std::map<std::string, std::set<std::size_t>, std::less<>> only{{"PAM", {4, 5}},
                                                                     {"PKG", {1, 2, 3, 4, 5}},
                                                                     {"QTY", {1, 2, 3}},
                                                                     {"MEA", {1, 2, 3, 4, 5, 6, 7, 8, 9}},
                                                                     {"DTM", {1, 2, 3, 4}},
                                                                     {"CUR", {1, 2}},
                                                                     {"CTP", {1, 2, 3, 4, 5, 8, 9, 10, 11}}};
// What makes the segment worth anything to the map.
const std::map<std::string, std::set<std::size_t>, std::less<>> always{
    {"IT1", {2, 6}}, {"POC", {3, 8}}, {"PAM", {4, 5}}, {"DTM", {2}}, {"LIN", {2}},
    {"TDS", {1}},    {"PID", {5}},    {"SAC", {5}},    {"CTP", {3}}};
// What a map needs both of, though no note says so.
const std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> pairs{
    {"N4", {5, 6}}, {"ACK", {5, 4}}, {"SCH", {4, 3}}};
// Codes of elements where a map holds a document that has a code without a word, or where a word has several.
const std::map<std::string, std::string, std::less<>> codes{{"353", "00 01 04 05 06"},
                                                            {"92", "SA NE BK RL"},
                                                            {"639", "PE HP TP PD CA CT"},
                                                            {"668", "IA AC IC BP IQ"},
                                                            {"248", "A C N"},
                                                            {"1073", "Y N"},
                                                            {"640", "DI CR PR CI"},
                                                            {"1005", "0001 0002 0004"},
                                                            {"349", "F S X"},
                                                            {"88", "GM SM CP W R"},
                                                            {"670", "AI DI CA QD QI PC RZ NC"}};
// Levels that can lie in one that itself lies in others, as the house maps have them.
const std::map<std::string, std::string, std::less<>> nests{
    {"S", "OTPI"}, {"SO", "TPI"}, {"SOT", "PI"}, {"SOTP", "I"}, {"SOP", "I"},
    {"SOI", "TP"}, {"SOIT", "P"}, {"ST", "OPI"}, {"STO", "PI"}, {"STOP", "I"},
    {"STP", "OI"}, {"STPO", "I"}, {"SP", "OI"},  {"SPO", "I"},  {"SI", "P"}};

bool listed(const std::map<std::string, std::set<std::size_t>, std::less<>>& table, const std::string& id,
            std::size_t element) {
  const auto row = table.find(id);
  return row != table.end() && row->second.count(element) != 0;
}

}  // namespace

RandomSets::RandomSets(GuidePtr guide, std::uint32_t seed) : guide_(std::move(guide)), random_(seed) {}

std::string RandomSets::next() {
  out_.clear();
  counted_ = 0;
  level_ = '\0';
  chance_ = 5 + below(60);  // from nearly empty to nearly full
  inside(0);
  return out_ + fmt::format("CTT*{}~", counted_);
}

std::string RandomSets::digits(std::size_t count) {
  std::string out(count, '0');
  for (char& c : out) c = static_cast<char>('0' + below(10));
  return out;
}

std::string RandomSets::text(std::size_t min, std::size_t max) {
  constexpr std::string_view first = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  constexpr std::string_view rest = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghij  -/.,'&()#";
  const std::size_t most = std::min(max, std::max<std::size_t>(min, below(8) == 0 ? 80 : 12));
  std::string out(min + below(most - min + 1), ' ');
  for (char& c : out) c = rest[below(rest.size())];
  if (!out.empty()) out.front() = out.back() = first[below(first.size())];
  return out;
}

std::string RandomSets::number(const ElementDef& def) {
  const std::size_t room = std::min<std::size_t>(def.max, 9);
  const std::size_t count = std::max<std::size_t>(def.min, 1 + below(room));
  std::string out = digits(count);
  if (count > 1 && out.front() == '0') out.front() = '7';
  if (def.type != ElementType::r) return out;
  const std::size_t places = below(std::min<std::size_t>(count, 4));
  if (places != 0) out.insert(out.size() - places, ".");
  return out;
}

std::string RandomSets::value(const ElementDef& def) {
  switch (def.type) {
    case ElementType::r:
    case ElementType::n:
      return number(def);
    case ElementType::dt:
      return fmt::format("2026{:02}{:02}", 1 + below(12), 1 + below(28));
    case ElementType::tm:
      return fmt::format("{:02}{:02}{}", below(24), below(60), below(2) == 0 ? "" : "42");
    default:
      break;
  }
  const auto own = codes.find(def.number);
  const std::string list(own != codes.end() ? own->second : guide_->codes(def));
  if (list.empty()) return text(std::max<std::size_t>(def.min, 1), def.max);
  std::vector<std::string> all;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    all.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return all[below(all.size())];
}

std::string RandomSets::value(const ElementUse& use) {
  if (use.composite == 0xffff) return value(guide_->element(use.element));
  // Of a composite the first pair, or its first component alone; of REF04 sometimes two pairs.
  const auto parts = guide_->components(use);
  std::string out = value(guide_->element(parts[0].element));
  if (parts.size() > 1 && parts[1].mandatory) {
    out += '>' + value(guide_->element(parts[1].element));
    if (parts.size() > 3 && below(2) == 0)
      out += '>' + value(guide_->element(parts[2].element)) + '>' + value(guide_->element(parts[3].element));
  }
  return out;
}

bool RandomSets::wanted(SegmentId id, std::size_t element) const {
  const auto row = only.find(to_string(id));
  return row == only.end() || row->second.count(element) != 0;
}

void RandomSets::fill(SegmentId id, const std::vector<ElementUse>& uses, std::size_t element, Cells& cells) {
  if (element <= uses.size() && wanted(id, element) && cells[element - 1].empty())
    cells[element - 1] = value(uses[element - 1]);
}

// Fills what the syntax notes ask for, and empties what they forbid, until all are obeyed.
void RandomSets::obey(SegmentId id, const std::vector<ElementUse>& uses, Cells& cells) {
  const auto there = [&](std::size_t n) { return n <= cells.size() && !cells[n - 1].empty(); };
  if (const auto pair = pairs.find(to_string(id)); pair != pairs.end() && there(pair->second.first))
    fill(id, uses, pair->second.second, cells);
  for (int round = 0; round < 8; ++round) {
    for (const SyntaxNote& note : guide_->notes(id)) {
      const auto& named = note.elements;
      const auto count = std::count_if(named.begin(), named.end(), there);
      const bool first = there(named.front());
      const bool rest = std::any_of(named.begin() + 1, named.end(), there);
      if ((note.kind == 'P' && count != 0) || (note.kind == 'C' && first)) {
        for (const std::size_t n : named) fill(id, uses, n, cells);
      } else if (note.kind == 'R' && count == 0) {
        for (std::size_t i = 0; i < named.size() && !there(named[i]); ++i) fill(id, uses, named[i], cells);
      } else if (note.kind == 'L' && first && !rest) {
        for (std::size_t i = 1; i < named.size() && !there(named[i]); ++i) fill(id, uses, named[i], cells);
      } else if (note.kind == 'E' && count > 1) {
        for (std::size_t i = 1; i < named.size(); ++i) cells[named[i] - 1U].clear();
      }
    }
  }
}

void RandomSets::segment(SegmentId id) {
  const std::string name = to_string(id);
  const auto found = guide_->elements(id);
  const std::vector<ElementUse> uses(found.begin(), found.end());
  Cells cells(uses.size());
  for (std::size_t n = 1; n <= uses.size(); ++n) {
    if (uses[n - 1].mandatory || listed(always, name, n) || chance()) fill(id, uses, n, cells);
  }
  obey(id, uses, cells);
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  out_ += name;
  for (const std::string& cell : cells) out_ += '*' + cell;
  out_ += '~';
  if (name == "IT1" || name == "POC") ++counted_;
}

// LS and LE stand around the loop of LDT, or none of the three does (a change of an order carries none).
// Tells whether `name` is done with.
bool RandomSets::bracket(const std::string& name) {
  if (name == "LS") bracket_ = guide_->set_id() != "860" && chance();
  if (bracket_ && (name == "LS" || name == "LE")) out_ += name + "*LDT~";
  return name == "LS" || name == "LE" || (name == "LDT" && !bracket_);
}

void RandomSets::use(std::size_t index, std::uint16_t loop) {
  const SegmentUse& use = guide_->uses()[index];
  const std::string name = to_string(use.id);
  if (name == "HL" && loop == 0) return levels();
  if (left_out.count(name) != 0 || bracket(name)) return;
  const bool opens = use.loop != loop;
  const LoopUse& opened = guide_->loops()[use.loop];
  const std::uint32_t max = opens ? opened.max_repeat : use.max_use;
  const bool goods = (name == "SN1" && level_ == 'I') || (name == "PRF" && level_ == 'O') ||
                     (name == "MAN" && (level_ == 'P' || level_ == 'T')) || name == "IT1" || name == "POC" ||
                     name == "LDT";
  if (!goods && !(opens ? opened.mandatory : use.mandatory) && !chance()) return;
  for (std::size_t n = 1 + below(max == 0 ? 3 : std::min<std::size_t>(max, 3)); n > 0; --n) {
    segment(use.id);
    if (opens) inside(use.loop);
  }
}

void RandomSets::inside(std::uint16_t loop) {
  const auto uses = guide_->uses();
  for (std::size_t u = 0; u < uses.size(); ++u) {
    const std::uint16_t of = uses[u].loop;
    const bool trigger = of != 0 && guide_->loops()[of].first_use == u;
    if (trigger ? guide_->loops()[of].parent == loop : of == loop) use(u, loop);
  }
}

void RandomSets::levels() {
  level('S', 0, "");
}

void RandomSets::level(char code, std::size_t parent, const char* around) {
  const std::size_t own = ++counted_;
  const std::string path = around + std::string(1, code);
  out_ += fmt::format("HL*{}*{}*{}~", own, parent == 0 ? "" : std::to_string(parent), code);
  level_ = code;
  inside(*guide_->find_loop("HL"));
  const auto nest = nests.find(path);
  if (nest == nests.end()) return;
  // In the order in which a map writes them: the document keeps levels of a kind together.
  for (const char inner : nest->second) {
    if (below(nest->second.size()) != 0) continue;
    for (std::size_t n = 1 + below(3); n > 0; --n) level(inner, own, path.c_str());
  }
}

}  // namespace transom::test
