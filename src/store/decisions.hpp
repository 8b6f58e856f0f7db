// The lookups of unit.hpp on one connection; the unit has them on the writing one, the store on the reading
// one.
#pragma once

#include "store/statement.hpp"
#include "transom/unit.hpp"

namespace transom {

class Decisions {
 public:
  explicit Decisions(Connection& db);

  std::optional<InterchangeMatch> find_interchange(const InterchangeKey& key, Instant since, AttemptId own);
  std::vector<OrderMatch> find_orders(const OrderKey& key, AttemptId own);
  std::optional<OrderMatch> find_order(const OrderKey& key, AttemptId own);
  std::vector<OrderMatch> find_copies(const OrderKey& key, const ContentHash& set_hash, DocumentId document);
  std::optional<OrderMatch> find_order_of_set(const SetKey& key, AttemptId own);
  Effects effects(DocumentId document);
  std::vector<OutgoingMatch> find_outgoing(const OutgoingKey& key, Instant since, AttemptId own);
  std::vector<BusinessRecord> about_order(std::string_view partner, std::string_view number, char usage,
                                          AttemptId own);
  std::vector<OrderName> orders_meant(BusinessId business);
  std::vector<BusinessRecord> said_under(const NumberKey& key, Instant since, AttemptId own);
  std::vector<WaitingRecord> waiting();
  bool waits(BusinessId business);
  std::vector<BusinessId> carried_by(OutboundId outbound);
  std::vector<OutboundId> carriers_of(BusinessId business);
  std::vector<DecisionRecord> decisions_on(BusinessId document);
  bool knows_reference(const ContentHash& hash);
  Decimal promised(std::string_view of, char usage, Instant since, AttemptId own);
  std::vector<PromiseRecord> promised_to(BusinessId order, AttemptId own);
  std::optional<SsccRecord> find_sscc(std::string_view sscc, char usage);
  std::vector<SsccMatch> notices_with(const SsccKey& key, Instant since, AttemptId own);
  std::optional<DocumentRecord> find_claim(std::string_view claim_name);
  std::vector<OutboundRecord> find_sent(std::string_view partner, SentNumber of, std::uint64_t number);
  std::vector<SentContent> contents_of(OutboundId outbound);
  std::vector<BusinessRecord> carried_documents(OutboundId outbound);
  std::string outbound_chunk(OutboundId outbound, std::uint32_t n);
  std::vector<AckRecord> acknowledgments(OutboundId outbound, AttemptId own);

 private:
  // Whether there is an interchange of that number at all: the usual answer is no, and cheap.
  bool known(std::string_view control_number, std::string_view partner);

  Statement known_, interchange_, orders_, order_, copies_, order_of_set_, made_, answered_, outgoing_,
      about_, meant_, under_, waiting_, waits_, carried_, carriers_, claim_, sent_group_, sent_interchange_,
      contents_, carried_documents_, outbound_chunk_, acknowledgments_, decided_, reference_, promised_,
      promised_to_, sscc_, notices_;
};

// Gives a Unit or a Store its lookups.
template <class Base>
class WithDecisions : public Base {
 public:
  explicit WithDecisions(Decisions& decisions) : decisions_(&decisions) {}

  std::optional<InterchangeMatch> find_interchange(const InterchangeKey& key, Instant since,
                                                   AttemptId own) override {
    return decisions_->find_interchange(key, since, own);
  }
  std::vector<OrderMatch> find_orders(const OrderKey& key, AttemptId own) override {
    return decisions_->find_orders(key, own);
  }
  std::optional<OrderMatch> find_order(const OrderKey& key, AttemptId own) override {
    return decisions_->find_order(key, own);
  }
  std::vector<OrderMatch> find_copies(const OrderKey& key, const ContentHash& set_hash,
                                      DocumentId document) override {
    return decisions_->find_copies(key, set_hash, document);
  }
  std::optional<OrderMatch> find_order_of_set(const SetKey& key, AttemptId own) override {
    return decisions_->find_order_of_set(key, own);
  }
  Effects effects(DocumentId document) override { return decisions_->effects(document); }
  std::vector<OutgoingMatch> find_outgoing(const OutgoingKey& key, Instant since, AttemptId own) override {
    return decisions_->find_outgoing(key, since, own);
  }
  std::vector<BusinessRecord> about_order(std::string_view partner, std::string_view number, char usage,
                                          AttemptId own) override {
    return decisions_->about_order(partner, number, usage, own);
  }
  std::vector<OrderName> orders_meant(BusinessId business) override {
    return decisions_->orders_meant(business);
  }
  std::vector<BusinessRecord> said_under(const NumberKey& key, Instant since, AttemptId own) override {
    return decisions_->said_under(key, since, own);
  }
  std::vector<WaitingRecord> waiting() override { return decisions_->waiting(); }
  bool waits(BusinessId business) override { return decisions_->waits(business); }
  std::vector<BusinessId> carried_by(OutboundId outbound) override {
    return decisions_->carried_by(outbound);
  }
  std::vector<OutboundId> carriers_of(BusinessId business) override {
    return decisions_->carriers_of(business);
  }
  std::vector<DecisionRecord> decisions_on(BusinessId document) override {
    return decisions_->decisions_on(document);
  }
  bool knows_reference(const ContentHash& hash) override { return decisions_->knows_reference(hash); }
  Decimal promised(std::string_view of, char usage, Instant since, AttemptId own) override {
    return decisions_->promised(of, usage, since, own);
  }
  std::vector<PromiseRecord> promised_to(BusinessId order, AttemptId own) override {
    return decisions_->promised_to(order, own);
  }
  std::optional<SsccRecord> find_sscc(std::string_view sscc, char usage) override {
    return decisions_->find_sscc(sscc, usage);
  }
  std::vector<SsccMatch> notices_with(const SsccKey& key, Instant since, AttemptId own) override {
    return decisions_->notices_with(key, since, own);
  }
  std::optional<DocumentRecord> find_claim(std::string_view claim_name) override {
    return decisions_->find_claim(claim_name);
  }
  std::vector<OutboundRecord> find_sent(std::string_view partner, SentNumber of,
                                        std::uint64_t number) override {
    return decisions_->find_sent(partner, of, number);
  }
  std::vector<SentContent> contents_of(OutboundId outbound) override {
    return decisions_->contents_of(outbound);
  }
  std::vector<BusinessRecord> carried_documents(OutboundId outbound) override {
    return decisions_->carried_documents(outbound);
  }
  std::string outbound_chunk(OutboundId outbound, std::uint32_t n) override {
    return decisions_->outbound_chunk(outbound, n);
  }
  std::vector<AckRecord> acknowledgments(OutboundId outbound, AttemptId own) override {
    return decisions_->acknowledgments(outbound, own);
  }

 private:
  Decisions* decisions_;
};

}  // namespace transom
