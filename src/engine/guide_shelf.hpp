// The partners' own guides of one configuration, each compiled over the standard one it narrows.
#pragma once

#include <map>

#include "transom/guide.hpp"
#include "transom/workspace.hpp"

namespace transom {

class GuideShelf {
 public:
  // Compiles the guide of every agreement that names one. Fails: configuration, with its line.
  explicit GuideShelf(const Configuration& configuration);

  // By which guide a set is read under this agreement (null: there is none): the partner's own where he has
  // one over just this standard guide, else that itself.
  [[nodiscard]] GuidePtr of(const Agreement* agreement, const GuidePtr& standard) const;
  // The partner's own; null where he has none.
  [[nodiscard]] const Guide* own(const Agreement& agreement) const;

 private:
  struct Own {
    GuidePtr standard, narrowed;
  };
  void add(const Agreement& agreement, const std::string& version, const std::string& file);

  std::map<const Agreement*, Own> own_;
};

}  // namespace transom
