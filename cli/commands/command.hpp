// A command: one row of the catalogue, one file, one test.
#pragma once

#include "cli/exit_status.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string_view>

namespace carepath {

/// What a command does once its options have been read. Throws UsageError for what the user must mend.
using CommandAction = std::function<ExitStatus()>;

struct CommandRow {
  std::string_view name;
  std::string_view help;               // one line, as `carepath --help` lists it
  CommandAction (*add)(CLI::App& app); // adds the options to `app`; they are read before the action runs
  std::string_view rest_after{}; // an option after which every word is another program's, see `rest_option`
};

/// The hidden option, with a value for each, that takes the words after `rest_after`.
inline constexpr const char* rest_option = "--another-program";

/// All commands, in the order `carepath --help` lists them.
[[nodiscard]] std::span<const CommandRow* const> command_catalogue();
[[nodiscard]] const CommandRow* find_command(std::string_view name);

} // namespace carepath
