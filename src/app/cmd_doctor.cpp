// doctor: is everything in order here? One line each: ok, warn or fail, and what to do.
#include <fmt/format.h>

#include "app/command.hpp"
#include "app/doctor.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

constexpr std::string_view words[] = {"ok", "warn", "FAIL", "FAIL"};

void print_json(const Diagnoses& lines) {
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& line : lines) {
    json.object().key("level").value(to_lower(words[static_cast<std::size_t>(line.level)]));
    json.key("topic").value(line.topic).key("text").value(line.text);
    if (!line.advice.empty()) json.key("advice").value(line.advice);
    json.end();
  }
  json.end();
  print_line(out);
}

void print_text(const Diagnoses& lines) {
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, line.topic.size());
  for (const auto& line : lines) {
    print_line(fmt::format("{:<4}  {:<{}}  {}", words[static_cast<std::size_t>(line.level)], line.topic,
                           width, visible(line.text)));
    if (!line.advice.empty())
      print_line(fmt::format("{:<4}  {:<{}}  -> {}", "", "", width, visible(line.advice)));
  }
}

// The codes of all commands, in the order of the levels: what a run would end with.
int worst_of(const Diagnoses& lines) {
  constexpr int codes[] = {exit_status::fine, exit_status::needs_person, exit_status::usage,
                           exit_status::world_failed};
  int code = exit_status::fine;
  for (const auto& line : lines) code = std::max(code, codes[static_cast<std::size_t>(line.level)]);
  return code;
}

int doctor(const Session& session) {
  Diagnoses lines;
  look_at_program(lines);
  const auto root = find_workspace(session);
  if (!root) {
    lines.push_back({Diagnosis::Level::warn, "workspace", "there is none here or above",
                     "make one with `transom init DIR`, or name it with -C DIR"});
  } else if (const auto configuration = look_at_configuration(lines, *root)) {
    look_at_partners(lines, *configuration);
    look_at_codes(lines, *configuration);
    look_at_reference(lines, *configuration);
    look_at_folders(lines, configuration->workspace);
    look_at_files(lines, configuration->workspace);
    look_at_subfolders(lines, *configuration);
    look_at_store(lines, configuration->workspace);
    look_at_ledger(lines, configuration->workspace, session.clock->now());
    look_at_engine(lines, configuration->workspace, session.clock->now());
  }
  look_at_clock(lines, session.clock->now());
  if (session.json) {
    print_json(lines);
  } else {
    print_text(lines);
  }
  return worst_of(lines);
}

}  // namespace

void add_doctor(CLI::App& app, Session& session) {
  Command(app, session, "doctor", "Look whether everything is in order here")
      .footer(
          "Changes nothing.\n\nExit codes: 0 all ok; 1 a warning, or something waits; 2 settings are wrong: "
          "a YAML file,\n"
          "a folder that is not there, a command that cannot be run; 3 our world fails: disk, rights, "
          "store.\n\n"
          "Example:\n  transom doctor")
      .runs([&session] { return doctor(session); });
}

}  // namespace transom
