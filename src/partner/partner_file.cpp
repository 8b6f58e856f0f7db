// partner.yaml read into a Partner, whole or not at all.
//
// The folder's name is the slug and has to be repeated in the file, so that a copied folder is noticed at
// once. Files it names must exist below the folder: a map that is missing is told when the partner is loaded,
// not when his first order comes. What the files say inside is read by the layers above (guide overlay, map,
// rules). Keys that have no meaning are refused.
#include "partner/partner_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/text.hpp"
#include "partner/batch.hpp"
#include "partner/expectations.hpp"
#include "partner/read.hpp"
#include "transom/line_status.hpp"
#include "transom/reference.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

// The absolute path of a file that the partner's file names.
std::string read_file_name(const YamlNode& node, const std::string& folder) {
  const std::string& text = node.text();
  const fs::path path(text);
  const bool inside =
      !text.empty() && path.is_relative() &&
      std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
  if (!inside) node.fail(fmt::format("'{}' is not below the partner's folder", visible(text, 80)));
  fs::path full = fs::path(folder) / path;
  std::error_code error;
  if (!fs::is_regular_file(full, error)) {
    node.fail(fmt::format("there is no file '{}' in {}", visible(text, 80), folder));
  }
  return full.string();
}

std::string optional_file(const YamlNode& node, std::string_view key, const std::string& folder) {
  const YamlNode* value = node.find(key);
  return value == nullptr ? "" : read_file_name(*value, folder);
}

// A line code (ACK01) that there is: another one would be agreed and never met.
std::string read_line_code(const YamlNode& node) {
  const std::string& text = node.text();
  if (status_of_code(text) != nullptr) return text;
  std::vector<std::string_view> codes;
  for (const LineStatus& status : line_statuses()) codes.push_back(status.code);
  const std::string_view meant = did_you_mean(text, codes);
  node.fail(fmt::format("'{}' is no line code", visible(text, 40)),
            meant.empty() ? fmt::format("expected one of {}", fmt::join(codes, ", "))
                          : fmt::format("did you mean '{}'?", meant));
}

// A header code (BAK02): two letters or digits.
std::string read_header_code(const YamlNode& node) {
  const std::string& text = node.text();
  const bool good = text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                    });
  if (!good)
    node.fail(fmt::format("'{}' is no header code; expected two characters such as AD", visible(text, 40)));
  return text;
}

void add_precedence(const YamlNode& node, std::vector<std::string>& codes) {
  std::string code = read_line_code(node);
  if (std::find(codes.begin(), codes.end(), code) != codes.end())
    node.fail(fmt::format("{} is listed twice", code), "a code has one place among the others");
  codes.push_back(std::move(code));
}

void read_line_codes(const YamlNode& node, Send& send) {
  if (const YamlNode* lines = node.find("lines")) {
    for (const YamlNode& code : lines->items()) send.lines.push_back(read_line_code(code));
  }
  if (const YamlNode* first = node.find("precedence")) {
    for (const YamlNode& code : first->items()) add_precedence(code, send.precedence);
  }
  const YamlNode* fallback = node.find("fallback");
  if (fallback == nullptr) return;
  for (const auto& [from, to] : fallback->entries()) {
    const std::string code = read_line_code(to);
    const bool taken =
        send.lines.empty() || std::find(send.lines.begin(), send.lines.end(), code) != send.lines.end();
    if (!taken) {
      to.fail(fmt::format("{} is not among the line codes this partner takes", code),
              fmt::format("expected one of {}", fmt::join(send.lines, ", ")));
    }
    send.fallback[read_line_code(from)] = code;
  }
}

// What may be said where the lines come to that. None tells the buyer that he gets what he does not get, that
// nothing differs where something does, or the contrary; and what is on hold has one code alone.
struct RollUpCodes {
  std::string_view word, codes;
};
constexpr RollUpCodes roll_up_codes[] = {
    {"all_accepted", "AD, AK, AT, AC"}, {"some_changed", "AC, AE"},     {"some_later", "AC, AE"},
    {"some_rejected", "AC, AE"},        {"all_rejected", "RD, RJ, RF"},
};

void add_roll_up(const YamlNode& node, const std::string& word, Send& send) {
  const auto row = std::find_if(std::begin(roll_up_codes), std::end(roll_up_codes),
                                [&](const RollUpCodes& one) { return one.word == word; });
  if (row == std::end(roll_up_codes)) {
    node.fail(fmt::format("'{}' is nothing that lines come to", visible(word, 40)),
              "expected all_accepted, some_changed, some_later, some_rejected or all_rejected");
  }
  const std::string code = read_header_code(node);
  if (row->codes.find(code) == std::string_view::npos)
    node.fail(fmt::format("{} does not say '{}'", code, word), fmt::format("expected one of {}", row->codes));
  if (!send.kinds.empty() && std::find(send.kinds.begin(), send.kinds.end(), code) == send.kinds.end()) {
    node.fail(fmt::format("{} is not among the header codes this partner takes", code),
              fmt::format("expected one of {}", fmt::join(send.kinds, ", ")));
  }
  send.roll_up[word] = code;
}

// How the 855 or 865 of this partner looks.
void read_response_form(const YamlNode& node, Send& send) {
  if (const YamlNode* kinds = node.find("kinds")) {
    for (const YamlNode& code : kinds->items()) send.kinds.push_back(read_header_code(code));
  }
  if (const YamlNode* roll_up = node.find("roll-up")) {
    for (const auto& [word, code] : roll_up->entries()) add_roll_up(code, word.text(), send);
  }
  if (const YamlNode* detail = node.find("detail"))
    send.detail = static_cast<ResponseDetail>(detail->as_word({"all", "exceptions", "none"}));
  if (const YamlNode* rejection = node.find("rejection"))
    send.reject_without_detail = rejection->as_word({"RD", "RJ"}) == 1;
  if (const YamlNode* quantity = node.find("ack-quantity"))
    send.ack_quantity = static_cast<AckQuantity>(quantity->as_word({"answered", "backordered"}));
}

Receive read_receive(const std::string& set, const YamlNode& node, const std::string& folder) {
  Receive receive;
  receive.set = set;
  receive.version = read_version(node.required("version"));
  receive.guide = optional_file(node, "guide", folder);
  const YamlNode* map = node.find("map");
  receive.kept = map != nullptr && map->is_scalar() && map->text() == "none";
  if (!receive.kept) receive.map = optional_file(node, "map", folder);
  receive.rules = optional_file(node, "rules", folder);
  receive.expect = read_expected(set, node);
  return receive;
}

Send read_send(const std::string& set, const YamlNode& node, const std::string& folder) {
  Send send;
  send.set = set;
  send.version = read_version(node.required("version"));
  send.guide = optional_file(node, "guide", folder);
  send.map = optional_file(node, "map", folder);
  if (const YamlNode* answer = node.find("answer")) {
    send.answer = static_cast<AnswerMode>(answer->as_word({"await", "as-ordered"}));
    if (set != "855" && set != "865")
      answer->fail(
          fmt::format("a {} answers nothing by itself; 'answer' belongs to \"855\" and \"865\"", set));
  }
  read_line_codes(node, send);
  read_response_form(node, send);
  if (const YamlNode* limit = node.find("within")) send.within = limit->as_seconds();
  if (const YamlNode* ta1 = node.find("request-ta1")) send.request_ta1 = ta1->as_seconds();
  if (const YamlNode* batch = node.find("batch")) send.batch = read_batch(*batch);
  send.expect = read_expected(set, node);
  return send;
}

// Says where the set's own lines stand, beside the policy's.
void explain_own(const YamlNode& node, std::initializer_list<std::string_view> keys, Agreement& agreement) {
  for (const std::string_view key : keys) {
    const YamlNode* value = node.find(key);
    if (value == nullptr) continue;
    std::string text;
    if (value->is_scalar()) text = value->text();
    if (value->is_sequence()) {
      for (const YamlNode& item : value->items()) text += (text.empty() ? "" : ", ") + item.text();
    }
    if (value->is_map()) {
      for (const auto& [from, to] : value->entries()) {
        if (to.is_scalar()) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", from.text(), to.text());
      }
    }
    if (key == "batch") text = show_batch(agreement.send->batch);
    agreement.explained.push_back({std::string(key), text, value->place()});
  }
}

void explain_expected(const YamlNode& node, const std::vector<ExpectedAnswer>& expected,
                      Agreement& agreement) {
  const YamlNode* expect = node.find("expect");
  for (const ExpectedAnswer& one : expected) {
    const YamlNode* written = expect != nullptr ? expect->find(one.set) : nullptr;
    if (written == nullptr) continue;  // answer-within is a line of its own
    agreement.explained.push_back({"expect." + one.set, to_text(one.term), written->place()});
  }
}

class PartnerFile {
 public:
  PartnerFile(std::string folder, const PolicyLayers& defaults) : layers_(defaults) {
    partner_->folder = std::move(folder);
    partner_->slug = fs::path(partner_->folder).filename().string();
    partner_->file = partner_->folder + "/partner.yaml";
  }

  std::unique_ptr<const Partner> load() {
    if (!is_slug(partner_->slug)) {
      throw Failure(FailureKind::configuration, partner_->folder,
                    "cannot be a partner's folder; expected lower-case letters, digits, - and _, at most 32",
                    "rename the folder");
    }
    const YamlNode root = load_yaml_file(partner_->file);
    root.allow_only(
        {"partner", "name", "identity", "us", "currency", "contact", "defaults", "receive", "send"});
    read_head(root);
    if (const YamlNode* defaults = root.find("defaults")) layers_.add(*defaults);
    partner_->policy = layers_.policy();
    partner_->explained = layers_.explain();
    if (const YamlNode* receive = root.find("receive")) read_sets(*receive, true);
    if (const YamlNode* send = root.find("send")) read_sets(*send, false);
    find_tables();
    return std::move(partner_);
  }

 private:
  void read_head(const YamlNode& root) {
    const YamlNode& slug = root.required("partner");
    if (slug.text() != partner_->slug) {
      slug.fail(fmt::format("'{}' is not the name of the folder; expected '{}'", visible(slug.text(), 40),
                            partner_->slug),
                "was the folder copied?");
    }
    partner_->name = root.required("name").text();
    partner_->identity = read_identity(root.required("identity"));
    if (const YamlNode* us = root.find("us")) partner_->us = read_trading_id(*us);
    if (const YamlNode* currency = root.find("currency")) partner_->currency = read_currency(*currency);
    if (const YamlNode* contact = root.find("contact")) {
      contact->allow_only({"name", "phone", "email"});
      if (const YamlNode* name = contact->find("name")) partner_->contact.name = name->text();
      if (const YamlNode* phone = contact->find("phone")) partner_->contact.phone = phone->text();
      if (const YamlNode* email = contact->find("email")) partner_->contact.email = email->text();
    }
  }

  static std::string read_currency(const YamlNode& node) {
    const std::string& text = node.text();
    const bool good = text.size() == 3 &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!good)
      node.fail(fmt::format("'{}' is no currency; expected three letters such as USD", visible(text, 20)));
    return text;
  }

  // "850": {...} or, with several versions, "850": [{...}, {...}]
  void read_sets(const YamlNode& sets, bool receiving) {
    for (const auto& [key, value] : sets.entries()) {
      const std::string set = read_set_id(key);
      if (receiving && value.is_sequence()) {
        for (const YamlNode& item : value.items()) read_agreement(set, item, true);
      } else {
        read_agreement(set, value, receiving);
      }
    }
  }

  void read_agreement(const std::string& set, const YamlNode& node, bool receiving) {
    Agreement agreement;
    agreement.partner = partner_.get();
    agreement.set = set;
    PolicyLayers layers = layers_;
    if (receiving) {
      layers.add_for_set(node, {"version", "guide", "map", "rules", "answer-within", "expect"});
      agreement.receive = read_receive(set, node, partner_->folder);
      explain_own(node, {"version", "guide", "map", "rules", "answer-within"}, agreement);
      explain_expected(node, agreement.receive->expect, agreement);
      const Agreement* other = partner_->receive(set, agreement.receive->version);
      if (other != nullptr && other->receive->version == agreement.receive->version) {
        node.fail(fmt::format("version {} of set {} is agreed twice", agreement.receive->version, set));
      }
    } else {
      layers.goes_out();
      layers.add_for_set(
          node, {"version", "guide", "map", "answer", "lines", "fallback", "precedence", "kinds", "roll-up",
                 "detail", "rejection", "ack-quantity", "within", "request-ta1", "batch", "expect"});
      agreement.send = read_send(set, node, partner_->folder);
      explain_own(node,
                  {"version", "guide", "map", "answer", "lines", "fallback", "precedence", "kinds", "roll-up",
                   "detail", "rejection", "ack-quantity", "within", "request-ta1", "batch"},
                  agreement);
      explain_expected(node, agreement.send->expect, agreement);
    }
    agreement.policy = layers.policy();
    const std::vector<Explained> policy = layers.explain(set);
    agreement.explained.insert(agreement.explained.end(), policy.begin(), policy.end());
    (receiving ? partner_->receives : partner_->sends).push_back(std::move(agreement));
  }

  void find_tables() {
    partner_->reference = csv_files_in(partner_->folder + "/reference");
    for (const auto& [name, path] : partner_->reference) {
      if (is_code_table(name)) partner_->tables[name] = path;
    }
  }

  PolicyLayers layers_;
  std::unique_ptr<Partner> partner_ = std::make_unique<Partner>();
};

}  // namespace

bool is_slug(std::string_view text) {
  const auto small = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= 32 && small(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return small(c) || c == '_' || c == '-'; });
}

std::unique_ptr<const Partner> load_partner(const std::string& folder, const PolicyLayers& defaults) {
  return PartnerFile(folder, defaults).load();
}

std::unique_ptr<const Partner> make_anyone(const PolicyLayers& defaults) {
  auto partner = std::make_unique<Partner>();
  partner->name = "anyone";
  partner->policy = defaults.policy();
  partner->explained = defaults.explain();
  partner->identity.emplace_back();
  return partner;
}

}  // namespace transom
