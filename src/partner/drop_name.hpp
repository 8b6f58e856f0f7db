// How files for the drop are named: a template such as "{set}-{partner}-{isa13:09}-{date}-{seq}.edi".
//
//   {set}          ta1, 997, 855, 810 ...            {isa13} {isa13:09}   ISA13, with leading zeros to a
//   width {type}         GS01: FA, PR, IN ...              {gs06} {gs06:06}     GS06 of the first group
//   {partner}      the slug                          {seq} {seq:06}       a number that no other file has
//   {usage}        P or T                            {date} {time}        20260302, 20260302T090000Z
//   {utc:FORMAT}   the moment, of %Y %m %d %H %M %S and letters, digits, - and _
//
// Beside them letters, digits, '.', '-' and '_'. Nothing in a name comes from a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.hpp"
#include "transom/date.hpp"

namespace transom {

struct DropNameFields {
  std::string_view set, type, partner;
  char usage = 'P';
  std::uint64_t isa13 = 0, gs06 = 0, seq = 0;
  Instant at;
};

class DropName {
 public:
  // What is wrong with the template, as a sentence; empty: nothing.
  [[nodiscard]] static std::string problem(std::string_view text);
  // The template was found good. One that does not say {seq} gets it before its last point: control numbers
  // come round again, and each pair of ids has its own.
  explicit DropName(std::string_view text);

  [[nodiscard]] std::string of(const DropNameFields& fields) const;

  static constexpr std::string_view usual = "{set}-{partner}-{isa13:09}-{time}-{seq}.edi";

 private:
  struct Piece {
    std::string text;    // as it is, or the name of a field
    std::string format;  // of {utc:...}
    int width = 0;
    bool field = false;
  };
  // Empty `wrong`: all was understood.
  static std::vector<Piece> parse(std::string_view text, std::string& wrong);
  static std::string show(const Piece& piece, const DropNameFields& fields);

  std::vector<Piece> pieces_;
};

}  // namespace transom
