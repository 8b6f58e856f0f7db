// Writing received files and their bytes.
#pragma once

#include "store/audit.hpp"

namespace transom {

class DocumentWriter {
 public:
  DocumentWriter(Connection& db, Audit& audit);

  DocumentId receive(const DocumentRecord& document, std::string_view bytes);
  DocumentId begin_receiving(const DocumentRecord& document);
  void append_content(DocumentId document, std::string_view chunk);
  void end_receiving(DocumentId document, std::string_view hash);
  void discard(DocumentId document, std::string_view why);

 private:
  DocumentId insert(const DocumentRecord& document, DocumentState state);

  Connection* db_;
  Audit* audit_;
  Statement insert_, insert_chunk_, last_chunk_, total_, complete_, discard_, drop_content_;
};

}  // namespace transom
