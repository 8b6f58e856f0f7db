// Whole runs: single-850 files through claim, preserve, check, map, judge, commit, 997 and 855 in the drop,
// order JSON out, with durable commits. A fresh workspace for each run, on the disk of the current folder.
#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/posix_files.hpp"
#include "bench/bench.hpp"
#include "transom/engine.hpp"

namespace transom::bench {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Bench {
  fs::path root, inbox;
};

fs::path all_workspaces() {
  return fs::current_path() / "bench-workspaces";
}

// A new one each time, its folders too with names of their own, and none removed before the end: a file
// system without a journal searches long for an inode where many were freed in the last minutes, places
// folders by their names, and would so measure what the round before took away. One partner whose orders are
// accepted as ordered, so that every file has a 997 and an 855.
Bench make_workspace(bool one_file_a_batch) {
  static const auto run = std::chrono::system_clock::now().time_since_epoch().count();
  static int made = 0;
  const std::string mark = fmt::format("{}-{}", run, ++made);
  const fs::path root = all_workspaces() / mark;
  fs::create_directories(root);
  spread_folders_of(root.string());  // as `transom init` does
  for (const char* folder : {"work/claim", "store", "quarantine"}) {
    fs::create_directories(root / folder);
  }
  for (const char* folder : {"inbox-", "drop-", "orders-", "outgoing-"})
    fs::create_directories(root / (folder + mark));
  write(root / "transom.yaml",
        fmt::format(
            "name: Widget Works\nidentity:\n  - {{qualifier: ZZ, id: WIDGETWORKS, group: WIDGETWORKS}}\n"
            "mailboxes:\n  van: {{folder: inbox-{0}, delivery: atomic}}\n"
            "folders: {{drop: drop-{0}, orders: orders-{0}, outgoing: outgoing-{0}}}\n"
            "orders: {{files: {1}}}\n",
            mark, one_file_a_batch ? "one-a-batch" : "one-an-order"));
  write(root / "mappings/partners/acme/partner.yaml",
        "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", group: "
        "ACMEEDI}\n"
        "receive:\n  \"850\": {version: \"004010\"}\nsend:\n  \"855\": {version: \"004010\", answer: "
        "as-ordered}\n");
  return {root, root / ("inbox-" + mark)};
}

double files_a_second(std::uint32_t files, bool one_file_a_batch) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> rates;
  for (int round = 0; round < 3; ++round) {
    const auto [root, inbox] = make_workspace(one_file_a_batch);
    for (std::uint32_t n = 1; n <= files; ++n) write(inbox / fmt::format("po{:06}.edi", n), single_850(n));
    ::sync();
    SystemClock clock;
    const auto start = Clock::now();
    Engine engine(root.string(), clock);
    const PassSummary summary = engine.run_once();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (summary.orders != files || summary.held != 0 || summary.exit_code() != 0) {
      fmt::print("  the run is not clean: {}\n", summary.text());
      for (const auto& alarm : summary.alarms) fmt::print("  {}\n", alarm);
      return 0;
    }
    rates.push_back(files / seconds);
  }
  std::sort(rates.begin(), rates.end());
  return rates[1];
}

}  // namespace

int running() {
  fs::remove_all(all_workspaces());
  const char* count = std::getenv("TRANSOM_BENCH_FILES");
  const auto files = static_cast<std::uint32_t>(count != nullptr ? std::atoi(count) : 4000);
  fmt::print("whole runs, {} files with one 850 each, median of 3\n", files);
  for (const bool batch : {false, true}) {
    const double rate = files_a_second(files, batch);
    fmt::print("  {:<44} {:>8.0f} files/s\n",
               batch ? "orders as one file a batch" : "orders as one file each", rate);
    if (rate == 0) return 1;
  }
  const double alone = 1000.0 / files_a_second(1, false);
  fmt::print("  {:<44} {:>8.1f} ms\n", "a lone file, engine start included", alone);
  fs::remove_all(all_workspaces());
  return 0;
}

}  // namespace transom::bench
