// Units of time, the examples shown for each dimension, and words for messages.
#pragma once

#include "models/scenario/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace carepath {

inline constexpr double days_per_year = 365.25;
inline constexpr double days_per_month = days_per_year / 12;
inline constexpr double days_per_week = 7;

/// Length in days of "min", "week", "months", ...; 0 when `unit` is not a unit of time.
[[nodiscard]] double unit_days(std::string_view unit);
/// `count` such units in days. A length that is a whole number of milliseconds but for rounding is exactly
/// the number of days that the run's clock gives for it, so that who takes "5 h" is within "5 h".
[[nodiscard]] double length_in_days(double count, double days_of_unit);
/// The units of time as people write them, for hints.
[[nodiscard]] const std::vector<std::string>& unit_names();

/// "a duration", "money", ...
[[nodiscard]] std::string_view dimension_name(Dimension dimension);
/// A written example: "30 min", "£2,300", ...
[[nodiscard]] std::string_view dimension_example(Dimension dimension);
/// "expected a duration, such as \"30 min\"".
[[nodiscard]] std::string expected_text(Dimension dimension);

/// Reads a number at the start of `text` ("2,300", "1.5", "-3e4") and removes it; false when there is none.
[[nodiscard]] bool take_number(std::string_view& text, double& number);

} // namespace carepath
