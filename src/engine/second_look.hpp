// The second look at what was read: what only the store can say of it, asked before it is taken.
//
// Did this interchange come before, did an earlier attempt settle this set, was this order made before, how
// does the order stand that a change is about, what did we order that an answer speaks of.
#pragma once

#include "engine/set_in_place.hpp"
#include "transom/unit.hpp"

namespace transom {

class InterchangeNumbers;
class MapShelf;
struct Record;

class SecondLook {
 public:
  // `record`: of the document that the sets are of; only read.
  SecondLook(Unit& unit, const MapShelf& maps, const Record& record, Instant now)
      : unit_(unit), maps_(maps), record_(record), now_(now) {}

  // Why nothing of the interchange at `index` takes effect; nullopt: nothing says so. `in_file`: those before
  // it in the same file that take effect. Fails: database.
  [[nodiscard]] std::optional<Reason> refusal(std::size_t index, const InterchangeResult& in,
                                              const InterchangeNumbers& in_file);
  // Sets what is to become of the set: its fate, its reasons, and of a change what it makes of its order and
  // the answer to it. An order that an earlier attempt held is replaced by this one. Fails: database.
  void take(const SetInPlace& at);
  // An earlier attempt made this set's document true.
  [[nodiscard]] bool stands(const SetInPlace& at) const;

 private:
  [[nodiscard]] bool is_void(const SetInPlace& at) const;
  [[nodiscard]] bool was_rejected(const SetInPlace& at) const;
  [[nodiscard]] bool made_before(const SetInPlace& at);
  [[nodiscard]] bool may_stand_twice(const SetInPlace& at) const;
  [[nodiscard]] bool made_in_file(const SetInPlace& at, const OrderKey& key);
  void check(const SetInPlace& at);
  void replace_waiting(const SetInPlace& at, bool also_expected);
  void check_order(const SetInPlace& at);
  void judge_by_earlier(const SetInPlace& at);
  void judge_repeat(const SetInPlace& at, const std::string& earlier);
  void check_change(const SetInPlace& at);
  void check_against_ours(const SetInPlace& at);

  Unit& unit_;
  const MapShelf& maps_;  // for what can only be judged with the store's word
  const Record& record_;
  Instant now_;
};

}  // namespace transom
