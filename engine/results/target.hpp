// Whether a figure meets the target of its KPI: one rule for tables, report and viewer.
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

/// True for a target that is a band, met inside.
template <class Row> [[nodiscard]] bool is_band(const Row& row) {
  return row.has_target && !std::isnan(row.target_high);
}

/// Whether a value meets the row's target, which it must have.
template <class Row> [[nodiscard]] bool target_met(const Row& row, double value) {
  if (is_band(row)) return is_at_least(value, row.target) && is_at_most(value, row.target_high);
  return row.target_at_most ? is_at_most(value, row.target) : is_at_least(value, row.target);
}

/// Whether everything from `low` to `high` lies on one side of what is wanted.
template <class Row> [[nodiscard]] bool target_missed(const Row& row, double low, double high) {
  const bool has_upper = is_band(row) || row.target_at_most;
  const bool has_lower = is_band(row) || !row.target_at_most;
  return (has_upper && !is_at_most(low, is_band(row) ? row.target_high : row.target)) ||
         (has_lower && !is_at_least(high, row.target));
}

} // namespace carepath
