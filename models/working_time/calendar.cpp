// Questions to a calendar, answered from its rules; nothing is stored per day.
#include "models/working_time/calendar.hpp"

#include "models/working_time/bank_holidays.hpp"
#include "models/working_time/date.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

// A season can hide the next change for at most so long: 29 February 2096 is followed by that of 2104.
constexpr std::int64_t longest_search = 8 * 366 + 1;

bool in_season(const Season& season, std::pair<int, int> day) {
  if (season.first <= season.last) return season.first <= day && day <= season.last;
  return season.first <= day || day <= season.last;
}

/// The first hours of a day that are not the end of the night before; null when there are none.
const OpenHours* first_beginning(const std::vector<OpenHours>& hours) {
  const auto first =
      std::find_if(hours.begin(), hours.end(), [](const OpenHours& each) { return !each.continues; });
  return first == hours.end() ? nullptr : &*first;
}

} // namespace

Calendar::Calendar(std::int64_t start_day, double start_time_of_day)
    : start_day_(start_day),
      start_milliseconds_(std::llround(start_time_of_day * static_cast<double>(milliseconds_per_day))) {
  for (auto& hours : week_) hours = {OpenHours{}};
}

void Calendar::open_on(int weekday, OpenHours hours) {
  if (always_)
    for (auto& each : week_) each.clear();
  always_ = false;
  const auto add = [&](int day, OpenHours part) {
    auto& list = week_[static_cast<std::size_t>(day)];
    list.push_back(part);
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  };
  if (hours.until > hours.from) return add(weekday, hours);
  add(weekday, {hours.from, milliseconds_per_day});
  if (hours.until > 0) add((weekday + 1) % 7, {0, hours.until, true});
}

void Calendar::close(ClosedDays days) {
  closed_.push_back(days);
}
void Calendar::close_on_bank_holidays() {
  bank_holidays_ = true;
}
void Calendar::limit_to(Season season) {
  seasons_.push_back(season);
}

int Calendar::weekday_of(std::int64_t day) const {
  return weekday(start_day_ + day);
}

std::int64_t Calendar::day_of(SimTime time) const {
  return SimTime{time.ms + start_milliseconds_}.day();
}

SimTime Calendar::midnight(std::int64_t day) const {
  return {day * milliseconds_per_day - start_milliseconds_};
}

const std::vector<OpenHours>& Calendar::hours_of(std::int64_t day) const {
  return week_[static_cast<std::size_t>(weekday_of(day))];
}

bool Calendar::closed_off(std::int64_t day) const {
  const auto number = start_day_ + day;
  const auto date = date_of(number);
  const std::pair today{date.month, date.day};
  if (!seasons_.empty() && std::none_of(seasons_.begin(), seasons_.end(),
                                        [&](const auto& season) { return in_season(season, today); }))
    return true;
  if (bank_holidays_) {
    const auto holidays = bank_holidays(date.year);
    if (std::binary_search(holidays.begin(), holidays.end(), number)) return true;
  }
  return std::any_of(closed_.begin(), closed_.end(),
                     [&](const auto& days) { return days.first <= number && number <= days.last; });
}

bool Calendar::nominal_day(std::int64_t day) const {
  return first_beginning(hours_of(day)) != nullptr;
}
bool Calendar::open_day(std::int64_t day) const {
  return nominal_day(day) && !closed_off(day);
}

std::int64_t Calendar::open_days(std::int64_t first, std::int64_t last) const {
  std::int64_t count = 0;
  for (auto day = first; day < last; ++day) count += open_day(day) ? 1 : 0;
  return count;
}

SimTime Calendar::opening_time(std::int64_t day) const {
  const auto* first = first_beginning(hours_of(day));
  return midnight(day) + SimTime{first ? first->from : 0};
}

bool Calendar::open_at(SimTime time) const {
  const auto day = day_of(time);
  const auto in_day = (time - midnight(day)).ms;
  const auto& hours = hours_of(day);
  const bool within = std::any_of(hours.begin(), hours.end(), [&](const auto& each) {
    return each.from <= in_day && in_day < each.until;
  });
  return within && !closed_off(day);
}

SimTime Calendar::next_change(SimTime time) const {
  const bool now = open_at(time);
  const auto today = day_of(time);
  auto last = today + longest_search;
  for (const auto& days : closed_) last = std::max(last, days.last - start_day_ + longest_search);
  for (auto day = today; day <= last; ++day) {
    std::vector<std::int64_t> edges{0};
    for (const auto& each : hours_of(day)) edges.insert(edges.end(), {each.from, each.until});
    std::sort(edges.begin(), edges.end());
    for (const auto edge : edges) {
      const auto at = midnight(day) + SimTime{edge};
      if (at > time && open_at(at) != now) return at;
    }
  }
  return SimTime::never();
}

std::vector<OpenChange> Calendar::changes(SimTime from, SimTime until) const {
  std::vector<OpenChange> all{{from, open_at(from)}};
  for (auto at = next_change(from); at < until; at = next_change(at)) all.push_back({at, !all.back().open});
  return all;
}

} // namespace carepath
