// Outbound interchanges: bodies of answers put into one envelope for one partner.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/bytes.hpp"
#include "transom/date.hpp"
#include "transom/partner.hpp"
#include "transom/writer.hpp"

namespace transom {

struct Workspace;

// One set to send. `write` makes the segments between ST and SE; it may be called more than once (other
// delimiters) and must write the same each time.
struct OutboundSet {
  std::string set_id, functional_id, version;  // "997", "FA", "004010"
  std::function<void(SegmentWriter&)> write;
};

struct OutboundInterchange {
  EnvelopeFields fields;
  OutputDelimiters delimiters;  // `own` is already the received ones where that was agreed
  std::vector<std::function<void(SegmentWriter&)>> ta1s;
  std::vector<OutboundSet> sets;
  // The delimiters are those of what is answered: one who named no repetition separator gets none. Else from
  // ISA12 00402 on there is one, ^ where none was agreed.
  bool mirrors = false;
  const Send* agreed = nullptr;  // of an 855: holds ACK01 to the line codes that the partner takes
};

// Sets that follow each other with one functional id and version share a group; the order of sets is never
// changed. How many GS06 are needed.
[[nodiscard]] std::uint32_t groups_needed(const OutboundInterchange& interchange);

struct Assembled {
  std::string text;                  // empty when too_long
  bool too_long = false;             // longer than asked for; assemble_again() gives it
  Delimiters delimiters;             // as used
  std::uint32_t replacements = 0;    // delimiters in data that became blanks
  bool hold = false;                 // data contains delimiters and the policy says to hold; no text then
  std::vector<std::string> refused;  // line codes that are neither taken nor have a fallback: not to be sent
};
// Numbers are the caller's, taken in the commit that bears the text: one ISA13, and `groups_needed` GS06.
// ST02 runs from 0001 in each group. A text of more than `most` bytes is not held.
[[nodiscard]] Assembled assemble(const OutboundInterchange& interchange, std::uint32_t interchange_number,
                                 std::span<const std::uint32_t> group_numbers, std::size_t most = SIZE_MAX);
// The same text once more, in pieces of whole segments; `delimiters` are those that assemble() used.
void assemble_again(const OutboundInterchange& interchange, std::uint32_t interchange_number,
                    std::span<const std::uint32_t> group_numbers, const Delimiters& delimiters,
                    const TakeBytes& take);

// ISA and GS of the answer to what was received: ids swapped, usage kept, ISA12 as received. What was read
// too long is cut when it is written: nothing that a partner sent makes assemble() fail.
[[nodiscard]] EnvelopeFields reply_fields(const Interchange& received, const Group* group, Instant at);
// ISA and GS of what we send unasked: from our id to the partner's, in the version agreed for sending.
[[nodiscard]] EnvelopeFields send_fields(const Workspace& us, const Agreement& agreement, char usage,
                                         Instant at);
// The delimiters of an answer by policy.
[[nodiscard]] OutputDelimiters reply_delimiters(const OutputDelimiters& policy, const Delimiters& received);
// "00401" of "004010VICS".
[[nodiscard]] std::string interchange_version(std::string_view group_version);

// Names of counters: "isa:ZZ/US:01/123456789:P" and "gs:...:PO". Bytes that could forge a name are encoded.
[[nodiscard]] std::string interchange_counter(const EnvelopeFields& fields, const NumberRange& range);
[[nodiscard]] std::string group_counter(const EnvelopeFields& fields, std::string_view functional_id,
                                        const NumberRange& range);

}  // namespace transom
