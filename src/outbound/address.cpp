// Addresses and counters of outbound interchanges: who writes to whom, in which version, under which numbers.
//
// An answer goes back to where the question came from: ids swapped as they were read, usage kept, so that a
// partner who wrote to a division or a test id finds the answer there. Counters are named after the ids that
// stand in the envelope, production and test apart. Ids are foreign bytes; percent_name() keeps them from
// forging a name.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "transom/outbound.hpp"
#include "transom/usage.hpp"
#include "transom/workspace.hpp"
#include "x12/envelope_text.hpp"

namespace transom {
namespace {

std::string or_else(const std::string& text, const std::string& other) {
  return text.empty() ? other : text;
}

// One that we would refuse ourselves is not sent back: the TA1 that says so has to be readable.
std::string known_qualifier(const std::string& qualifier) {
  return is_known_id_qualifier(qualifier) ? qualifier : "ZZ";
}

// As much of an id as has room; one of which nothing could be written is none.
std::string writable(const std::string& id) {
  const std::string head = id.substr(0, 15);
  const bool some = std::any_of(head.begin(), head.end(), [](char c) { return c > ' ' && c <= '~'; });
  return some ? head : std::string();
}

}  // namespace

EnvelopeFields reply_fields(const Interchange& received, const Group* group, Instant at) {
  EnvelopeFields fields;
  fields.sender_qualifier = known_qualifier(received.receiver_qualifier);
  fields.sender_id = writable(received.receiver_id);
  fields.receiver_qualifier = known_qualifier(received.sender_qualifier);
  fields.receiver_id = writable(received.sender_id);
  fields.group_sender =
      group != nullptr ? or_else(writable(group->receiver), fields.sender_id) : fields.sender_id;
  fields.group_receiver =
      group != nullptr ? or_else(writable(group->sender), fields.receiver_id) : fields.receiver_id;
  fields.interchange_version = is_known_interchange_version(received.version) ? received.version : "00401";
  if (group != nullptr && !group->version.empty()) fields.group_version = group->version;
  fields.isa15 = received.isa15 == 'I' ? 'I' : received.usage;
  fields.at = at;
  return fields;
}

EnvelopeFields send_fields(const Workspace& us, const Agreement& agreement, char usage, Instant at) {
  static const TradingId nobody;
  const Partner& partner = *agreement.partner;
  const TradingId& theirs = partner.address(usage);
  const TradingId& ours = partner.us ? *partner.us : us.identity.empty() ? nobody : us.identity.front();
  EnvelopeFields fields;
  fields.sender_qualifier = ours.qualifier;
  fields.sender_id = ours.id;
  fields.receiver_qualifier = theirs.qualifier;
  fields.receiver_id = theirs.id;
  fields.group_sender = or_else(ours.group, ours.id);
  fields.group_receiver = or_else(theirs.group, theirs.id);
  if (agreement.send && !agreement.send->version.empty()) fields.group_version = agreement.send->version;
  fields.interchange_version = interchange_version(fields.group_version);
  fields.isa15 = usage;
  fields.at = at;
  return fields;
}

OutputDelimiters reply_delimiters(const OutputDelimiters& policy, const Delimiters& received) {
  OutputDelimiters result = policy;
  if (policy.as_received) result.own = received;
  return result;
}

std::string interchange_version(std::string_view group_version) {
  const std::string_view digits = group_version.substr(0, 6);
  if (digits.size() != 6 || !all_digits(digits)) return "00401";
  return std::string(digits.substr(0, 5));
}

std::string interchange_counter(const EnvelopeFields& fields, const NumberRange& range) {
  if (!range.counter.empty()) return fmt::format("isa:@{}:{}", range.counter, usage_of(fields.isa15));
  return fmt::format("isa:{}/{}:{}/{}:{}", percent_name(fields.sender_qualifier),
                     percent_name(fields.sender_id), percent_name(fields.receiver_qualifier),
                     percent_name(fields.receiver_id), usage_of(fields.isa15));
}

std::string group_counter(const EnvelopeFields& fields, std::string_view functional_id,
                          const NumberRange& range) {
  if (!range.counter.empty()) {
    return fmt::format("gs:@{}:{}:{}", range.counter, percent_name(functional_id), usage_of(fields.isa15));
  }
  return fmt::format("gs:{}:{}:{}:{}", percent_name(fields.group_sender), percent_name(fields.group_receiver),
                     percent_name(functional_id), usage_of(fields.isa15));
}

}  // namespace transom
