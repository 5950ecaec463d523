// Whether a figure keeps within a bound: one rule for verdicts, tables, report and viewer.
#pragma once

#include <cmath>

namespace carepath {

/// A figure that should be the bound may miss it by the rounding of sums: 30 times 0.9, divided by 30, is
/// less than 0.9.
[[nodiscard]] inline bool is_at_most(double value, double bound) {
  return value <= bound + 1e-9 * std::abs(bound);
}
[[nodiscard]] inline bool is_at_least(double value, double bound) {
  return value >= bound - 1e-9 * std::abs(bound);
}

} // namespace carepath
