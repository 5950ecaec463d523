// The list of commands: a new one is a file here, and one line in each of the two lists below.
#include "cli/commands/command.hpp"

#include <algorithm>
#include <array>

namespace carepath {

extern const CommandRow check_command, run_command, compare_command, sweep_command, gather_command,
    solve_command, marginal_command, report_command, export_command, explain_command, reference_command,
    list_command, sensitivity_command, choose_command, pilot_command, metamodel_command, fit_command,
    validate_command, bundle_command, rerun_command, warm_up_command;

namespace {

constexpr std::array rows{&check_command,       &run_command,      &compare_command,   &sweep_command,
                          &gather_command,      &solve_command,    &marginal_command,  &report_command,
                          &export_command,      &explain_command,  &reference_command, &list_command,
                          &sensitivity_command, &choose_command,   &pilot_command,     &metamodel_command,
                          &fit_command,         &validate_command, &bundle_command,    &rerun_command,
                          &warm_up_command};

} // namespace

std::span<const CommandRow* const> command_catalogue() {
  return rows;
}

const CommandRow* find_command(std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto* row) { return row->name == name; });
  return found == rows.end() ? nullptr : *found;
}

} // namespace carepath
