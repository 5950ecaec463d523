// Units and digits in which a small figure does not read as zero, and words for the changes people notice.
#pragma once

#include "report/kpi_row.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace carepath {

/// Sizes below this are rounding, not figures.
inline constexpr double negligible = 1e-9;

/// The unit of time in which `size` of `unit` reads well: a finer one below `least`; `unit` for all else.
[[nodiscard]] inline std::string readable_unit(double size, const std::string& unit, double least = 0.1) {
  const double days = std::fabs(size) * days_per(unit);
  if (!is_duration(unit) || !(days > negligible) || std::fabs(size) >= least) return unit;
  for (const auto& [finer, length] : durations)
    if (length < days_per(unit) && days >= length) return std::string(finer);
  return "seconds";
}

/// What a figure in `unit` is multiplied by to be in `other`; 1 where they are no times.
[[nodiscard]] inline double unit_scale(const std::string& unit, const std::string& other) {
  return days_per(unit) / days_per(other);
}

/// `decimals`, or as many as show two digits of a figure that would read as zero.
[[nodiscard]] inline int readable_decimals(double shown, int decimals) {
  const double size = std::fabs(shown);
  if (!(size > negligible) || size >= 0.5 * std::pow(10.0, -decimals)) return decimals;
  return std::max(decimals, static_cast<int>(std::ceil(-std::log10(size))) + 1);
}

/// "a week", "a day", "an hour", "15 minutes": the least change of a clock that counts.
[[nodiscard]] std::string noticed_words(double days);

/// The unit in which changes of that size are drawn: "weeks", "days", "hours" or "minutes".
[[nodiscard]] std::string noticed_unit(double days);

} // namespace carepath
