// Numbers and dates as people read them: shares as per cent, money in pounds, thousands grouped.
//
// The unit is the text the results file gives ("share", "days", "£", "per week", ...). Undefined
// figures (NaN) read "n/a".
#pragma once

#include "engine/results/results.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace carepath {

/// Digits with thousands grouped: (-1234567.5, 1) gives "-1,234,567.5".
[[nodiscard]] std::string grouped(double value, int decimals);
/// How many `to` one `from` is, for durations ("weeks" to "days" gives 7); 1 for anything else.
[[nodiscard]] double unit_ratio(std::string_view from, std::string_view to);
/// True for "days", "weeks" and other units of time.
[[nodiscard]] bool is_duration(std::string_view unit);

/// The number without the unit's word: "61.2%", "£1,234", "12.3".
[[nodiscard]] std::string format_number(double value, std::string_view unit);
/// The number with its unit: "12.3 weeks", "61.2%", "£45.20 per visit".
[[nodiscard]] std::string format_quantity(double value, std::string_view unit);
/// "60.1% to 62.3%"; empty when there are no limits (one replication).
[[nodiscard]] std::string format_limits(const Estimate& estimate, std::string_view unit);
/// A change with its sign: "+21.0 points", "-£1,234", "+3.2".
[[nodiscard]] std::string format_change(double value, std::string_view unit);
/// "20.0 to 22.0" with signs, in the words of `format_change`; empty when there are no limits.
[[nodiscard]] std::string format_change_limits(const Estimate& estimate, std::string_view unit);
/// "92% or more", "26 weeks or less"; "50% to 90%" when `high` is a number.
[[nodiscard]] std::string format_bounds(double target, double high, bool at_most, std::string_view unit);
/// The same of a row of KPIs or of a series; empty without a target.
template <class Row> [[nodiscard]] std::string format_target(const Row& row) {
  if (!row.has_target) return {};
  return format_bounds(row.target, row.target_high, row.target_at_most, row.unit);
}

/// The date at the front of "2026-04-06" or "2026-04-06 08:00"; nothing when it is not a date.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(std::string_view text);
/// "6 Apr 2026", `days` after the start; "day 12" when the start is not a date.
[[nodiscard]] std::string format_date(std::string_view start, double days);
/// "20 replications of 100 hours from 6 Apr 2026, after 1 day of warm-up; seed 7".
[[nodiscard]] std::string run_sentence(const Results& results);

} // namespace carepath
