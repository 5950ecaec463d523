#include "models/fit/week_levels.hpp"

#include "models/working_time/date.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

/// Fewer starts than this after a wait say little: the first of a shift sees it only half taken.
constexpr double enough_starts = 5;
constexpr double unknown = -1;
/// A moment on the hour, as days since a date, may lie a rounding error before it.
constexpr double half_a_second = 0.5 / 86400;
constexpr std::array<const char*, 3> day_names{"Mon-Fri", "Sat", "Sun"};

} // namespace

std::size_t WeekLevels::cell_of(double time) const {
  time += half_a_second;
  const double day = std::floor(time);
  const int of_week = weekday(start_day_ + static_cast<std::int64_t>(day));
  const std::size_t kind = of_week < 5 ? 0 : static_cast<std::size_t>(of_week - 4);
  const auto hour = std::min<std::size_t>(static_cast<std::size_t>((time - day) * 24), hours - 1);
  return kind * hours + hour;
}

void WeekLevels::start(double time, double busy) {
  auto& cell = cells_[cell_of(time)];
  cell.starts += 1;
  if (busy <= 0) return;
  cell.waited_starts += 1;
  cell.level = std::max(cell.level, busy);
  has_waits_ = true;
}

void WeekLevels::wait(double from, double until) {
  constexpr double hour = 1.0 / 24, longest = 14; // a longer wait says no more about the week
  for (double at = std::ceil((from - half_a_second) / hour) * hour;
       at + hour <= std::min(until + half_a_second, from + longest); at += hour)
    cells_[cell_of(at + hour / 2)].waits += 1;
}

/// Levels of all cells: 0 where it is closed; where nothing shows it, that of the hour before, or after.
std::vector<double> WeekLevels::filled() const {
  std::vector<double> out;
  for (const auto& cell : cells_) {
    const bool closed = cell.starts == 0 && cell.waits >= enough_starts;
    out.push_back(closed ? 0 : cell.waited_starts >= enough_starts ? cell.level : unknown);
  }
  double most = 0;
  for (const auto& cell : cells_) most = std::max(most, cell.level);
  for (std::size_t kind = 0; kind < day_kinds; ++kind) {
    const auto first = out.begin() + static_cast<std::ptrdiff_t>(kind * hours);
    const auto last = first + hours;
    const auto weekdays = out.begin();
    if (std::all_of(first, last, [](double level) { return level < 0; }))
      std::copy(weekdays, weekdays + hours, first); // nothing seen: as on other days
    const auto known = std::find_if(first, last, [](double level) { return level >= 0; });
    if (known == last) {
      std::fill(first, last, most);
      continue;
    }
    // The hour after midnight follows the last one before it.
    const auto last_known = std::find_if(std::make_reverse_iterator(last), std::make_reverse_iterator(first),
                                         [](double level) { return level >= 0; });
    double before = *last_known;
    for (auto at = first; at != last; ++at) {
      if (*at < 0) *at = before;
      before = *at;
    }
  }
  return out;
}

std::vector<MinedShift> WeekLevels::shifts() const {
  const auto levels = filled();
  const std::set<double, std::greater<>> distinct(levels.begin(), levels.end());
  if (distinct.size() == 1) return {{{}, *distinct.begin()}};
  std::vector<MinedShift> out;
  for (const double level : distinct) {
    MinedShift shift{{}, level};
    for (std::size_t kind = 0; kind < day_kinds; ++kind)
      for (std::size_t hour = 0; hour < hours; ++hour) {
        if (levels[kind * hours + hour] != level) continue;
        std::size_t until = hour + 1;
        while (until < hours && levels[kind * hours + until] == level) ++until;
        shift.open.push_back(fmt::format("{} {:02}:00-{:02}:00", day_names[kind], hour, until));
        hour = until;
      }
    out.push_back(std::move(shift));
  }
  return out;
}

} // namespace carepath
