// When money is followed: at the end of each month of the measured period.
#pragma once

#include "models/compile/context.hpp"

#include <vector>

namespace carepath {

/// Days of the run, increasing: the end of each month of the measured period, and its own end. Of very long
/// runs every second month, every third and so on. None where the period is shorter than two months.
[[nodiscard]] std::vector<double> month_ends(const RunSettings& run);

} // namespace carepath
