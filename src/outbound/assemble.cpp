// Assembly: TA1s and sets put into one interchange, with delimiters that the data does not contain.
//
// X12 has no escape, so a separator inside a value has to become another byte or another separator has to be
// chosen. Bodies are functions, not text, because only so they can be written again with other separators.
// The usual case writes once; only when the writer had to replace something the whole is written with control
// characters as separators, to learn which bytes the data uses, and then a third time with the choice.
// Refused: looking through the values beforehand (they exist only while the bodies are written).
//
// An answer to half a million sets is not held: it is written once to learn what comes of it, and again in
// pieces wherever it has to go. What is short enough, nearly always all of it, is written once.
//
// Ids of an answer are bytes that a partner sent: they are cut to their length and cleaned like any data,
// because the envelope takes an id that does not fit for a fault of our configuration. Line codes (ACK01) all
// have two characters, so a fallback is put in place in the finished text, where no count changes.
#include <algorithm>
#include <bitset>
#include <span>
#include <utility>

#include "transom/failure.hpp"
#include "transom/outbound.hpp"

namespace transom {
namespace {

// Sets that follow each other and share a functional id and a version. Sets are never moved to another of
// their kind: answers leave in the order in which what they answer came.
std::vector<std::span<const OutboundSet>> groups_of(const OutboundInterchange& interchange) {
  std::vector<std::span<const OutboundSet>> groups;
  const std::span all(interchange.sets);
  std::size_t first = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool last = i + 1 == all.size() || all[i + 1].functional_id != all[i].functional_id ||
                      all[i + 1].version != all[i].version;
    if (!last) continue;
    groups.push_back(all.subspan(first, i + 1 - first));
    first = i + 1;
  }
  return groups;
}

// An id as it may stand in an ISA or GS with these delimiters; bytes that may not become blanks and are
// counted.
std::string fit(std::string_view id, std::size_t length, const Delimiters& delimiters,
                std::uint32_t& replaced) {
  std::string out(id.substr(0, length));
  for (char& c : out) {
    const bool good = c >= ' ' && c <= '~' && c != delimiters.element && c != delimiters.component &&
                      c != delimiters.terminator && c != delimiters.repetition;
    if (good) continue;
    c = ' ';
    ++replaced;
  }
  return out;
}

EnvelopeFields fit(EnvelopeFields fields, const Delimiters& delimiters, std::uint32_t& replaced) {
  for (std::string* qualifier : {&fields.sender_qualifier, &fields.receiver_qualifier}) {
    *qualifier = fit(*qualifier, 2, delimiters, replaced);
  }
  for (std::string* id :
       {&fields.sender_id, &fields.receiver_id, &fields.group_sender, &fields.group_receiver}) {
    *id = fit(*id, 15, delimiters, replaced);
  }
  return fields;
}

// Puts fallbacks in place of line codes that the partner does not take; adds those that have none to
// `refused`. The text begins with a segment.
void hold_to_line_codes(const Send& agreed, const Delimiters& delimiters, std::string& text,
                        std::vector<std::string>& refused) {
  const std::string head = std::string("ACK") + delimiters.element;
  for (std::size_t at = 0; at < text.size(); at = text.find(delimiters.terminator, at)) {
    at = text.find_first_not_of(std::string(1, delimiters.terminator) + delimiters.suffix, at);
    if (at == std::string::npos) break;
    if (text.compare(at, head.size(), head) != 0) continue;
    const std::string code = text.substr(at + head.size(), 2);
    const auto taken = [&agreed](const std::string& wanted) {
      return agreed.lines.empty() ||
             std::find(agreed.lines.begin(), agreed.lines.end(), wanted) != agreed.lines.end();
    };
    const auto fallback = agreed.fallback.find(code);
    if (fallback != agreed.fallback.end() && (agreed.lines.empty() || !taken(code))) {
      text.replace(at + head.size(), 2, fallback->second);
    } else if (!taken(code)) {
      refused.push_back(code);
    }
  }
}

class Assembly {
 public:
  Assembly(const OutboundInterchange& interchange, std::uint32_t number,
           std::span<const std::uint32_t> groups)
      : interchange_(interchange), number_(number), group_numbers_(groups), groups_(groups_of(interchange)) {
    bug_check(groups_.size() == group_numbers_.size(),
              "an interchange needs one number for each of its groups");
  }

  // Gives the text to `take` in pieces of whole segments; all else of what it came to is returned.
  template <class Take>
  Assembled write(const Delimiters& delimiters, const Take& take) const {
    constexpr std::size_t piece_bytes = 64 << 10;
    Assembled done;
    done.delimiters = delimiters;
    const auto pass_on = [&](std::string& piece) {
      if (interchange_.agreed != nullptr) {
        hold_to_line_codes(*interchange_.agreed, delimiters, piece, done.refused);
      }
      take(piece);
    };
    EnvelopeWriter writer(fit(interchange_.fields, delimiters, done.replacements), delimiters);
    writer.body().hand_over(piece_bytes, pass_on);
    writer.open_interchange(number_);
    for (const auto& ta1 : interchange_.ta1s) ta1(writer.body());
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      writer.open_group(groups_[i].front().functional_id, group_numbers_[i], groups_[i].front().version);
      std::uint32_t set_number = 0;
      for (const OutboundSet& set : groups_[i]) {
        set.write(writer.open_set(set.set_id, ++set_number));
        writer.close_set();
      }
      writer.close_group();
    }
    writer.close_interchange();
    done.replacements += writer.replacements();
    std::string rest = writer.take();
    pass_on(rest);
    return done;
  }

  // Holds a text of at most `most` bytes.
  [[nodiscard]] Assembled write_held(const Delimiters& delimiters, std::size_t most) const {
    std::string text;
    bool too_long = false;
    Assembled done = write(delimiters, [&](std::string& piece) {
      too_long = too_long || text.size() + piece.size() > most;
      if (too_long) {
        std::string().swap(text);
      } else if (text.empty()) {
        text.swap(piece);
      } else {
        text += piece;
      }
    });
    done.text = std::move(text);
    done.too_long = too_long;
    return done;
  }

 private:
  const OutboundInterchange& interchange_;
  std::uint32_t number_;
  std::span<const std::uint32_t> group_numbers_;
  std::vector<std::span<const OutboundSet>> groups_;
};

using Bytes = std::bitset<256>;

std::size_t index(char c) {
  return static_cast<unsigned char>(c);
}

// The first that the data does not contain and that has no other role yet; the preferred one if there is
// none.
char choose(char preferred, std::string_view others, Bytes& taken) {
  char chosen = preferred;
  if (taken[index(preferred)]) {
    for (const char c : others) {
      if (taken[index(c)]) continue;
      chosen = c;
      break;
    }
  }
  taken.set(index(chosen));
  return chosen;
}

// `taken`: what stands in the text as it was written with `probe`.
Delimiters choose_delimiters(const Delimiters& preferred, Bytes taken, const Delimiters& probe) {
  for (const char c : {probe.element, probe.component, probe.terminator, probe.repetition})
    taken.reset(index(c));
  for (const char c : probe.suffix) taken.reset(index(c));
  Delimiters chosen = preferred;
  chosen.element = choose(preferred.element, "*|^\x1d", taken);
  chosen.terminator = choose(preferred.terminator, "~'!\x1c", taken);
  chosen.component = choose(preferred.component, ">:<\\\x1f", taken);
  if (preferred.repetition != '\0') chosen.repetition = choose(preferred.repetition, "^!%\x1e", taken);
  return chosen;
}

// A letter in ISA11 is refused by strict receivers where the version has a separator there.
bool names_repetition(const OutboundInterchange& interchange) {
  return !interchange.mirrors && interchange.delimiters.own.repetition == '\0' &&
         interchange.fields.interchange_version >= "00402";
}

char free_repetition(const Delimiters& own) {
  for (const char c : std::string_view("^!%"))
    if (c != own.element && c != own.component && c != own.terminator) return c;
  return '\x1e';
}

}  // namespace

std::uint32_t groups_needed(const OutboundInterchange& interchange) {
  return static_cast<std::uint32_t>(groups_of(interchange).size());
}

Assembled assemble(const OutboundInterchange& interchange, std::uint32_t interchange_number,
                   std::span<const std::uint32_t> group_numbers, std::size_t most) {
  const Assembly assembly(interchange, interchange_number, group_numbers);
  OutputDelimiters wanted = interchange.delimiters;
  const bool ours = names_repetition(interchange);
  if (ours) wanted.own.repetition = free_repetition(wanted.own);
  Assembled done = assembly.write_held(wanted.own, most);
  if (ours && done.replacements > 0 && wanted.conflict != DelimiterConflict::pick) {
    // Nobody asked for this one: data that holds it is not held, nor changed, for its sake.
    wanted.own.repetition = '\x1e';
    done = assembly.write_held(wanted.own, most);
  }
  if (done.replacements == 0 || wanted.conflict == DelimiterConflict::replace) return done;
  if (wanted.conflict == DelimiterConflict::pick) {
    // As far as data holds these very control characters they are replaced: they have no business in it.
    const Delimiters probe{'\x1d', '\x1f', '\x1c', wanted.own.repetition == '\0' ? '\0' : '\x1e', ""};
    Bytes used;
    (void)assembly.write(probe, [&used](std::string_view piece) {
      for (const char c : piece) used.set(index(c));
    });
    return assembly.write_held(choose_delimiters(wanted.own, used, probe), most);
  }
  done.text.clear();
  done.hold = true;
  return done;
}

void assemble_again(const OutboundInterchange& interchange, std::uint32_t interchange_number,
                    std::span<const std::uint32_t> group_numbers, const Delimiters& delimiters,
                    const TakeBytes& take) {
  const Assembly assembly(interchange, interchange_number, group_numbers);
  (void)assembly.write(delimiters, take);
}

}  // namespace transom
