// When figures are followed through time.
#pragma once

#include "models/compile/context.hpp"

#include <vector>

namespace carepath {

/// Days of the run, increasing from 0 and before its end: one each step, or at the beginning of each calendar
/// month. None where there would be more than 100,000.
[[nodiscard]] std::vector<double> series_times(const RunSettings& run);

} // namespace carepath
