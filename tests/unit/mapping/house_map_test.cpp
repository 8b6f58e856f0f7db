// The house maps: they compile, and a full order goes through them and back.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "support/temp_folder.hpp"

using namespace transom;
using namespace transom::test;

TEST_CASE("house maps compile against their guides") {
  const MapLibrary& library = MapLibrary::built_in();
  CHECK_FALSE(library.maps_in("997"));
  const std::pair<const char*, DocumentKind> rows[] = {
      {"850", DocumentKind::order},        {"855", DocumentKind::order_response},
      {"856", DocumentKind::shipment},     {"810", DocumentKind::invoice},
      {"860", DocumentKind::order_change}, {"865", DocumentKind::order_response}};
  for (const auto& row : rows) {
    const char* set = row.first;
    const DocumentKind kind = row.second;
    for (const char* version : {"004010", "005010"}) {
      INFO(version << " " << set);
      CHECK(library.maps_in(set));
      CHECK(library.maps_out(kind, set));
      const auto guide = GuideLibrary::built_in().find(version, set).guide;
      const auto map = library.inbound(guide);
      CHECK(map->hash().size() == 64);
      CHECK(map->document() == kind);
      CHECK(library.outbound(guide, kind)->explain().size() > 200);
    }
  }
}

// What is compiled at its first use only must never fail then.
TEST_CASE("each house map that is sure to compile does, for each guide that it can meet") {
  const MapLibrary& library = MapLibrary::built_in();
  const GuideLibrary& guides = GuideLibrary::built_in();
  int in = 0, out = 0;
  for (const std::string& version : guides.versions()) {
    for (const std::string& set : guides.sets(version)) {
      INFO(version << " " << set);
      const auto guide = guides.find(version, set).guide;
      if (const auto kind = library.sure_in(guide)) {
        CHECK(library.inbound(guide)->document() == *kind);
        ++in;
      }
      for (const DocumentKind kind : document_kinds) {
        if (!library.sure_out(guide, kind)) continue;
        CHECK_NOTHROW((void)library.outbound(guide, kind));
        ++out;
      }
    }
  }
  CHECK(in >= 16);  // six sets in 004010 and in 005010, four in 004030
  CHECK(out >= 16);
}

TEST_CASE("a house map that a workspace or an older version can make fail is not sure to compile") {
  const GuideLibrary& guides = GuideLibrary::built_in();
  const auto guide = guides.find("004010", "850").guide;
  CHECK(MapLibrary::built_in().sure_in(guide) == DocumentKind::order);
  CHECK(MapLibrary::built_in().sure_out(guide, DocumentKind::order));
  const auto old = guides.find("003060", "850").guide;
  CHECK_FALSE(MapLibrary::built_in().sure_in(old));
  CHECK_FALSE(MapLibrary::built_in().sure_out(old, DocumentKind::order));

  const TempFolder folder;
  folder.write("maps/850-order.yaml", "extends: maps/850-order\nfields: {number: BEG03}\n");
  const MapLibrary own = MapLibrary::load(folder.path());
  CHECK_FALSE(own.sure_in(guide));
  CHECK_FALSE(own.sure_out(guide, DocumentKind::order));
}
