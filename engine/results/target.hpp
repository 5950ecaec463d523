// Whether a figure meets the target of its KPI: one rule for tables, report and viewer.
#pragma once

#include "engine/base/bound.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace carepath {

/// True for a target that is a band, met inside.
template <class Row> [[nodiscard]] bool is_band(const Row& row) {
  return row.has_target && !std::isnan(row.target_high);
}

/// Where lines of a target belong, and what an axis with them holds: at the bound, or at both ends of a band;
/// none without a target.
template <class Row> [[nodiscard]] std::vector<double> target_bounds(const Row& row) {
  if (!row.has_target) return {};
  return is_band(row) ? std::vector<double>{row.target, row.target_high} : std::vector<double>{row.target};
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

/// What the limits of a figure allow us to say about a target.
enum class TargetStatus { none, met, not_met, too_close };

/// `none` without a target or a figure; without limits the mean decides. What has not been seen yet is
/// allowed for, but where the target itself is that it never happens, which no run can show.
template <class Row, class Figure>
[[nodiscard]] TargetStatus target_status(const Row& row, const Figure& figure) {
  if (!row.has_target || !std::isfinite(figure.mean)) return TargetStatus::none;
  const bool limited = std::isfinite(figure.low) && std::isfinite(figure.high);
  const auto bounds = target_bounds(row);
  const bool is_bound = std::find(bounds.begin(), bounds.end(), figure.mean) != bounds.end();
  const double unseen = is_bound ? 0 : figure.unseen;
  const double low = limited ? figure.low - unseen : figure.mean;
  const double high = limited ? figure.high + unseen : figure.mean;
  if (target_met(row, low) && target_met(row, high)) return TargetStatus::met;
  return target_missed(row, low, high) ? TargetStatus::not_met : TargetStatus::too_close;
}

} // namespace carepath
