// What the same luck in every variant saved: how much less the paired differences vary than unpaired ones
// would.
#pragma once

#include "cli/output/text_grid.hpp"
#include "engine/results/results.hpp"

#include <cstddef>
#include <string>

namespace carepath {

/// "61.2%, like 2.6 times the runs"; a dash where it is undefined.
[[nodiscard]] std::string saved_text(double saved);

/// The share of the variance of a difference that pairing saved; NaN where it is undefined.
[[nodiscard]] double variance_saved_in(const Results& results, const Difference& difference, std::size_t row);

/// A row for each KPI of everyone, a column for each difference.
[[nodiscard]] std::string variance_table(const Results& results, const TableOptions& options);

} // namespace carepath
