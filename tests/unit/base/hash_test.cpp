#include "base/hash.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("SHA-256 of known texts") {
  struct {
    const char* name;
    std::string input, want;
  } rows[] = {
      {"empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"a million a", std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  Sha256 reused;
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(sha256_hex(row.input) == row.want);
    for (std::size_t at = 0; at < row.input.size(); at += 4096) {
      reused.update(std::string_view(row.input).substr(at, 4096));
    }
    CHECK(reused.hex() == row.want);
    std::size_t length = 0;  // pieces of all lengths: short ones are gathered
    for (std::size_t at = 0; at < row.input.size(); at += length) {
      length = length % 2500 + 1;
      reused.update(std::string_view(row.input).substr(at, length));
    }
    CHECK(reused.hex() == row.want);
  }
}

TEST_CASE("reset forgets") {
  Sha256 hash;
  hash.update("something");
  hash.reset();
  CHECK(hash.hex() == sha256_hex(""));
  hash.update("moved");
  Sha256 other = std::move(hash);
  CHECK(other.hex() == sha256_hex("moved"));
}
