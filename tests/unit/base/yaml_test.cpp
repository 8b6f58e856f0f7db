#include "base/yaml.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <functional>

using namespace transom;

namespace {

// A tree on one line: ~ null, 'quoted', plain, [list], {key: value}.
std::string shown(const YamlNode& node) {
  if (node.is_null()) return "~";
  if (node.is_scalar()) return node.quoted() ? "'" + node.text() + "'" : node.text();
  std::string out;
  if (node.is_sequence()) {
    for (const auto& item : node.items()) out += (out.empty() ? "" : ", ") + shown(item);
    return "[" + out + "]";
  }
  for (const auto& [key, value] : node.entries()) {
    out += (out.empty() ? "" : ", ") + shown(key) + ": " + shown(value);
  }
  return "{" + out + "}";
}

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const Failure& failure) {
    CHECK(failure.kind() == FailureKind::configuration);
    return failure.what();
  }
  return "accepted";
}

std::string refusal(const std::string& text) {
  return complaint([&] { (void)load_yaml(text, "acme.yaml"); });
}

}  // namespace

TEST_CASE("yaml: every scalar stays what was typed") {
  struct {
    const char *name, *input, *want;
  } rows[] = {
      {"numbers and words", "a: 010\nb: NO\nc: 1e3\nd: 00401\ne: 0850\n",
       "{a: 010, b: NO, c: 1e3, d: 00401, e: 0850}"},
      {"quotes", "a: '1'\nb: \"x\\ty\"\n", "{a: '1', b: 'x\ty'}"},
      {"block text", "a: |\n  one\n  two\n", "{a: 'one\ntwo\n'}"},
      {"list", "- a\n- b c\n", "[a, b c]"},
      {"flow", "{a: [1, 2], b: {}}", "{a: [1, 2], b: {}}"},
      {"empty file", "", "~"},
      {"only a comment", "# nothing\n", "~"},
      {"byte order mark",
       "\xef\xbb\xbf"
       "a: b\n",
       "{a: b}"},
      {"document mark", "---\na: b\n...\n", "{a: b}"},
      {"DOS line ends", "a: b\r\nc: d\r\n", "{a: b, c: d}"},
      {"tilde and empty are null", "a: ~\nb:\nc: ''\n", "{a: ~, b: ~, c: ''}"},
      {"null is a word", "a: null\nb: Null\nc: NULL\nd: nullable\n",
       "{a: null, b: Null, c: NULL, d: nullable}"},
      {"null as a key", "null: x\n", "{null: x}"},
      {"empty before a null key", "a:\nnull: x\n", "{a: ~, null: x}"},
      {"empty before a word that begins so", "a:\nnullable: x\n", "{a: ~, nullable: x}"},
      {"empty below before a null key", "x:\n  a:\nnull: y\n", "{x: {a: ~}, null: y}"},
      {"empty before a list with null", "a:\n- null\n-\n- b\n", "{a: [null, ~, b]}"},
      {"flow nulls", "[null, ~, 'null']", "[null, ~, 'null']"},
      {"null key without a value", "{null, b}", "{null: ~, b: ~}"},
      {"null key without a value, block", "? null\n? b\n", "{null: ~, b: ~}"},
      {"null as the whole file", "null", "null"},
      {"same key in two maps", "a: {x: 1}\nb: {x: 2}\n", "{a: {x: 1}, b: {x: 2}}"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(shown(load_yaml(row.input, "acme.yaml")) == row.want);
  }
}

TEST_CASE("yaml: what is refused, and where") {
  const std::string deep = std::string(33, '[') + std::string(33, ']');
  std::string many = "[";
  for (int i = 0; i < 200'000; ++i) many += "\n1,";
  struct {
    const char* name;
    std::string input, want;
  } rows[] = {
      {"alias", "a: &x 1\nb: *x\n",
       "acme.yaml:1:4: anchor '&x'; anchors and aliases are not allowed; write the text out"},
      {"alias without an anchor", "a: 1\nb: *x\n",
       "acme.yaml:2:4: an alias; anchors and aliases are not allowed; write the text out"},
      {"self-reference", "a: &x [*x]\n",
       "acme.yaml:1:4: anchor '&x'; anchors and aliases are not allowed; write the text out"},
      {"tag", "a: !!int 5\n", "acme.yaml:1:4: a tag; tags are not allowed; every value is text here"},
      {"own tag", "a: !secret x\n", "acme.yaml:1:4: a tag; tags are not allowed; every value is text here"},
      {"bare tag", "a: ! x\n", "acme.yaml:1:4: a tag; tags are not allowed; every value is text here"},
      {"tag on a map", "a: !!map {b: c}\n",
       "acme.yaml:1:4: a tag; tags are not allowed; every value is text here"},
      {"tag on nothing", "a: !!null\nb: c\n",
       "acme.yaml:1:4: a tag; tags are not allowed; every value is text here"},
      {"duplicate key", "map: a\nrules: b\nmap: c\n",
       "acme.yaml:3:1: key 'map' appears twice; the first is at line 1; keep one of them"},
      {"duplicate key in quotes", "map: a\n'map': c\n",
       "acme.yaml:2:1: key 'map' appears twice; the first is at line 1; keep one of them"},
      {"merge key is a key like any other, its alias is not", "<<: *base\n",
       "acme.yaml:1:5: an alias; anchors and aliases are not allowed; write the text out"},
      {"second document", "a: b\n---\nc: d\n",
       "acme.yaml:2:1: a second document begins; a file holds one document"},
      {"list as a key", "? [a]\n: b\n", "acme.yaml:1:3: a key must be text; write 'key: value'"},
      {"null as a key", "~: b\n", "acme.yaml:1:1: a key must be text; write 'key: value'"},
      {"33 levels", deep, "acme.yaml:1:33: nested deeper than 32 levels; write it flatter"},
      {"nodes", many + "]",
       "acme.yaml:200001:1: more than 200000 nodes; split the file, or keep the table as CSV"},
      {"bytes", std::string(4 * 1024 * 1024 + 1, '#'),
       "acme.yaml: has more than 4 MiB; split the file, or keep the table as CSV"},
      {"NUL", std::string("a: b\0c", 6),
       "acme.yaml:1:5: control character \\x00; write it as an escape in double quotes"},
      {"escape character", "a:\n  - \x1b[2J\n",
       "acme.yaml:2:5: control character \\x1b; write it as an escape in double quotes"},
      {"Latin-1", "a: b\nc: Caf\xe9\n", "acme.yaml:2:7: byte \\xe9 is not UTF-8; save the file as UTF-8"},
      {"UTF-16",
       std::string("\xff\xfe"
                   "a\0",
                   4),
       "acme.yaml:1:4: control character \\x00; write it as an escape in double quotes"},
      {"tab", "a:\n\tb: c\n",
       "acme.yaml:2:3: not well-formed YAML: illegal map value; indent with blanks, not with tabs"},
      {"list not closed", "a: [1, 2\nb: c\n",
       "acme.yaml:2:2: not well-formed YAML: end of sequence flow not found; close the '[' or '{' before it"},
      {"no colon", "a: 1\nmap\nb: 2\n",
       "acme.yaml:2:1: a line without ':'; write 'key: value', or '- entry' in a list"},
      {"no colon further in", "a:\n  map\n  b: 2\n",
       "acme.yaml:2:3: a line without ':'; write 'key: value', or '- entry' in a list"},
      {"no blank behind the colon", "map:850\nb: 2\n",
       "acme.yaml:1:4: ':' without a blank behind it; write 'key: value'"},
      {"two colons", "a: b: c\n",
       "acme.yaml:1:5: a second ':' in one line; put the value into quotes, or the inner key on a line of "
       "its own"},
      {"indented unlike its neighbours", "a:\n  - x\n b: 2\n",
       "acme.yaml:3:2: not well-formed YAML: end of map not found; begin it in the column of the entries "
       "that "
       "it belongs to"},
      {"columns count characters", "\"\xc3\xa9\xe2\x82\xac\": !x y\n",
       "acme.yaml:1:7: a tag; tags are not allowed; every value is text here"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(refusal(row.input) == row.want);
  }
}

TEST_CASE("yaml: the limits themselves are accepted") {
  const std::string deep = std::string(32, '[') + std::string(32, ']');
  CHECK(refusal(deep) == "accepted");
  std::string many = "[";
  for (int i = 0; i < 199'999; ++i) many += "1,";
  CHECK(refusal(many + "]") == "accepted");
  CHECK(refusal(std::string(4 * 1024 * 1024, '#')) == "accepted");
}

TEST_CASE("yaml: questions to a node, and the sentences for wrong answers") {
  const auto root = load_yaml(
      "name: acme\n"
      "deliverry: atomic\n"
      "list: [a]\n"
      "empty:\n"
      "on: yes\n"
      "off: 'false'\n"
      "count: 010\n"
      "minus: -3\n"
      "wait: 15m\n"
      "days: 365d\n",
      "van.yaml");
  CHECK(root.required("name").text() == "acme");
  CHECK(root.required("empty").text() == "");
  CHECK(root.find("nothing") == nullptr);
  CHECK(root.required("on").as_bool());
  CHECK_FALSE(root.required("off").as_bool());
  CHECK(root.required("count").as_int(0, 10) == 10);
  CHECK(root.required("minus").as_int(-3, 0) == -3);
  CHECK(root.required("wait").as_seconds() == 900);
  CHECK(root.required("days").as_seconds() == 365 * 86400);
  CHECK(root.required("name").as_word({"other", "acme"}) == 1);
  CHECK(root.required("list").place() == "van.yaml:3:7");
  CHECK(root.required("empty").place() == "van.yaml:4:1");
  CHECK(complaint([&] {
          root.allow_only(
              {"name", "deliverry", "list", "empty", "on", "off", "count", "minus", "wait", "days"});
        }) == "accepted");

  struct {
    const char* name;
    std::function<void()> action;
    const char* want;
  } rows[] = {
      {"unknown key, near",
       [&] {
         root.allow_only({"name", "delivery"});
       },
       "van.yaml:2:1: unknown key 'deliverry'; did you mean 'delivery'?"},
      {"unknown key, far",
       [&] {
         root.allow_only({"name", "folder"});
       },
       "van.yaml:2:1: unknown key 'deliverry'; known here: name, folder"},
      {"missing key", [&] { (void)root.required("folder"); }, "van.yaml:1:1: key 'folder' is missing"},
      {"list for text", [&] { (void)root.required("list").text(); },
       "van.yaml:3:7: must be a text, but is a list"},
      {"map for text", [&] { (void)root.text(); }, "van.yaml:1:1: must be a text, but is a map"},
      {"text for a list", [&] { (void)root.required("name").items(); },
       "van.yaml:1:7: must be a list, but is a text"},
      {"empty for a map", [&] { (void)root.required("empty").entries(); },
       "van.yaml:4:1: must be a map, but is empty"},
      {"text for a map", [&] { (void)root.required("name").find("x"); },
       "van.yaml:1:7: must be a map, but is a text"},
      {"bool", [&] { (void)root.required("name").as_bool(); },
       "van.yaml:1:7: 'acme' is neither yes nor no; write yes or no"},
      {"no number", [&] { (void)root.required("name").as_int(0, 1); },
       "van.yaml:1:7: 'acme' is not a whole number"},
      {"number too large", [&] { (void)root.required("count").as_int(0, 9); },
       "van.yaml:7:8: 10 is outside 0 to 9"},
      {"number too small", [&] { (void)root.required("minus").as_int(-2, 9); },
       "van.yaml:8:8: -3 is outside -2 to 9"},
      {"duration", [&] { (void)root.required("count").as_seconds(); },
       "van.yaml:7:8: '010' is not a duration; write 30s, 15m, 24h or 365d"},
      {"word, near",
       [&] {
         (void)root.required("name").as_word({"acne", "growing"});
       },
       "van.yaml:1:7: 'acme' is not known here; did you mean 'acne'?"},
      {"word, far",
       [&] {
         (void)root.required("name").as_word({"atomic", "growing"});
       },
       "van.yaml:1:7: 'acme' is not known here; known here: atomic, growing"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(complaint(row.action) == row.want);
  }
  for (const auto* bad : {"-1s", "s", "1.5h", "1w", "99999999999999999999d", "40000d", "+5m", "1 h"}) {
    INFO(bad);
    const auto node = load_yaml(std::string("a: ") + bad, "d.yaml");
    CHECK(complaint([&] { (void)node.required("a").as_seconds(); }) != "accepted");
  }
}

TEST_CASE("yaml: files") {
  const auto path = (std::filesystem::temp_directory_path() / "transom-yaml-test.yaml").string();
  std::ofstream(path) << "a: b\n";
  CHECK(load_yaml_file(path).required("a").place() == path + ":1:4");
  std::filesystem::remove(path);
  CHECK(complaint([&] { (void)load_yaml_file(path); }) ==
        path + ": cannot be read: No such file or directory");
  const auto folder = std::filesystem::temp_directory_path().string();
  CHECK(complaint([&] { (void)load_yaml_file(folder); }) ==
        folder + ": cannot be read: it is not a regular file");
}
