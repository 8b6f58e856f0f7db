// A compiled outward map: segments in the order of the guide, each with its elements.
#pragma once

#include <string>
#include <vector>

#include "mapping/map_plan.hpp"

namespace transom::mapping {

// How a value is written into an element.
struct ElementFormat {
  ElementType type = ElementType::an;
  std::uint8_t decimals = 0;
  std::uint16_t min = 0, max = 0;
};

struct ElementPlan {
  std::uint16_t element = 0, component = 0;
  ElementFormat format;
  std::uint32_t node = no_node;
  std::string text;  // as written
};

// A list written over elements from..to, or over the components from..to of one element.
struct SpreadPlan {
  std::uint16_t element = 0;  // of components; else 0
  std::uint16_t from = 0, to = 0;
  std::uint32_t each = no_node;  // a list of texts, or the match of records
  const Shape* shape = nullptr;  // of the records; null: texts
  std::uint32_t when = no_node;
  std::vector<std::uint32_t> put;      // one entry's elements; of texts: none
  std::vector<ElementFormat> formats;  // from..to
  std::string text;
  [[nodiscard]] std::size_t width() const { return put.empty() ? 1 : put.size(); }
  [[nodiscard]] std::size_t capacity() const { return (static_cast<std::size_t>(to - from) + 1) / width(); }
};

struct SegmentPlan {
  static constexpr std::uint16_t inner_level = 0xffff;  // `use` of a level in another: behind all else there
  SegmentId id = 0;
  std::string name, path;        // "ACK", "PO1/ACK"
  std::uint16_t use = 0;         // in the guide; decides the order
  bool mandatory = false;        // the set, or the loop around it, must have one
  bool can_continue = false;     // a list that is too long goes on in another one
  bool data = false;             // some element comes from the document: without any, nothing is written
  std::uint32_t each = no_node;  // match of records, or a list of texts
  const Shape* shape = nullptr;  // of the records; null: texts
  std::string each_text;
  std::uint32_t when = no_node;
  std::vector<ElementPlan> elements;
  std::vector<SpreadPlan> spreads;
  std::vector<std::uint16_t> needed;    // mandatory elements
  bool level = false;                   // an HL: its numbers are counted, not mapped
  const Shape* inside = nullptr;        // of a level: the record that its lines speak of
  std::vector<const Field*> unwritten;  // of that: lists that make a level elsewhere and none here
  std::vector<SegmentPlan> then;
};

}  // namespace transom::mapping

struct transom::OutboundMap::Plan : transom::mapping::MapPlan {
  std::vector<mapping::SegmentPlan> segments;
};

namespace transom::mapping {

using OutboundPlan = OutboundMap::Plan;

// Fails: configuration, when the map does not fit the guide or the shape.
[[nodiscard]] std::shared_ptr<const OutboundPlan> compile_outbound(MapSpec spec, GuidePtr guide);

}  // namespace transom::mapping
