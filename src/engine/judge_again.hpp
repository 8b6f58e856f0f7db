// What was held against what had not come yet, once that is there.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "engine/setup.hpp"
#include "transom/store.hpp"

namespace transom {

struct JudgedAgain {
  std::size_t taken = 0;   // documents of which more took effect
  std::size_t closed = 0;  // work items of this pass that are none any more
  std::size_t sent = 0;    // business documents that went out
  std::vector<DocumentId> documents;
  std::vector<std::string> alarms;
  std::set<NewsOf> news;  // of what was taken
};

// Documents that wait for a person because they did not fit these orders as they stood then, and that fit
// them now: they are replayed. One that the ERP left is only where it was left since `began`: later its
// corrected form may be on its way, by whatever name. Nothing else may be at work with `setup`. Fails: as
// replay() does.
[[nodiscard]] JudgedAgain judge_again(Setup& setup, Store& store, const std::set<NewsOf>& news, Instant began,
                                      Instant now);

}  // namespace transom
