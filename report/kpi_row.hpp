// How KPI rows and their figures are read by people: titles, and the unit of time they prefer.
#pragma once

#include "engine/base/text.hpp"
#include "engine/results/kpi_groups.hpp"
#include "engine/results/results.hpp"
#include "engine/results/target.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace carepath {

/// The row for everyone of that name, or nullptr.
[[nodiscard]] const KpiRow* row_called(const Results& results, std::string_view name);

/// What a row of the results, of whatever kind, is called to people: its title, or else its name.
[[nodiscard]] std::string title_of(const auto& row) {
  return row.title.empty() ? row.name : row.title;
}

/// The same, where a title that is only the name gives way to the words of it.
[[nodiscard]] std::string spoken_title(const auto& row) {
  return row.title.empty() || row.title == row.name ? spoken(row.name) : row.title;
}

/// Units of time and the days in one of each.
inline constexpr std::array<std::pair<std::string_view, double>, 5> durations{{
    {"weeks", 7.0},
    {"days", 1.0},
    {"hours", 1.0 / 24},
    {"minutes", 1.0 / 1440},
    {"seconds", 1.0 / 86400},
}};

[[nodiscard]] inline bool is_duration(std::string_view unit) {
  return std::any_of(durations.begin(), durations.end(), [&](const auto& row) { return unit == row.first; });
}

/// Days in one `unit` of time ("weeks" 7, "hours" 1/24); 1 for days and for anything that is no duration.
[[nodiscard]] inline double days_per(std::string_view unit) {
  for (const auto& [name, days] : durations)
    if (unit == name) return days;
  return 1;
}

/// The unit a KPI is shown in to people: `shown_in` for a duration that asks for another unit of time.
[[nodiscard]] inline std::string shown_unit(const KpiRow& row) {
  return is_duration(row.unit) && is_duration(row.shown_in) ? row.shown_in : row.unit;
}

/// What a figure in the row's own unit is multiplied by to be in the one shown.
[[nodiscard]] inline double shown_scale(const KpiRow& row) {
  return days_per(row.unit) / days_per(shown_unit(row));
}

/// The estimate converted from the row's own unit to the one shown.
[[nodiscard]] inline Estimate in_shown_unit(const KpiRow& row, const Estimate& estimate) {
  const double scale = shown_scale(row);
  return {estimate.mean * scale, estimate.low * scale, estimate.high * scale, estimate.unseen * scale};
}

/// The title of the KPI of this name for everyone; the name where it has none.
[[nodiscard]] std::string kpi_title(const Results& results, const std::string& name);

/// The results with every KPI in the unit shown: figures, targets and differences.
[[nodiscard]] Results in_shown_units(Results results);

} // namespace carepath
