// Calendar dates as day numbers from 1970-01-01 in the Gregorian calendar, and their written forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace carepath {

struct Date {
  int year = 1970;
  int month = 1; // 1 to 12
  int day = 1;   // 1 to 31
  friend auto operator<=>(const Date&, const Date&) = default;
};

/// Day number of a date; 1970-01-01 is 0.
[[nodiscard]] std::int64_t day_number(const Date& date);
[[nodiscard]] Date date_of(std::int64_t day_number);
/// 0 for Monday to 6 for Sunday.
[[nodiscard]] int weekday(std::int64_t day_number);
[[nodiscard]] int days_in_month(int year, int month);
/// A real date in the years 1900 to 2200.
[[nodiscard]] bool is_valid(const Date& date);

/// "Mon" or "Monday" to 0..6, any case; -1 when it is neither.
[[nodiscard]] int read_weekday(std::string_view text);
/// "14 Dec" or "14 December" to month and day (29 Feb allowed); false when it is not one.
[[nodiscard]] bool read_day_of_year(std::string_view text, int& month, int& day);
/// "2026-04-06", or with a time "2026-04-06T06:00" or "2026-04-06 06:00:00"; the time as days in [0, 1).
[[nodiscard]] bool read_date(std::string_view text, std::int64_t& day_number, double& time_of_day);
/// "08:00" or "08:00:30" to milliseconds since midnight; "24:00" is allowed. False when it is no time.
[[nodiscard]] bool read_time_of_day(std::string_view text, std::int64_t& milliseconds);

/// "2026-04-06".
[[nodiscard]] std::string written_date(std::int64_t day_number);

} // namespace carepath
