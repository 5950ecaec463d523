// Standard output and standard error: results go to the first and nothing else does, all words to the second.
#pragma once

#include "cli/output/text_grid.hpp"

#include <cstddef>
#include <string_view>

namespace carepath {

/// Writes a result to standard output. Throws std::runtime_error when it cannot be written (disk full).
void write_out(std::string_view text);

/// Writes to standard error; a failure to do so is not reported, there being nowhere left.
void write_error(std::string_view text) noexcept;

[[nodiscard]] bool error_is_terminal();

/// Width and colours fit for standard output: colours only on a terminal, and never with NO_COLOR set.
[[nodiscard]] TableOptions output_table_options();

/// "1 fault", "3 faults".
[[nodiscard]] std::string counted(std::size_t number, std::string_view singular);

} // namespace carepath
