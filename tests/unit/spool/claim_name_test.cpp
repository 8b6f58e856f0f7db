#include "spool/claim_name.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("claim names tell time, number and original name") {
  const auto now = Instant::parse_iso("2026-03-02T09:00:05Z").value();
  struct {
    const char* name;
    std::string original, want;
  } rows[] = {
      {"plain", "po", "20260302T090005Z-000017-po.edi"},
      {"dot", "po.edi", "20260302T090005Z-000017-po%2Eedi.edi"},
      {"dashes", "a-b-c", "20260302T090005Z-000017-a-b-c.edi"},
      {"hostile", "..;rm -rf\n", "20260302T090005Z-000017-%2E%2E%3Brm%20-rf%0A.edi"},
      {"high bytes", "\xff\xfe", "20260302T090005Z-000017-%FF%FE.edi"},
      {"as long as fits", std::string(227, 'a'), "20260302T090005Z-000017-" + std::string(227, 'a') + ".edi"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const auto [id, sidecar] = claim_name(now, 17, row.original);
    CHECK(id == row.want);
    CHECK(id.size() <= 255);
    CHECK(sidecar == "");
    CHECK(sidecar_of(id) == "");
    CHECK(original_name(id) == row.original);
  }
}

TEST_CASE("claim names: what is too long gets a sidecar") {
  const auto now = Instant::parse_iso("2026-03-02T09:00:05Z").value();
  for (const auto& original :
       {std::string(228, 'a'), std::string(255, '.'), std::string(85, 'a') + std::string(170, '.')}) {
    const auto [id, sidecar] = claim_name(now, 17, original);
    CHECK(id.size() <= 255);
    CHECK(sidecar.size() <= 255);
    CHECK(id.ends_with(".long.edi"));
    CHECK(sidecar_of(id) == sidecar);
    CHECK(owner_of_sidecar(sidecar) == id);
    CHECK(owner_of_sidecar(id) == "");
    CHECK(original.starts_with(original_name(id)));
    CHECK(original_name(id).size() > 60);
  }
}

TEST_CASE("claim names: a copy for people has the extension of the sender") {
  struct {
    const char *id, *want;
  } rows[] = {
      {"20260302T090005Z-000017-po%2Eedi.edi", "20260302T090005Z-000017-po.edi"},
      {"20260302T090005Z-000017-answer%2Ejson.edi", "20260302T090005Z-000017-answer.json"},
      {"20260302T090005Z-000017-a%2Eb%2ECSV.edi", "20260302T090005Z-000017-a%2Eb.CSV"},
      {"20260302T090005Z-000017-po.edi", "20260302T090005Z-000017-po.edi"},
      {"20260302T090005Z-000017-%2Ejson.edi", "20260302T090005Z-000017-%2Ejson.edi"},
      {"20260302T090005Z-000017-po%2E%2E.edi", "20260302T090005Z-000017-po%2E%2E.edi"},
      {"20260302T090005Z-000017-po%2Ea%2F.edi", "20260302T090005Z-000017-po%2Ea%2F.edi"},
      {"20260302T090005Z-000017-po%2Elongwords9.edi", "20260302T090005Z-000017-po%2Elongwords9.edi"},
      {"20260302T090005Z-000017-po%2Ejso.long.edi", "20260302T090005Z-000017-po%2Ejso.long.edi"},
      {"by-hand.json", "by-hand.json"},
  };
  for (const auto& row : rows) {
    INFO(row.id);
    CHECK(readable_name(row.id) == row.want);
  }
}

TEST_CASE("claim names: a file put there by hand is called what it is called") {
  for (const auto* name : {"po.edi", "x", "20260302T090005Z-000017.edi", "20260302T090005Z-000017-%zz.edi",
                           "20260302T090005Z-000017-po.txt"}) {
    INFO(name);
    CHECK(original_name(name) == name);
  }
  CHECK(original_name("20260302T090005Z-1000000-po.edi") == "po");
}
