// `carepath list`: the scenarios that come with the program.
#include "cli/commands/command.hpp"
#include "cli/commands/scenario_folder.hpp"
#include "cli/output/text_grid.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <set>

namespace carepath {
namespace {

std::string group_text(const ShippedGroup& group) {
  std::size_t width = 0;
  for (const auto& scenario : group.scenarios) width = std::max(width, scenario.path.string().size());
  auto out = group.title + "\n";
  std::set<std::string> asked; // a redesign asks what the scenario it rests on asks: said once
  for (const auto& scenario : group.scenarios) {
    out += fmt::format("  {:<{}}  {}\n", scenario.path.string(), width, scenario.title);
    if (!scenario.variants.empty())
      out += paragraph("      with --variants: " + join(scenario.variants, ", "));
    if (!scenario.question.empty() && asked.insert(scenario.question).second)
      out += paragraph("      " + scenario.question);
  }
  return out + "\n";
}

constexpr const char* template_folder = "templates";

/// The scenarios with their redesigns, or the templates to start from.
ExitStatus list_scenarios(bool templates) {
  const auto folder = find_scenario_folder();
  if (!folder) {
    const char* given = std::getenv("CAREPATH_SCENARIOS");
    throw UsageError(given && *given != '\0'
                         ? fmt::format("CAREPATH_SCENARIOS names '{}', which is no folder", given)
                         : "the folder of scenarios is not here; name it in the variable CAREPATH_SCENARIOS");
  }
  std::string out;
  for (const auto& group : shipped_scenarios(*folder))
    if (!templates || group.folder == template_folder) out += group_text(group);
  write_out(out.empty()
                ? "There are no scenarios in " + folder->string() + "\n"
                : out + "carepath explain FILE says what a scenario does, and what a redesign changes.\n");
  return ExitStatus::fine;
}

CommandAction add_list(CLI::App& app) {
  const auto templates = std::make_shared<bool>(false);
  app.add_flag("--templates", *templates, "only the templates: small scenarios to start one's own from");
  return [=] { return list_scenarios(*templates); };
}

} // namespace

extern const CommandRow list_command;
const CommandRow list_command{"list", "the scenarios that come with the program", add_list};

} // namespace carepath
