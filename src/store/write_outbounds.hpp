// Writing interchanges to send, and the control numbers they bear.
#pragma once

#include <span>
#include <unordered_map>

#include "store/audit.hpp"
#include "store/write_ledger.hpp"
#include "transom/unit.hpp"

namespace transom {

// Counters, each read once a unit and written once, at its end.
class NumberWriter {
 public:
  explicit NumberWriter(Connection& db);

  ControlNumber take(const CounterRange& range);
  // The cycle in which that number was drawn last; 1 when it never was.
  std::uint32_t cycle_of(std::string_view scope, std::uint64_t number);
  void record_gap(std::string_view scope, ControlNumber number, std::string_view cause, Instant at);
  void finish();                        // a unit is about to commit
  void forget() { counters_.clear(); }  // a unit ends

 private:
  struct Counter {
    ControlNumber last;
    bool changed = false;
  };
  Counter& counter(std::string_view scope);
  void gap(std::string_view scope, std::uint32_t cycle, std::uint64_t first, std::uint64_t last,
           std::string_view cause, Instant at);

  Statement read_, write_, gap_;
  std::unordered_map<std::string, Counter> counters_;
};

class OutboundWriter {
 public:
  OutboundWriter(Connection& db, Audit& audit, NumberWriter& numbers, LedgerWriter& ledger,
                 ItemWriter& items);

  OutboundId queue(const OutboundRecord& outbound, const GiveBytes& give);
  void save(const AckRecord& acknowledgment);
  void mark_dropped(std::span<const OutboundId> outbounds, Instant at);
  void mark_answered(OutboundId outbound, bool accepted, AttemptId under, Instant at);
  void mark_arrived(OutboundId outbound, bool accepted, AttemptId under, Instant at);
  void queue_again(OutboundId outbound, std::optional<Instant> due, std::string_view who,
                   std::string_view why, Instant at);
  void cancel(OutboundId outbound, std::string_view who, std::string_view why, Instant at);

 private:
  // What the outbound fulfils, and the acknowledgment that it asks for.
  std::vector<OrderName> fulfil(OutboundId id, const OutboundRecord& outbound, BusinessId business);
  void fulfil_again(OutboundId id, Instant at);
  void meet_answered(OutboundId id, const OutboundRecord& outbound);
  void tell_ledger(OutboundId id, const OutboundRecord& outbound);
  void close_refusals(const OutboundRecord& outbound);
  OutboundId insert_row(const OutboundRecord& outbound, const std::string& hash);
  void insert_contents(OutboundId id, const OutboundRecord& outbound);
  void append(OutboundId id, std::int64_t& position, std::string_view bytes);

  Connection* db_;
  Audit* audit_;
  NumberWriter* numbers_;
  LedgerWriter* ledger_;
  ItemWriter* items_;
  Sha256 sha_;
  Statement insert_, insert_chunk_, set_hash_, insert_answer_, carry_, wait_no_more_, acknowledge_, drop_,
      answer_, cancel_, again_, state_, gap_, carried_, carries_, answers_of_, orders_of_;
};

}  // namespace transom
