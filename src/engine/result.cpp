// The words for what a set came to, as lists and replays show them.
#include "engine/result.hpp"

namespace transom {

void InterchangeResult::drop_sets() {
  for (GroupResult& group : groups) group.drop_sets();
}

void DocumentResult::drop_sets() {
  for (InterchangeResult& in : interchanges) in.drop_sets();
}

std::string_view to_string(SetFate fate) {
  switch (fate) {
    case SetFate::taken:
      return "taken";
    case SetFate::noted:
      return "noted";
    case SetFate::held:
      return "held";
    case SetFate::rejected:
      return "rejected";
    case SetFate::not_supported:
      return "not supported";
    case SetFate::no_agreement:
      return "no agreement";
    case SetFate::declined:
      return "declined";
    case SetFate::void_:
      return "void";
  }
  return "";
}

}  // namespace transom
