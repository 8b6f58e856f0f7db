// Who takes part: buyer, ship-to, bill-to, vendor, with addresses and contacts.
#pragma once

#include "transom/trade.hpp"

namespace transom {

struct Address {
  std::vector<std::string> lines;
  std::string city, state, postal, country;
  Id location;
  static const Shape& shape();
  friend bool operator==(const Address&, const Address&) = default;
};

struct Contact {
  std::string role, name;
  std::vector<Id> numbers;  // {kind: telephone, value: ...}, {kind: email, value: ...}
  std::string reference;
  static const Shape& shape();
  friend bool operator==(const Contact&, const Contact&) = default;
};

struct Party {
  std::string role, name;
  std::vector<std::string> more_names;
  Id id;
  std::string relationship;
  Address address;
  std::vector<Contact> contacts;
  std::vector<Reference> references;
  std::vector<Quantity> quantities;  // of a line's party: how many go there
  std::vector<TradeDate> dates;
  static const Shape& shape();
  friend bool operator==(const Party&, const Party&) = default;
};

// The first party of this role, or nullptr.
[[nodiscard]] const Party* find_role(const std::vector<Party>& parties, std::string_view role);

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::Contact>;
extern template class std::vector<transom::Party>;
