// PolicyLayers: the policy as it grows layer by layer, with the line that each value came from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.hpp"
#include "transom/partner.hpp"

namespace transom {

class PolicyLayers {
 public:
  // Puts the settings of `node` over what is there.
  void add(const YamlNode& node);
  // The same of one set's lines; keys that are no policy sections must be in `others`. Rules that are judged
  // before a set is known (those of file, interchange and group) cannot be set here.
  void add_for_set(const YamlNode& node, std::initializer_list<std::string_view> others);
  // Of a set that we send, before its own lines: the ERP knows what it may charge beside the order, so that
  // charges and taxes are only told where no layer says more.
  void goes_out();

  [[nodiscard]] const Policy& policy() const { return policy_; }
  // Every setting with its value and the line that set it; of severities only those that were written. Of a
  // set: without those that mean nothing to it.
  [[nodiscard]] std::vector<Explained> explain(std::string_view set = {}) const;

 private:
  void add_settings(const YamlNode& node, std::initializer_list<std::string_view> others);
  void add_severities(const YamlNode& node, Level outermost);

  Policy policy_;
  std::map<std::string, std::string, std::less<>> places_;
  std::map<std::string, Severity> severities_;
};

}  // namespace transom
