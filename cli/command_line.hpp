// Help, version, and what the command line's faults are called: one line, with the nearest right word.
#pragma once

#include "cli/commands/command.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// What `carepath --help` prints.
[[nodiscard]] std::string program_help();

/// "carepath 0.1.0 (1a2b3c4d5e6f)".
[[nodiscard]] std::string version_line();

/// Reads `arguments` (those after the command's name) into the command's options and returns its action;
/// nothing when help was asked for, which is then in `help`. Throws UsageError.
[[nodiscard]] std::optional<CommandAction> read_command_line(const CommandRow& row, CLI::App& app,
                                                             std::vector<std::string> arguments,
                                                             std::string& help);

/// Adds an option for a whole number from `low` to `high`; anything else is a usage fault that says so.
void add_whole_number(CLI::App& app, const std::string& name, std::uint64_t low, std::uint64_t high,
                      const std::string& help, std::function<void(std::uint64_t)> set);

/// "95%" as a share; nothing for anything else.
[[nodiscard]] std::optional<double> read_percent(const std::string& text);

} // namespace carepath
