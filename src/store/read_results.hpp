// Reading what came of documents: business documents, outbounds, work items; and finding by what people know.
#pragma once

#include <memory>

#include "store/statement.hpp"
#include "transom/store.hpp"

namespace transom {

class ResultReader {
 public:
  explicit ResultReader(Connection& db);

  std::vector<BusinessRecord> business(AttemptId attempt, std::size_t limit, BusinessId after);
  std::optional<BusinessRecord> business(BusinessId id);
  std::vector<BusinessRecord> pending_exports(std::size_t limit, BusinessId after);
  std::vector<BusinessRecord> held(std::string_view partner, std::size_t limit);
  std::optional<ReferenceRecord> reference(const ContentHash& hash);
  std::vector<OutboundRecord> outbounds(DocumentId document);
  std::optional<OutboundRecord> outbound(OutboundId id);
  std::vector<OutboundRecord> sent(const SentFilter& filter);
  std::vector<AckRecord> acknowledged_by(DocumentId document);
  std::vector<AckRecord> all_acknowledgments(OutboundId outbound);
  std::vector<OutboundRecord> pending_outbounds(std::size_t limit, OutboundId after);
  std::vector<OutboundRecord> answers_to(const Part& set);
  std::vector<WorkItemRecord> items_about(std::string_view partner, std::string_view number);
  std::vector<WorkItemRecord> open_items(std::string_view partner, std::size_t limit);
  std::vector<WorkItemRecord> items(DocumentId document);
  std::vector<WorkItemRecord> untold_items(std::size_t limit);

 private:
  Statement business_of_, business_, exports_, held_, version_, tables_, outbounds_of_, outbound_, sent_,
      acknowledged_, said_of_, answers_, queued_, answers_to_, items_about_, orders_of_item_, open_items_,
      items_, untold_items_;
};

class Finder {
 public:
  struct Name;
  explicit Finder(Connection& db);
  ~Finder();

  std::vector<Hit> find(std::string_view text, std::size_t limit);

 private:
  struct Search {
    std::vector<Name> names;
    std::unique_ptr<Statement> exact, partial;  // partial: null where it would match everything
    bool sent = false;                          // rows end with the state of what we sent
  };
  std::vector<Search> searches_;
};

}  // namespace transom
