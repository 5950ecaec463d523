// See gains_words.hpp.
#include "viewer/panels/gains_words.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

constexpr std::array<std::string_view, 5> units{"weeks", "days", "hours", "minutes", "seconds"};

/// Whole but for the rounding of fractions of a day; an open end is.
bool is_whole(double number) {
  return std::isinf(number) || std::abs(number - std::round(number)) < 1e-6 * std::max(1.0, number);
}

std::string_view whole_unit(double low, double high) {
  for (const auto unit : units)
    if (is_whole(low * unit_ratio("days", unit)) && is_whole(high * unit_ratio("days", unit))) return unit;
  return units.back();
}

} // namespace

std::string least_words(double days) {
  const auto unit = whole_unit(days, days);
  const double number = days * unit_ratio("days", unit);
  if (std::round(number) != 1) return fmt::format("{} {}", grouped(number, 0), unit);
  return fmt::format("{} {}", unit == "hours" ? "an" : "a", unit.substr(0, unit.size() - 1));
}

std::string span_words(double low_days, double high_days) {
  const auto unit = whole_unit(low_days, high_days);
  const double each = unit_ratio("days", unit);
  if (std::isinf(high_days)) return fmt::format("over {} {}", grouped(low_days * each, 0), unit);
  return fmt::format("{} to {} {}", grouped(low_days * each, 0), grouped(high_days * each, 0), unit);
}

std::string_view change_unit(double least_days) {
  for (const auto unit : units)
    if (unit != "weeks" && least_days * unit_ratio("days", unit) >= 1 - 1e-6) return unit;
  return units.back();
}

} // namespace carepath
