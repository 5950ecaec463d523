// The program from its arguments to its exit status: finds the command, reads its options, and turns what it
// throws into a status.
#pragma once

#include "cli/exit_status.hpp"

#include <string>
#include <vector>

namespace carepath {

/// `arguments` without the program's own name. Tells every fault on standard error.
[[nodiscard]] ExitStatus run_program(const std::vector<std::string>& arguments) noexcept;

} // namespace carepath
