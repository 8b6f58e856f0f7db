// transom.yaml, the snapshot of the configuration, and edits while the engine runs.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "support/temp_folder.hpp"
#include "transom/workspace.hpp"

using namespace transom;

namespace {

constexpr std::string_view small = R"(name: Us
identity: [{qualifier: ZZ, id: US}]
mailboxes: {van: {folder: inbox}}
)";

std::string failure_of(const TempFolder& folder) {
  try {
    const Workspace workspace = Workspace::load(folder.path());
    return {};
  } catch (const Failure& failure) {
    std::string text = failure.what();
    const std::size_t at = text.find(folder.path() + "/");
    if (at != std::string::npos) text.erase(at, folder.path().size() + 1);
    return text;
  }
}

std::string partner(std::string_view slug, std::string_view more = "") {
  return "partner: " + std::string(slug) + "\nname: N\nidentity: [{qualifier: ZZ, id: " + std::string(slug) +
         "}]\n" + std::string(more);
}

}  // namespace

TEST_CASE("workspace: what is left out has a default, paths are absolute") {
  const TempFolder folder;
  folder.write("transom.yaml", small);
  const Workspace workspace = Workspace::load(folder.path() + "/");
  CHECK(workspace.root == folder.path());
  CHECK(workspace.drop == folder.at("outbox"));
  CHECK(workspace.claim == folder.at("work/claim"));
  CHECK(workspace.store == folder.at("store/transom.db"));
  CHECK(workspace.partners_folder == folder.at("mappings/partners"));
  REQUIRE(workspace.mailboxes.size() == 1);
  CHECK(workspace.mailboxes[0].folder == folder.at("inbox"));
  CHECK(workspace.mailboxes[0].delivery == Delivery::atomic);
  CHECK(workspace.mailboxes[0].pattern == "*");
  CHECK(workspace.limits.set == 16U << 20);
  CHECK(workspace.limits.segment == 64U << 10);
  CHECK(workspace.poll == 15);
  CHECK(workspace.notify.empty());
  CHECK(workspace.policy.acknowledge.functional == FunctionalAck::ack_997);
}

TEST_CASE("workspace: every setting is read") {
  const TempFolder folder;
  folder.write("transom.yaml", R"(name: Us
identity:
  - {qualifier: ZZ, id: US, group: G1}
  - {qualifier: ZZ, id: UST, group: G2, usage: test}
mailboxes:
  van: {folder: /var/spool/van, pattern: "PO*", marker: "{name}.done", ignore: ["*.bak"]}
  slow: {folder: slow, delivery: growing, stable-for: 10s, incomplete-after: 5m}
folders: {claim: c, quarantine: q, drop: d, orders: o, outgoing: r}
store: s.db
mappings: m
orders: {files: one-a-batch}
limits: {file: 1GiB, set: 1MiB, segment: 2KiB, elements: 50, interchanges: 3, findings: 7}
poll: 2m
notify: [page, --now]
log: {format: json, level: debug, file: logs/x.log}
defaults: {acknowledge: {functional: "999", detail: 5, version: "005010"}, share-interchange: no}
)");
  const Workspace workspace = Workspace::load(folder.path());
  CHECK(workspace.mailboxes[0].folder == "/var/spool/van");
  CHECK(workspace.mailboxes[0].ignore.back() == "*.bak");
  CHECK(workspace.mailboxes[0].pattern == "PO*");
  CHECK(workspace.mailboxes[0].marker == "{name}.done");
  CHECK(workspace.mailboxes[1].delivery == Delivery::growing);
  CHECK(workspace.mailboxes[1].stable_for == 10);
  CHECK(workspace.mailboxes[1].incomplete_after == 300);
  CHECK(workspace.claim == folder.at("c"));
  CHECK(workspace.mappings == folder.at("m"));
  CHECK(workspace.orders_as == OrdersAs::one_file_a_batch);
  CHECK(workspace.limits.file == 1ULL << 30);
  CHECK(workspace.limits.segment == 2048);
  CHECK(workspace.limits.findings == 7);
  CHECK(workspace.poll == 120);
  CHECK(workspace.notify == std::vector<std::string>{"page", "--now"});
  CHECK(workspace.log_format == LogFormat::json);
  CHECK(workspace.log_level == "debug");
  CHECK(workspace.log_file == folder.at("logs/x.log"));
  CHECK(workspace.policy.acknowledge.functional == FunctionalAck::ack_999);
  CHECK(workspace.policy.acknowledge.detail == 5);
  CHECK_FALSE(workspace.policy.share_interchange);
  CHECK(workspace.ours("ZZ", "US", 'T') != nullptr);
  CHECK(workspace.ours("ZZ", "UST", 'T') != nullptr);
  CHECK(workspace.ours("ZZ", "UST", 'P') == nullptr);
  CHECK(workspace.ours("01", "US", 'P') == nullptr);
}

TEST_CASE("workspace: mistakes are told with their place") {
  struct Row {
    const char *name, *text, *want;
  };
  const Row rows[] = {
      {"unknown key", "name: Us\nmailbox: {}\n", "transom.yaml:2:1: unknown key 'mailbox'"},
      {"no mailbox", "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {}\n",
       "transom.yaml:3:12: there is no mailbox; expected at least one NAME: {folder: inbox}"},
      {"no identity", "name: Us\nidentity: []\n", "transom.yaml:2:11: the list is empty"},
      {"stable-for without growing",
       "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {van: {folder: i, stable-for: 3s}}\n",
       "transom.yaml:3:42: 'stable-for' needs 'delivery: growing'; atomic files are ready when seen"},
      {"marker without name",
       "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {van: {folder: i, marker: done}}\n",
       "transom.yaml:3:38: 'done' is no marker's name; expected something like \"{name}.done\""},
      {"drop is a mailbox",
       "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {van: {folder: i}}\nfolders: {drop: "
       "./i/}\n",
       "transom.yaml:4:17: folder 'drop' is mailbox 'van' as well"},
      {"size",
       "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {van: {folder: i}}\nlimits: {set: 16MB}\n",
       "transom.yaml:4:15: '16MB' is no size; expected bytes, or 64KiB, 16MiB, 4GiB"},
      {"size out of range",
       "name: Us\nidentity: [{qualifier: ZZ, id: US}]\nmailboxes: {van: {folder: i}}\nlimits: {set: 2GiB}\n",
       "transom.yaml:4:15: 2GiB is out of range; expected 1KiB to 1GiB"},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const TempFolder folder;
    folder.write("transom.yaml", row.text);
    CHECK(failure_of(folder).substr(0, std::string_view(row.want).size()) == std::string(row.want));
  }
  const TempFolder empty;
  CHECK(failure_of(empty) == empty.path() + ": there is no transom.yaml here; 'transom init " + empty.path() +
                                 "' makes a workspace");
}

TEST_CASE("workspace: found from below, and none where there is none") {
  const TempFolder folder;
  folder.write("transom.yaml", small);
  folder.write("mappings/partners/acme/x", "");
  CHECK(Workspace::find(folder.at("mappings/partners")) == folder.path());
  CHECK(Workspace::find(folder.path()) == folder.path());
  const Workspace none = Workspace::none();
  CHECK(none.ours("ZZ", "ANYBODY", 'P') != nullptr);
  const Directory directory = Directory::load(none);
  CHECK(directory.partners().empty());
  CHECK(directory.anyone().policy.acknowledge.partial == 'P');
}

TEST_CASE("workspace: what init writes loads, and its comments tell the truth") {
  const TempFolder folder;
  for (const StarterFile& file : starter_files()) {
    if (file.path.ends_with('/'))
      std::filesystem::create_directories(folder.at(file.path));
    else
      folder.write(file.path, file.text);
  }
  const auto configuration = Configuration::load(folder.path());
  REQUIRE(configuration->directory.partners().size() == 1);
  const Workspace& workspace = configuration->workspace;
  for (const std::string& path : {workspace.claim, workspace.quarantine, workspace.drop, workspace.orders,
                                  workspace.outgoing, workspace.mailboxes[0].folder}) {
    INFO(path);
    CHECK(std::filesystem::is_directory(path));
  }
  // The comments, taken as settings, change nothing.
  std::string text = starter_files().front().text;
  for (std::size_t at; (at = text.find("\n# ")) != std::string::npos;) {
    const std::string line = text.substr(at + 3, text.find('\n', at + 1) - at - 3);
    const std::string key = line.substr(0, line.find(':'));
    const bool setting = key == "poll" || key == "limits" || key == "control-numbers" ||
                         key == "whole-interchange" || key == "share-interchange";
    const bool nested = key.size() > 6;
    text.replace(at, 3, setting ? (nested ? "\n  " : "\n") : "\n#");
  }
  const TempFolder other;
  other.write("transom.yaml", text);
  INFO(text);
  const Workspace same = Workspace::load(other.path());
  const Workspace plain = [] {
    const TempFolder bare;
    bare.write("transom.yaml", small);
    return Workspace::load(bare.path());
  }();
  CHECK(same.poll == plain.poll);
  CHECK(same.limits.file == plain.limits.file);
  CHECK(same.limits.set == plain.limits.set);
  CHECK(same.limits.segment == plain.limits.segment);
  CHECK(same.limits.elements == plain.limits.elements);
  CHECK(same.limits.interchanges == plain.limits.interchanges);
  CHECK(same.limits.findings == plain.limits.findings);
  REQUIRE(same.explained.size() == plain.explained.size());
  for (std::size_t i = 0; i < plain.explained.size(); ++i) {
    INFO(plain.explained[i].setting);
    CHECK(same.explained[i].value == plain.explained[i].value);
  }
}

TEST_CASE("configuration: the hash follows content, not times or tests") {
  const TempFolder folder;
  folder.write("transom.yaml", small);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme"));
  const std::string first = Configuration::load(folder.path())->hash;
  CHECK(first.size() == 64);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme"));
  folder.write("mappings/partners/acme/tests/one/case.yaml", "receive: in.edi\n");
  folder.write("mappings/partners/acme/notes.txt", "x");
  CHECK(Configuration::load(folder.path())->hash == first);
  folder.write("mappings/partners/acme/reference/units.csv", "code,unit\nCT,CA\n");
  const std::string second = Configuration::load(folder.path())->hash;
  CHECK(second != first);
  folder.write("mappings/partners/acme/reference/units.csv", "code,unit\nCT,EA\n");
  CHECK(Configuration::load(folder.path())->hash != second);
}

TEST_CASE("configuration: a bad edit keeps the last good one and is told once") {
  const TempFolder folder;
  folder.write("transom.yaml", small);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme"));
  int accepted = 0;
  bool refuse = false;
  ConfigWatch watch(folder.path(), [&](const ConfigurationPtr&) {
    if (refuse) throw Failure(FailureKind::configuration, "map.yaml:1:1", "no");
    ++accepted;
  });
  CHECK(accepted == 1);
  const ConfigurationPtr first = watch.current();
  CHECK_FALSE(watch.reload_if_changed().taken);
  CHECK(watch.current() == first);

  folder.write("mappings/partners/acme/partner.yaml", partner("acme", "defualts: {}\n"));
  auto outcome = watch.reload_if_changed();
  CHECK_FALSE(outcome.taken);
  REQUIRE(outcome.refused.has_value());
  CHECK(std::string(outcome.refused->what()).find("did you mean 'defaults'?") != std::string::npos);
  CHECK(watch.current() == first);
  CHECK_FALSE(watch.reload_if_changed().refused.has_value());
  CHECK(watch.refused().has_value());

  folder.write("mappings/partners/acme/partner.yaml", partner("acme", "currency: USD\n"));
  outcome = watch.reload_if_changed();
  CHECK(outcome.taken);
  CHECK_FALSE(watch.refused().has_value());
  CHECK(watch.current()->directory.find_slug("acme")->currency == "USD");
  CHECK(first->directory.find_slug("acme")->currency.empty());  // who holds the old one may go on
  CHECK(accepted == 2);

  refuse = true;  // as when a map does not compile
  folder.write("mappings/partners/beta/partner.yaml", partner("beta"));
  outcome = watch.reload_if_changed();
  CHECK_FALSE(outcome.taken);
  REQUIRE(outcome.refused.has_value());
  CHECK(watch.current()->directory.find_slug("beta") == nullptr);

  std::filesystem::remove_all(folder.at("mappings/partners/beta"));
  CHECK_FALSE(watch.reload_if_changed().taken);  // as it was
  CHECK_FALSE(watch.refused().has_value());
}

TEST_CASE("configuration: the same figures of stock, written anew, are new ones; the same items are not") {
  const TempFolder folder;
  folder.write("transom.yaml", small);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme"));
  folder.write("mappings/reference/items.csv", "item,unit\nA1,EA\n");
  folder.write("mappings/reference/stock.csv", "item,available\nA1,20\n");
  ConfigWatch watch(folder.path(), nullptr);
  const auto written_later = [&](const char* name) {
    const std::string file = folder.at(std::string("mappings/reference/") + name);
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(5));
    return watch.reload_if_changed().taken;
  };
  const std::string hash = watch.current()->hash;
  CHECK_FALSE(written_later("items.csv"));
  CHECK(written_later("stock.csv"));
  CHECK(watch.current()->hash == hash);  // decisions name the figures, not the time
  CHECK_FALSE(watch.reload_if_changed().taken);
}

TEST_CASE("configuration: an edit of the same size right behind another is seen") {
  const TempFolder folder;
  folder.write("transom.yaml", small);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme", "currency: USD\n"));
  ConfigWatch watch(folder.path(), nullptr);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme", "currency: CAD\n"));
  CHECK(watch.reload_if_changed().taken);
  folder.write("mappings/partners/acme/partner.yaml", partner("acme", "currency: EUR\n"));
  CHECK(watch.reload_if_changed().taken);
  CHECK(watch.current()->directory.find_slug("acme")->currency == "EUR");
}
