// Running another program, such as Slurm's: its words come back, nothing goes in.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct ProgramEnd {
  int status = 0;
  std::string output;
  std::string errors;
};

/// Runs a program that is looked for in PATH. Nothing when there is none of this name.
[[nodiscard]] std::optional<ProgramEnd> run_other_program(const std::vector<std::string>& words);

/// Whether PATH has a program of this name.
[[nodiscard]] bool is_installed(const std::string& name);

} // namespace carepath
