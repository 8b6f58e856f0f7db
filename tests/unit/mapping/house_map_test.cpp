// The house maps: they compile, and a full order goes through them and back.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace transom;
using namespace transom::test;

TEST_CASE("house maps compile against their guides") {
  const MapLibrary& library = MapLibrary::built_in();
  CHECK(library.maps_in("850"));
  CHECK(library.maps_in("855"));
  CHECK(library.maps_out(DocumentKind::order, "850"));
  CHECK(library.maps_out(DocumentKind::order_response, "855"));
  CHECK_FALSE(library.maps_in("997"));
  for (const char* set : {"850", "855"}) {
    INFO(set);
    CHECK(library.inbound(guide(set))->hash().size() == 64);
  }
  CHECK(library.outbound(guide("850"), DocumentKind::order)->explain().size() > 200);
  CHECK(library.outbound(guide("855"), DocumentKind::order_response)->explain().size() > 200);
}
