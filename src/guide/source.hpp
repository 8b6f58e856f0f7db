// Guides as people write them: the YAML of mappings/guides, read and checked against itself.
//
// Every reference is resolved here (an element that is not defined, a note about an element that the segment
// has not, a code longer than its element fails with file:line:column), so that what follows need not doubt.
// A version that says only what differs from another is complete when it leaves here.
// Used at build time by the guide compiler and at run time for a folder of one's own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "transom/guide.hpp"

namespace transom {

struct ElementSource {
  std::string number, name;
  ElementType type = ElementType::an;
  std::uint8_t decimals = 0;
  std::uint16_t min = 0, max = 0;
  std::vector<std::string> codes;  // in the order written; empty: external list
};

struct PlaceSource {
  std::string element;  // its number, or a composite's
  bool mandatory = false;
  std::uint16_t repeat = 1;
};

struct SegmentSource {  // composites look the same
  std::string id, name;
  std::vector<PlaceSource> elements;
  std::vector<SyntaxNote> notes;
};

struct UseSource {
  std::string segment;
  bool mandatory = false;
  std::uint32_t max = 1;  // 0 is unlimited
  char area = 'h';
  bool loop = false;     // the segment opens a loop of `inside`; `max` is the loop's
  bool bounded = false;  // LS before, LE behind the loop
  std::vector<UseSource> inside;
};

struct SetSource {
  std::string id, name, functional_id;
  std::string counted;       // CTT01 counts these segments; empty: not checked
  std::string hash_segment;  // CTT02 adds up this element of this segment; empty: not checked
  std::uint8_t hash_element = 0;
  std::vector<UseSource> uses;
};

struct VersionSource {
  std::string version;
  std::string confidence;  // high, good or fair; empty where nobody said
  std::map<std::string, ElementSource> elements;
  std::map<std::string, SegmentSource> composites, segments;
  std::vector<SetSource> sets;
};

struct GuideSource {
  std::vector<VersionSource> versions;                                   // ascending
  std::map<std::string, std::map<std::string, std::string>> code_names;  // element, code -> our words
};

// Reads a folder laid out like mappings/guides. Fails: configuration, with file:line:column; disk.
[[nodiscard]] GuideSource read_guides(const std::string& folder);

}  // namespace transom
