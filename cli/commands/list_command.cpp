// `carepath list`: the scenarios that come with the program.
#include "cli/commands/command.hpp"
#include "cli/commands/scenario_folder.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace carepath {
namespace {

std::string group_text(const ShippedGroup& group) {
  std::size_t width = 0;
  for (const auto& scenario : group.scenarios) width = std::max(width, scenario.path.string().size());
  auto out = group.title + "\n";
  std::string question; // said once, where the scenarios of a folder share it
  for (const auto& scenario : group.scenarios) {
    out += fmt::format("  {:<{}}  {}\n", scenario.path.string(), width, scenario.title);
    if (!scenario.question.empty() && scenario.question != question)
      out += fmt::format("  {:<{}}  {}\n", "", width, scenario.question);
    question = scenario.question;
  }
  return out + "\n";
}

ExitStatus list_scenarios() {
  const auto folder = find_scenario_folder();
  if (!folder) {
    const char* given = std::getenv("CAREPATH_SCENARIOS");
    throw UsageError(given && *given != '\0'
                         ? fmt::format("CAREPATH_SCENARIOS names '{}', which is no folder", given)
                         : "the folder of scenarios is not here; name it in the variable CAREPATH_SCENARIOS");
  }
  std::string out;
  for (const auto& group : shipped_scenarios(*folder)) out += group_text(group);
  write_out(out.empty()
                ? "There are no scenarios in " + folder->string() + "\n"
                : out + "carepath explain FILE says what a scenario does, and what a redesign changes.\n");
  return ExitStatus::fine;
}

CommandAction add(CLI::App&) {
  return list_scenarios;
}

} // namespace

extern const CommandRow list_command;
const CommandRow list_command{"list", "the scenarios that come with the program", add};

} // namespace carepath
