// Lists of a change laid over those of an order: entries of a kind replace those of the kind, where the first
// of them stood, and all others stay; lists without kinds are replaced as they are.
#pragma once

#include <algorithm>
#include <type_traits>
#include <vector>

#include "transom/order_change.hpp"

namespace transom {

template <class T>
constexpr bool has_kind = requires(T entry) {
  entry.kind;
};

template <class T>
bool same_kind(const T& a, const T& b) {
  if constexpr (std::is_same_v<T, AllowanceCharge>) {
    return a.kind == b.kind && a.code == b.code && a.agency_code == b.agency_code;
  } else if constexpr (std::is_same_v<T, Contact>) {
    return a.role == b.role;
  } else if constexpr (std::is_same_v<T, Extra>) {
    return a.name == b.name;
  } else {
    return a.kind == b.kind;
  }
}

// A party that stays itself keeps what is not said anew, such as its address.
inline void lay(std::vector<Party>& into, const std::vector<Party>& from) {
  for (const Party& party : from) {
    const auto known =
        std::find_if(into.begin(), into.end(), [&](const Party& p) { return p.role == party.role; });
    if (known == into.end()) {
      into.push_back(party);
      continue;
    }
    const bool other = !party.id.value.empty() && party.id.value != known->id.value;
    if (other || party.address != Address{}) {
      *known = party;
      continue;
    }
    if (!party.name.empty()) known->name = party.name;
    if (!party.contacts.empty()) known->contacts = party.contacts;
    if (!party.references.empty()) known->references = party.references;
    if (!party.quantities.empty()) known->quantities = party.quantities;
    if (!party.dates.empty()) known->dates = party.dates;
  }
}

inline void lay(std::vector<Note>& into, const std::vector<Note>& from) {
  for (const Note& note : from) {
    if (std::find(into.begin(), into.end(), note) == into.end()) into.push_back(note);
  }
}

template <class T>
void lay(std::vector<T>& into, const std::vector<T>& from) {
  if (from.empty()) return;
  if constexpr (has_kind<T> || std::is_same_v<T, Contact> || std::is_same_v<T, Extra>) {
    std::vector<T> out;
    std::vector<bool> placed(from.size(), false);
    const auto place = [&](const T& like) {  // those of the kind, where the first of it stood
      for (std::size_t i = 0; i < from.size(); ++i) {
        if (placed[i] || !same_kind(from[i], like)) continue;
        placed[i] = true;
        out.push_back(from[i]);
      }
    };
    for (T& known : into) {
      const bool replaced =
          std::any_of(from.begin(), from.end(), [&](const T& entry) { return same_kind(entry, known); });
      replaced ? place(known) : out.push_back(std::move(known));
    }
    for (const T& entry : from) place(entry);
    into = std::move(out);
  } else {
    into = from;
  }
}

template <class T>
void lay_whole(std::vector<T>& into, const std::vector<T>& from) {
  if (!from.empty()) into = from;
}

}  // namespace transom
