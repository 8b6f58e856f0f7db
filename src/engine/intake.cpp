// Steps 1 and 2. After the commit in here nothing can be lost: the claim is only a reminder that work is
// left.
//
// The file is looked at again after it was read: a sender who still wrote to it gets it back, and the row
// says why. Small files are read before the write lock is taken; a large one is written while it is read, in
// units of 16 MiB, so that other writers have their turn between them.
#include "engine/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/failpoint.hpp"
#include "base/text.hpp"
#include "transom/envelope.hpp"
#include "transom/reader.hpp"
#include "x12/characters.hpp"

namespace transom {
namespace {

DocumentRecord document_of(const Mailbox& mailbox, const Claim& claim, Instant now) {
  return {.mailbox = mailbox.settings().name,
          .original_name = claim.original_name,
          .claim_name = claim.id,
          .size = claim.size,
          .received = now};
}

// About, for nothing is read yet: ST where a segment may begin, as far as a small file may have them. What
// comes of a set takes more memory than the set, so that a file of short ones is large.
std::size_t count_sets(std::string_view bytes) {
  std::size_t sets = 0;
  for (std::size_t at = bytes.find("ST"); at != std::string_view::npos; at = bytes.find("ST", at + 2)) {
    const bool begins = at > 0 && !is_letter_or_digit(bytes[at - 1]);
    const bool ends = at + 2 < bytes.size() && !is_letter_or_digit(bytes[at + 2]);
    if (begins && ends && ++sets > small_sets) break;
  }
  return sets;
}

// One file that cannot be read: nobody else's failure, so that the others of its group go on.
class Unreadable : public Failure {
 public:
  explicit Unreadable(const Failure& failure) : Failure(failure) {}
};

Files::File open_claim(Mailbox& mailbox, const Claim& claim) {
  try {
    return mailbox.open(claim);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::disk) throw;
    throw Unreadable(failure);
  }
}

std::size_t read_part(Files::File& file, std::span<char> space) {
  try {
    return file.read(space);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::disk) throw;
    throw Unreadable(failure);
  }
}

}  // namespace

InHand Intake::take_in(Mailbox& mailbox, const Claim& claim, bool outgoing, Instant now) {
  if (claim.size > small_bytes && !outgoing) return preserve_large(mailbox, claim);
  InHand document{
      .original_name = claim.original_name, .claim = claim, .received = now, .outgoing = outgoing};
  Files::File file = open_claim(mailbox, claim);
  document.bytes.resize(claim.size + 1);
  document.bytes.resize(read_part(file, document.bytes));
  if (!outgoing) document.sets = count_sets(document.bytes);
  return document.sets > small_sets ? preserve_large(mailbox, claim) : std::move(document);
}

// As they were claimed: those that were preserved by themselves come first else.
static void put_in_order(std::vector<InHand>& documents, const std::vector<Claim>& claims) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < claims.size(); ++i) places.emplace(claims[i].id, i);
  std::sort(documents.begin(), documents.end(),
            [&](const InHand& a, const InHand& b) { return places.at(a.claim.id) < places.at(b.claim.id); });
}

std::vector<InHand> Intake::preserve(Mailbox& mailbox, const std::vector<Claim>& claims, bool outgoing,
                                     PassSummary& summary) {
  std::vector<InHand> small, in_hand;
  const Instant now = clock_.now();
  for (const auto& claim : claims) {
    try {
      InHand document = take_in(mailbox, claim, outgoing, now);
      (document.large ? in_hand : small).push_back(std::move(document));
    } catch (const Unreadable& unreadable) {
      refuse(mailbox, claim, unreadable, summary);
    }
  }
  if (!small.empty()) receive(mailbox, small, now);
  failpoint("preserved");
  std::move(small.begin(), small.end(), std::back_inserter(in_hand));
  put_in_order(in_hand, claims);
  const auto changed = std::stable_partition(in_hand.begin(), in_hand.end(), [&](const InHand& document) {
    return mailbox.unchanged(document.claim);
  });
  for (auto it = changed; it != in_hand.end(); ++it) take_back(mailbox, *it, summary);
  in_hand.erase(changed, in_hand.end());
  return in_hand;
}

void Intake::receive(Mailbox& mailbox, std::vector<InHand>& small, Instant now) {
  auto unit = store_.begin();
  for (auto& document : small) {
    DocumentRecord row = document_of(mailbox, document.claim, now);
    row.size = document.bytes.size();
    hash_.update(document.bytes);
    row.hash = hash_.hex();
    document.id = unit->receive(row, document.bytes);
  }
  unit->commit();
}

InHand Intake::preserve_large(Mailbox& mailbox, const Claim& claim) {
  InHand document{
      .original_name = claim.original_name, .claim = claim, .received = clock_.now(), .large = true};
  Files::File file = open_claim(mailbox, claim);
  {
    auto unit = store_.begin();
    document.id = unit->begin_receiving(document_of(mailbox, claim, document.received));
    unit->commit();
  }
  try {
    receive_parts(file, claim, document);
  } catch (const Unreadable&) {
    auto unit = store_.begin();
    unit->discard_document(document.id, "it could not be read to its end");
    unit->commit();
    throw;
  }
  return document;
}

void Intake::receive_parts(Files::File& file, const Claim& claim, InHand& document) {
  constexpr std::size_t chunk_bytes = 1U << 20, chunks_per_unit = 16;
  std::string chunk(chunk_bytes, '\0');
  hash_.reset();
  auto unit = store_.begin();
  for (std::size_t count = 1;; ++count) {
    const std::size_t n = read_part(file, chunk);
    if (n == 0) break;
    const std::string_view bytes(chunk.data(), n);
    hash_.update(bytes);
    unit->append_content(document.id, bytes);
    if (tell_) tell_(claim, count * chunk_bytes);
    if (count % chunks_per_unit == 0) {
      unit->commit();
      unit = store_.begin();
    }
    if (n < chunk_bytes) break;
  }
  unit->end_receiving(document.id, hash_.hex());
  unit->commit();
}

// Back to where whoever mends its rights looks for it. Where it cannot go there it stays claimed, and is
// tried again by the next pass all the same.
void Intake::refuse(Mailbox& mailbox, const Claim& claim, const Failure& failure, PassSummary& summary) {
  std::string place = mailbox.claim_folder() + "/" + claim.id;
  try {
    if (mailbox.give_back(claim, clock_.monotonic_ms()))
      place = mailbox.settings().folder + "/" + visible(claim.original_name, 80);
  } catch (const Failure& stuck) {
    if (stuck.kind() != FailureKind::disk) throw;
    mailbox.let_go(claim);
  }
  ++summary.waiting;
  summary.fail(Failure(FailureKind::disk, place,
                       fmt::format("cannot be read ({}) and waits there", failure.problem()),
                       failure.advice()));
}

void Intake::take_back(Mailbox& mailbox, const InHand& document, PassSummary& summary) {
  auto unit = store_.begin();
  unit->discard_document(document.id, "it changed while it was read");
  unit->commit();
  ++summary.waiting;
  if (mailbox.give_back(document.claim, clock_.monotonic_ms())) return;
  summary.alarms.push_back(
      fmt::format("{}: it changed while it was read, and another file has its name now; it is read anew with "
                  "the next pass",
                  visible(document.original_name, 80)));
}

bool Intake::holds(Mailbox& mailbox, const Claim& claim, const ContentHash& hash) {
  Files::File file = mailbox.open(claim);
  std::string chunk(1U << 20, '\0');
  hash_.reset();
  while (const std::size_t n = file.read(chunk)) hash_.update(std::string_view(chunk).substr(0, n));
  return hash_.hex() == hash;
}

InHand Intake::reload(const DocumentRecord& document, Claim claim, bool outgoing) {
  InHand in_hand{.id = document.id,
                 .original_name = document.original_name,
                 .claim = std::move(claim),
                 .received = document.received,
                 .outgoing = outgoing};
  in_hand.large = document.size > small_bytes && !outgoing;
  if (in_hand.large) return in_hand;
  store_.content(document.id, [&](std::string_view chunk) {
    in_hand.bytes.append(chunk);
    return true;
  });
  if (!outgoing) in_hand.sets = count_sets(in_hand.bytes);
  in_hand.large = in_hand.sets > small_sets;
  if (in_hand.large) in_hand.bytes.clear();
  return in_hand;
}

bool ends_complete(Files::File& file) {
  Findings findings;
  SegmentReader reader(findings);
  EnvelopeReader envelope(reader, findings);
  bool complete = false;
  for (;;) {
    switch (envelope.next()) {
      case Event::need_bytes: {
        const auto space = reader.space();
        const std::size_t n = file.read(space);
        if (n == 0) {
          reader.finish();
        } else {
          reader.commit(n);
        }
        break;
      }
      case Event::interchange_end:
        complete = envelope.interchange().complete;
        break;
      case Event::end:
        return complete;
      default:
        break;
    }
  }
}

}  // namespace transom
