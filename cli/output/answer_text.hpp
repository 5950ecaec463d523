// An answer as text for the terminal: sentences first, then its tables.
#pragma once

#include <string>

#include "cli/output/text_grid.hpp"
#include "report/answer.hpp"

namespace carepath {

[[nodiscard]] std::string answer_text(const Answer& answer, const TableOptions& options);

} // namespace carepath
