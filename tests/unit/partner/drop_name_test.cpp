// Templates of file names: what they give, and how wrong ones are told.
#include "partner/drop_name.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("drop names: fields, widths, and a number that makes them unique") {
  const DropNameFields fields{.set = "810",
                              .type = "IN",
                              .partner = "acme-stores",
                              .usage = 'P',
                              .isa13 = 42,
                              .gs06 = 7,
                              .seq = 131,
                              .at = Instant{1772443800000}};  // 2026-03-02T09:30:00Z
  struct Row {
    std::string_view text;
    std::string want;
  };
  const Row rows[] = {
      {DropName::usual, "810-acme-stores-000000042-20260302T093000Z-131.edi"},
      {"{set}-{partner}-{isa13:09}-{date}-{seq}.edi", "810-acme-stores-000000042-20260302-131.edi"},
      {"{type}{seq:06}.x12", "IN000131.x12"},
      {"{type}{isa13:09}_{partner}_{utc:%Y%m%dT%H%M%SZ}_{seq}.edi",
       "IN000000042_acme-stores_20260302T093000Z_131.edi"},
      {"{partner}.edi", "acme-stores-131.edi"},
      {"{partner}", "acme-stores-131"},
      {"{usage}{gs06:04}.{set}", "P0007.810-131"},
      {"{set}.tar.gz", "810.tar-131.gz"},
      {"{isa13}{seq}", "42131"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(DropName::problem(row.text) == "");
    CHECK(DropName(row.text).of(fields) == row.want);
  }
}

TEST_CASE("drop names: wrong templates are told") {
  struct Row {
    std::string_view text, want;
  };
  const Row rows[] = {
      {"", "it is empty"},
      {"po.edi", "it names every file alike; expected a field such as {set} or {isa13:09}"},
      {"{sett}.edi", "there is no field 'sett'; did you mean 'set'?"},
      {"{set", "a { is not closed"},
      {"../{set}", "'/' may not stand in a file's name; expected letters, digits, . - _ and fields in {}"},
      {"{set}/{seq}", "'/' may not stand in a file's name; expected letters, digits, . - _ and fields in {}"},
      {"{set} {seq}", "' ' may not stand in a file's name; expected letters, digits, . - _ and fields in {}"},
      {".{set}", "a name that begins with a point is hidden, and the VAN does not see it"},
      {"{isa13:9}", "'9' is no width; expected 01 to 09, of isa13, gs06 or seq"},
      {"{set:03}", "'03' is no width; expected 01 to 09, of isa13, gs06 or seq"},
      {"{utc}", "{utc} needs a format, such as {utc:%Y%m%dT%H%M%SZ}"},
      {"{utc:%Y/%m}", "'%Y/%m' is no format of a time; expected %Y %m %d %H %M %S, letters, digits, - and _"},
      {"{utc:%q}", "'%q' is no format of a time; expected %Y %m %d %H %M %S, letters, digits, - and _"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(DropName::problem(row.text) == row.want);
  }
}
