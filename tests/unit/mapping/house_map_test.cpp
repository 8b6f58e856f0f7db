// The house maps: they compile, and a full order goes through them and back.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace transom;
using namespace transom::test;

TEST_CASE("house maps compile against their guides") {
  const MapLibrary& library = MapLibrary::built_in();
  CHECK_FALSE(library.maps_in("997"));
  const std::pair<const char*, DocumentKind> rows[] = {
      {"850", DocumentKind::order},        {"855", DocumentKind::order_response},
      {"856", DocumentKind::shipment},     {"810", DocumentKind::invoice},
      {"860", DocumentKind::order_change}, {"865", DocumentKind::order_response}};
  for (const auto& [set, kind] : rows) {
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
