// Whole runs: single-850 files through claim, preserve, check, map, judge, commit, 997 and 855 in the drop,
// order JSON out, with durable commits. A fresh workspace for each run, on the disk of the current folder.
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/bench.hpp"
#include "transom/engine.hpp"

namespace transom::bench {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// One partner whose orders are accepted as ordered, so that every file has a 997 and an 855.
void make_workspace(const fs::path& root, bool one_file_a_batch) {
  fs::remove_all(root);
  for (const char* folder : {"inbox", "work/claim", "work/tmp", "work/lock", "store", "quarantine", "drop",
                             "orders", "responses"}) {
    fs::create_directories(root / folder);
  }
  write(root / "transom.yaml",
        fmt::format(
            "name: Widget Works\nidentity:\n  - {{qualifier: ZZ, id: WIDGETWORKS, group: WIDGETWORKS}}\n"
            "mailboxes:\n  van: {{folder: inbox, delivery: atomic}}\nfolders: {{drop: drop}}\n"
            "orders: {{files: {}}}\n",
            one_file_a_batch ? "one-a-batch" : "one-an-order"));
  write(root / "mappings/partners/acme/partner.yaml",
        "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", group: "
        "ACMEEDI}\n"
        "receive:\n  \"850\": {version: \"004010\"}\nsend:\n  \"855\": {version: \"004010\", answer: "
        "as-ordered}\n");
}

double files_a_second(const fs::path& root, std::uint32_t files, bool one_file_a_batch) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> rates;
  for (int round = 0; round < 3; ++round) {
    make_workspace(root, one_file_a_batch);
    for (std::uint32_t n = 1; n <= files; ++n)
      write(root / "inbox" / fmt::format("po{:06}.edi", n), single_850(n));
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
  const fs::path root = fs::current_path() / "bench-workspace";
  const char* count = std::getenv("TRANSOM_BENCH_FILES");
  const auto files = static_cast<std::uint32_t>(count != nullptr ? std::atoi(count) : 4000);
  fmt::print("whole runs, {} files with one 850 each, median of 3\n", files);
  for (const bool batch : {false, true}) {
    const double rate = files_a_second(root, files, batch);
    fmt::print("  {:<44} {:>8.0f} files/s\n",
               batch ? "orders as one file a batch" : "orders as one file each", rate);
    if (rate == 0) return 1;
  }
  const double alone = 1000.0 / files_a_second(root, 1, false);
  fmt::print("  {:<44} {:>8.1f} ms\n", "a lone file, engine start included", alone);
  fs::remove_all(root);
  return 0;
}

}  // namespace transom::bench
