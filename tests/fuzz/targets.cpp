#include "fuzz/targets.hpp"

namespace transom::fuzz {
namespace {

constexpr Target all[] = {
    {"reader", reader},           {"envelopes", envelopes}, {"walk", walk},         {"ack_out", ack_out},
    {"ack_in", ack_in},           {"yaml", yaml},           {"maps", maps},         {"guides", guides},
    {"expressions", expressions}, {"json", json},           {"partners", partners},
};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace transom::fuzz
