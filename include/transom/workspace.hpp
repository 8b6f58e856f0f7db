// The workspace: transom.yaml, and the snapshot of everything that people configure.
//
// All paths in a loaded Workspace are absolute; in the file they are relative to its folder. A Configuration
// is read whole or not at all and never changes afterwards; who holds one keeps it alive.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/failure.hpp"
#include "transom/partner.hpp"

namespace transom {

enum class Delivery : std::uint8_t { atomic, growing };

struct MailboxEntry {
  std::string name, folder;
  Delivery delivery = Delivery::atomic;
  std::int64_t stable_for = 30;          // seconds; growing only
  std::int64_t incomplete_after = 1800;  // seconds; growing only
  std::string marker;                    // "{name}.done": ready when this stands beside it; empty: none
  std::vector<std::string> ignore;       // patterns with * and ?, beside the usual ones
  std::string pattern = "*";             // what does not match is not ours
  friend bool operator==(const MailboxEntry&, const MailboxEntry&) = default;
};

// CSV files of the ERP whose names fit the pattern become business documents by the map.
struct CsvEntry {
  std::string pattern;  // with * and ?
  std::string map;      // absolute
  friend bool operator==(const CsvEntry&, const CsvEntry&) = default;
};

enum class OrdersAs : std::uint8_t { one_file_each, one_file_a_batch };
enum class LogFormat : std::uint8_t { text, json };

struct Limits {
  std::uint64_t file = 4ULL << 30;
  std::uint64_t set = 16ULL << 20;
  std::uint64_t segment = 64ULL << 10;
  std::uint32_t elements = 1000, interchanges = 10000;
  std::uint32_t groups = 5000;    // in one file, the first of each interchange apart
  std::uint32_t findings = 1000;  // kept for one set
};

struct Workspace {
  std::string root;                 // the folder of transom.yaml
  std::string file;                 // transom.yaml itself
  std::string name;                 // who we are
  std::vector<TradingId> identity;  // ours; the first is the one we write under
  std::vector<MailboxEntry> mailboxes;
  // folders
  std::string claim, quarantine, drop, orders;
  std::string outgoing;                // where the ERP leaves what is to be sent
  std::vector<CsvEntry> outgoing_csv;  // the first that fits counts
  std::string store;                   // the database file
  std::string mappings;                // mappings/
  std::string partners_folder;         // mappings/partners
  OrdersAs orders_as = OrdersAs::one_file_each;
  Limits limits;
  std::int64_t poll = 15;           // seconds between two looks, beside the directory watch
  std::vector<std::string> notify;  // command and arguments for each new work item; empty: none
  LogFormat log_format = LogFormat::text;
  std::string log_level = "info", log_file;
  Policy policy;  // program defaults with the file's `defaults` over them
  std::vector<Explained> explained;

  // Fails: configuration.
  static Workspace load(const std::string& root);
  // What commands go by where there is no workspace: program defaults, nobody's ids, the built-in house maps.
  static Workspace none();
  // The nearest folder at or above `start` that holds a transom.yaml.
  static std::optional<std::string> find(const std::string& start);

  // ISA07/08 trimmed: is it one of our names? With an empty identity everything is.
  [[nodiscard]] const TradingId* ours(std::string_view qualifier, std::string_view id, char usage) const;
};

struct StarterFile {
  std::string path;  // relative; ends with '/' for a folder
  std::string text;
};
// What `transom init` writes: a commented transom.yaml, the folders, an example partner.
[[nodiscard]] std::vector<StarterFile> starter_files();

struct Configuration {
  Workspace workspace;
  Directory directory;
  std::string
      hash;  // SHA-256 in hex over the name and content of every YAML and CSV file read, tests left out
  std::string figures;  // when stock.csv and customers.csv were written: the same figures may be new ones

  // Fails: configuration.
  static std::shared_ptr<const Configuration> load(const std::string& root);
  // For whoever only looks, and must not wait for an edit to be finished: partners that cannot be read are
  // left out, and why is told. Fails: configuration, of transom.yaml itself.
  static std::shared_ptr<const Configuration> load_readable(const std::string& root,
                                                            std::vector<Failure>& left_out);
  // Outside of any workspace: the program's own defaults, which know nobody.
  static std::shared_ptr<const Configuration> defaults();
};
using ConfigurationPtr = std::shared_ptr<const Configuration>;

// Holds the last good configuration and notices edits. One thread.
class ConfigWatch {
 public:
  // Sees a candidate before it is taken; throws a Failure to refuse it (the engine compiles its maps here).
  using Accept = std::function<void(const ConfigurationPtr&)>;

  // Fails: configuration, when there is no good one to begin with.
  ConfigWatch(std::string root, Accept accept);
  ~ConfigWatch();

  [[nodiscard]] const ConfigurationPtr& current() const { return current_; }
  struct Outcome {
    bool taken = false;              // current() is a new one
    std::optional<Failure> refused;  // a new alarm: the edit is bad, the last good one stays in force
  };
  // Stats the files; reads only when one changed. A bad edit is reported once.
  Outcome reload_if_changed();
  // The bad edit that waits to be mended, while there is one.
  [[nodiscard]] const std::optional<Failure>& refused() const { return refused_; }

 private:
  std::string root_;
  Accept accept_;
  ConfigurationPtr current_;
  std::string stamp_;
  std::optional<Failure> refused_;
};

}  // namespace transom
