// The strict YAML front end on yaml-cpp's events.
//
// The library's own node tree is not used: it follows aliases (a self-reference ends in a crash, a few
// hundred bytes of aliases in millions of nodes), keeps duplicate keys and lets the first win, and converts
// 010 to 8 and NO to false. Here an event becomes a node of ours, as text and with its place, or it is
// refused.
//
// Two things the events do not say are read from the source at the event's mark: whether a null was written
// as the word "null" (then it is text, like any other word), and whether a scalar carries a tag.
#include "base/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <mutex>
#include <set>
#include <streambuf>
#include <unordered_set>

#include "base/text.hpp"
#include "base/yaml_slips.hpp"
#include "base/yaml_source.hpp"

namespace transom {
namespace {

constexpr std::size_t more_than_allowed = 4 * 1024 * 1024 + 1;  // bytes; reading stops here
constexpr std::size_t max_nodes = 200'000;
constexpr std::size_t max_depth = 32;

// File names live as long as the process, so that a node is cheap and may outlive whoever loaded it.
const std::string* interned(std::string_view name) {
  static std::mutex mutex;
  static std::set<std::string, std::less<>> names;
  const std::lock_guard lock(mutex);
  return &*names.emplace(name).first;
}

// The text as a stream, without a copy.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // streambuf's interface; the get area is never written
    setg(begin, begin, begin + text.size());
  }
};

bool is_null_word(std::string_view at) {
  return at.starts_with("null") || at.starts_with("Null") || at.starts_with("NULL");
}

}  // namespace

// Events in, one tree out.
class YamlBuilder final : public YAML::EventHandler {
 public:
  explicit YamlBuilder(YamlSource& source) : source_(source) { root_.file_ = source.file(); }

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse_at(mark, "a second document begins", "a file holds one document");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node = begin(mark, "?", anchor);
    const auto rest = source_.from(offset(mark));
    if (is_null_word(rest) && offset(mark) != key_word_offset_) {
      // An empty value is reported where the next key begins. When the word "null" there turns out to be that
      // key, the next event has the same offset, and begin() empties this node again.
      node.kind_ = YamlNode::Kind::scalar;
      node.text_ = rest.substr(0, 4);
      finish(std::move(node), offset(mark));
      return;
    }
    if (!rest.starts_with('~') && !frames_.empty() && frames_.back().has_key) {
      node.line_ = frames_.back().key.line_;  // an empty value has no place of its own
      node.column_ = frames_.back().key.column_;
    }
    finish(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_alias(mark); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    refuse_at(mark, fmt::format("anchor '&{}'", visible(name)),
              "anchors and aliases are not allowed; write the text out");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node = begin(mark, tag, anchor);
    node.kind_ = YamlNode::Kind::scalar;
    node.text_ = value;
    node.quoted_ = tag == "!";
    finish(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

  [[noreturn]] void refuse_alias(const YAML::Mark& mark) {
    refuse_at(mark, "an alias", "anchors and aliases are not allowed; write the text out");
  }
  [[noreturn]] void refuse_at(const YAML::Mark& mark, std::string problem, std::string advice) {
    source_.refuse(offset(mark), std::move(problem), std::move(advice));
  }

 private:
  struct Frame {
    YamlNode node;
    YamlNode key;
    bool has_key = false;
    std::unordered_set<std::string> keys;
  };

  static std::size_t offset(const YAML::Mark& mark) {
    return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  }

  YamlNode begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const bool tagged = source_.from(offset(mark)).starts_with('!');
    if (tagged || (tag != "?" && tag != "!")) {
      refuse_at(mark, "a tag", "tags are not allowed; every value is text here");
    }
    if (anchor != 0) refuse_at(mark, "an anchor", "anchors and aliases are not allowed; write the text out");
    if (++nodes_ > max_nodes) {
      refuse_at(mark, "more than 200000 nodes", "split the file, or keep the table as CSV");
    }
    if (doubtful_ != nullptr && doubtful_offset_ == offset(mark)) {
      doubtful_->kind_ = YamlNode::Kind::null;
      doubtful_->text_.clear();
    }
    doubtful_ = nullptr;
    YamlNode node;
    node.file_ = source_.file();
    const auto position = source_.position(offset(mark));
    node.line_ = position.line;
    node.column_ = position.column;
    return node;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    Frame frame;
    frame.node = begin(mark, tag, anchor);
    frame.node.kind_ = kind;
    if (frames_.size() >= max_depth) refuse_at(mark, "nested deeper than 32 levels", "write it flatter");
    if (!frames_.empty()) check_key(frames_.back(), frame.node);
    frames_.push_back(std::move(frame));
  }

  void close() {
    YamlNode node = std::move(frames_.back().node);
    frames_.pop_back();
    finish(std::move(node));
  }

  static void check_key(const Frame& frame, const YamlNode& node) {
    if (frame.node.is_map() && !frame.has_key && !node.is_scalar()) {
      node.fail("a key must be text", "write 'key: value'");
    }
  }

  // Puts a complete node where it belongs. `doubtful` is the offset of a null word that may yet prove empty.
  void finish(YamlNode node, std::size_t doubtful = std::string_view::npos) {
    YamlNode* placed = nullptr;
    if (frames_.empty()) {
      root_ = std::move(node);
      placed = &root_;
    } else if (Frame& frame = frames_.back(); frame.node.is_sequence()) {
      placed = &frame.node.items_.emplace_back(std::move(node));
    } else if (!frame.has_key) {
      check_key(frame, node);
      check_unique(frame, node);
      frame.key = std::move(node);
      frame.has_key = true;
      key_word_offset_ = doubtful;
    } else {
      placed = &frame.node.entries_.emplace_back(std::move(frame.key), std::move(node)).second;
      frame.has_key = false;
    }
    if (doubtful != std::string_view::npos) {
      doubtful_ = placed;
      doubtful_offset_ = doubtful;
    }
  }

  static void check_unique(Frame& frame, const YamlNode& key) {
    if (frame.keys.insert(key.text_).second) return;
    for (const auto& [first, value] : frame.node.entries_) {
      if (first.text_ != key.text_) continue;
      key.fail(fmt::format("key '{}' appears twice", visible(key.text_)),
               fmt::format("the first is at line {}; keep one of them", first.line_));
    }
  }

  YamlSource& source_;
  YamlNode root_;
  std::vector<Frame> frames_;
  YamlNode* doubtful_ = nullptr;
  std::size_t doubtful_offset_ = 0;
  std::size_t key_word_offset_ =
      std::string_view::npos;  // of a key "null": its missing value has the same one
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

YamlNode load_yaml(std::string_view text, std::string_view name) {
  YamlSource source(text, interned(name));
  ViewBuffer buffer(source.text());
  std::istream stream(&buffer);
  YamlBuilder builder(source);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& problem) {
    const auto at = problem.mark.pos < 0 ? 0 : static_cast<std::size_t>(problem.mark.pos);
    if (source.from(at).starts_with('*')) builder.refuse_alias(problem.mark);
    YamlSlip slip = yaml_slip(source.text(), at, problem.msg);
    source.refuse(slip.offset, std::move(slip.problem), std::move(slip.advice));
  }
  return builder.take();
}

YamlNode load_yaml_file(const std::string& path) {
  const auto unreadable = [&](std::string why) -> Failure {
    return {FailureKind::configuration, path, "cannot be read: " + std::move(why)};
  };
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (code) throw unreadable(code.message());
  if (!std::filesystem::is_regular_file(status)) throw unreadable("it is not a regular file");
  std::ifstream in(path, std::ios::binary);
  std::string text;
  text.resize(std::min<std::size_t>(std::filesystem::file_size(path, code), more_than_allowed));
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in) throw unreadable("the file cannot be opened or changed while it was read");
  return load_yaml(text, path);
}

}  // namespace transom
