// Elements 720, 723, 718, 716 and I18 with what a 999 adds to them; the sentences are ours. Security,
// deferred delivery and the like are left out: their codes are shown as they came.
#include "outbound/ack_words.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/text.hpp"

namespace transom {
namespace {

struct Word {
  AckLevel level;
  std::string_view code, text;
};
using enum AckLevel;
constexpr Word code_texts[] = {
    {segment, "1", "is no segment id they know"},
    {segment, "2", "is not expected there"},
    {segment, "3", "is mandatory and missing"},
    {segment, "4", "its loop repeats too often"},
    {segment, "5", "repeats too often"},
    {segment, "6", "does not belong to this set"},
    {segment, "7", "stands out of order"},
    {segment, "8", "has elements in error"},
    {segment, "I4", "is not used by their guide"},
    {segment, "I6", "is missing where their guide asks for it"},
    {segment, "I7", "its loop repeats less often than their guide asks for"},
    {segment, "I8", "repeats less often than their guide asks for"},
    {segment, "I9", "depends on another segment and stands alone"},
    {element, "1", "is mandatory and missing"},
    {element, "2", "is missing where another element asks for it"},
    {element, "3", "there are too many elements"},
    {element, "4", "is too short"},
    {element, "5", "is too long"},
    {element, "6", "has a character that is not allowed"},
    {element, "7", "is no code they know there"},
    {element, "8", "is no date"},
    {element, "9", "is no time of day"},
    {element, "10", "excludes another element that is there"},
    {element, "12", "repeats too often"},
    {element, "13", "has too many components"},
    {element, "I6", "their guide does not take this code"},
    {element, "I9", "depends on another element and stands alone"},
    {element, "I10", "is not used by their guide"},
    {element, "I11", "repeats less often than their guide asks for"},
    {element, "I12", "does not follow the pattern of their guide"},
    {element, "I13", "depends on another element of their guide"},
    {set, "1", "they do not take this set"},
    {set, "2", "the set has no trailer"},
    {set, "3", "the control numbers of header and trailer differ"},
    {set, "4", "the trailer counts other segments than there are"},
    {set, "5", "segments are in error"},
    {set, "6", "the set's id is missing or none"},
    {set, "7", "the set's control number is missing or none"},
    {set, "23", "the set's control number came twice in the group"},
    {set, "I5", "their guide is not kept"},
    {set, "I6", "their guide's convention is missing or unknown"},
    {group, "1", "they do not take this group"},
    {group, "2", "they do not take the group's version"},
    {group, "3", "the group has no trailer"},
    {group, "4", "the control numbers of header and trailer differ"},
    {group, "5", "the trailer counts other sets than there are"},
    {group, "6", "the group's control number is none"},
    {group, "19", "the group's control number came before"},
    {interchange, "001", "the control numbers of header and trailer differ"},
    {interchange, "002", "they do not take the standard that ISA11 names"},
    {interchange, "003", "they do not take this version of the controls"},
    {interchange, "004", "the segment terminator is none"},
    {interchange, "005", "the sender's qualifier is none they know"},
    {interchange, "006", "the sender's id is none they know"},
    {interchange, "007", "the receiver's qualifier is none they know"},
    {interchange, "008", "the receiver's id is none"},
    {interchange, "009", "the receiver's id is none they know"},
    {interchange, "010", "the authorization qualifier is none"},
    {interchange, "011", "the authorization information is none"},
    {interchange, "012", "the security qualifier is none"},
    {interchange, "013", "the security information is none"},
    {interchange, "014", "the interchange date is none"},
    {interchange, "015", "the interchange time is none"},
    {interchange, "016", "the standards id is none"},
    {interchange, "017", "the version of the interchange is none they take"},
    {interchange, "018", "the control number is none"},
    {interchange, "019", "ISA14 is none"},
    {interchange, "020", "the usage indicator is none"},
    {interchange, "021", "the trailer counts other groups than there are"},
    {interchange, "022", "the envelope cannot be read"},
    {interchange, "023", "the file ends before the interchange does"},
    {interchange, "024", "the content of the interchange is none they take"},
    {interchange, "025", "the control number came before"},
    {interchange, "026", "the element separator is none"},
    {interchange, "027", "the component separator is none"},
};

}  // namespace

std::string_view code_words(AckLevel level, std::string_view code) {
  for (const Word& word : code_texts) {
    if (word.level == level && word.code == code) return word.text;
  }
  return {};
}

std::string codes_in_words(AckLevel level, std::string_view codes) {
  std::string out;
  while (!codes.empty()) {
    const std::size_t blank = std::min(codes.find(' '), codes.size());
    const std::string_view code = codes.substr(0, blank);
    codes.remove_prefix(std::min(blank + 1, codes.size()));
    if (code.empty() || code == "000") continue;
    if (!out.empty()) out += "; ";
    const std::string_view text = code_words(level, code);
    fmt::format_to(std::back_inserter(out), "{}code {}{}", text.empty() ? "" : fmt::format("{} (", text),
                   visible(code, 5), text.empty() ? "" : ")");
  }
  return out;
}

std::string fault_in_words(const ReceivedFault& fault) {
  const bool of_element = !fault.element.empty();
  const std::string_view text = code_words(of_element ? element : segment, fault.code);
  std::string out = fmt::format("{}{} (segment {}):", visible(fault.segment, 5), visible(fault.element, 8),
                                visible(fault.position, 10));
  if (!fault.value.empty()) out += fmt::format(" '{}'", visible(fault.value, 99));
  const std::string code = fault.code.empty() ? "no code" : fmt::format("code {}", visible(fault.code, 5));
  return out + (text.empty() ? fmt::format(" {}", code) : fmt::format(" {} ({})", text, code));
}

}  // namespace transom
