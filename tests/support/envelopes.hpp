// Interchanges for tests, with the delimiters and the body that a case wants.
#pragma once

#include <string>
#include <string_view>

namespace transom::testing {

struct Shape {
  char element = '*', component = ':', terminator = '~';
  std::string_view suffix = "";
  std::string_view version = "00401";
  char standard = 'U';  // ISA11
  std::string_view number = "000000001";
};

// Writes `text`, in which * : ~ stand for the delimiters, with those of the shape, and its suffix behind
// terminators.
inline std::string shaped(std::string_view text, const Shape& shape = {}) {
  std::string out;
  for (const char c : text) {
    if (c == '*')
      out += shape.element;
    else if (c == ':')
      out += shape.component;
    else if (c == '~')
      (out += shape.terminator) += shape.suffix;
    else
      out += c;
  }
  return out;
}

inline std::string isa(const Shape& shape = {}) {
  std::string text = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260302*0900*";
  text += shape.standard;
  ((((text += '*') += shape.version) += '*') += shape.number) += "*0*P*:~";
  return shaped(text, shape);
}

// One group with one 850 around `body`, whose SE counts `segments`.
inline std::string interchange(std::string_view body = "BEG*00*SA*PO1**20260302~", int segments = 3,
                               const Shape& shape = {}) {
  std::string text = "GS*PO*SENDER*RECEIVER*20260302*0900*1*X*004010~ST*850*0001~";
  text += body;
  text += "SE*" + std::to_string(segments) + "*0001~GE*1*1~IEA*1*";
  (text += shape.number) += '~';
  return isa(shape) + shaped(text, shape);
}

}  // namespace transom::testing
