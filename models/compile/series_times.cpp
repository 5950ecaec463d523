#include "models/compile/series_times.hpp"

#include "models/working_time/date.hpp"

namespace carepath {
namespace {

/// The first day of the month after that of `date`.
Date next_month(const Date& date) {
  return date.month == 12 ? Date{date.year + 1, 1, 1} : Date{date.year, date.month + 1, 1};
}

std::vector<double> months(const RunSettings& run) {
  std::vector<double> times{0};
  for (Date month = next_month(date_of(run.start_day));; month = next_month(month)) {
    const double begins = static_cast<double>(day_number(month) - run.start_day) - run.start_time_of_day;
    if (begins >= run.end()) return times;
    times.push_back(begins);
  }
}

} // namespace

std::vector<double> series_times(const RunSettings& run) {
  constexpr double most_points = 100'000;
  if (run.by_calendar_month) return months(run);
  std::vector<double> times;
  if (run.end() / run.series_step >= most_points) return times;
  for (std::int64_t at = 0; static_cast<double>(at) * run.series_step < run.end(); ++at)
    times.push_back(static_cast<double>(at) * run.series_step);
  return times;
}

} // namespace carepath
