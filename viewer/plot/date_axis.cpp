// See date_axis.hpp.
#include "viewer/plot/date_axis.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>

namespace carepath {

namespace {

constexpr double minutes_per_day = 1440;
constexpr std::size_t date_length = 10; // of "2026-04-06"

/// Minutes from midnight to the start of "2026-04-06T06:30:00"; 0 where it says no time.
double minutes_of(std::string_view start) {
  const std::string time(start.substr(std::min(start.size(), date_length + 1)));
  int hours = 0;
  int minutes = 0;
  return std::sscanf(time.c_str(), "%2d:%2d", &hours, &minutes) == 2 ? 60.0 * hours + minutes : 0;
}

/// The least step between ticks, in minutes, that gives no more than are wanted.
double step_for(double minutes, int wanted) {
  constexpr std::array<double, 10> steps{5, 15, 30, 60, 180, 360, 720, 1440, 2880, 10080};
  const auto* const step =
      std::find_if(steps.begin(), steps.end() - 1, [&](double each) { return minutes / each <= wanted; });
  return *step;
}

/// The date at midnight, with its year where it is the first date on the axis; else the time of day.
std::string label_of(double minute, std::string_view start, bool& has_year) {
  const double day = std::floor(minute / minutes_per_day);
  const auto within = static_cast<int>(std::lround(minute - day * minutes_per_day));
  if (within != 0) return fmt::format("{:02}:{:02}", within / 60, within % 60);
  auto date = format_date(start.substr(0, date_length), day);
  if (has_year) date.erase(date.rfind(' '));
  has_year = true;
  return date;
}

std::vector<Tick> short_ticks(Range range, int wanted, std::string_view start) {
  if (!parse_date(start) || !(range.span() > 0) || range.low < -73000 || range.high > 73000) return {};
  const double offset = minutes_of(start);
  const double step = step_for(range.span() * minutes_per_day, wanted);
  std::vector<Tick> ticks;
  bool has_year = false;
  for (double at = std::ceil((range.low * minutes_per_day + offset) / step - 1e-9) * step;
       (at - offset) / minutes_per_day <= range.high + 1e-9; at += step)
    ticks.push_back({(at - offset) / minutes_per_day, label_of(at, start, has_year)});
  return ticks;
}

} // namespace

std::vector<Tick> date_ticks(Range range, int wanted, std::string_view start) {
  constexpr double least_of_months = 45; // days: below, few months would begin on the axis
  return range.span() < least_of_months ? short_ticks(range, wanted, start)
                                        : month_ticks(range, wanted, start);
}

} // namespace carepath
