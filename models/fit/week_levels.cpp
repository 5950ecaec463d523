#include "models/fit/week_levels.hpp"

#include "engine/base/text.hpp"
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
/// On so many dates nobody was seen, though people waited: closed, whatever other days show.
constexpr double enough_dates = 5;
/// What would happen by luck less often than this is taken for a difference.
constexpr double hardly_by_luck = 1e-3;
/// A moment on the hour, as days since a date, may lie a rounding error before it.
constexpr double half_a_second = 0.5 / 86400;
constexpr double an_hour = 1.0 / 24;
constexpr std::array<const char*, 7> day_names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/// A share as it may be taken for true where only a few were seen.
double careful_share(double of, double all) {
  return (of + 0.5) / (all + 1);
}

/// Whether what happened at none of some chances clearly does not, at the rate of others at which it does.
bool clearly_never(double taken, double chances, double of_none) {
  return taken > 0 && std::pow(1 - careful_share(taken, chances), of_none) < hardly_by_luck;
}

/// Days in runs: "Mon-Fri", "Sun".
std::vector<std::string> runs_of(const std::vector<std::size_t>& days) {
  std::vector<std::string> runs;
  for (std::size_t at = 0; at < days.size(); ++at) {
    const auto first = at;
    while (at + 1 < days.size() && days[at + 1] == days[at] + 1) ++at;
    runs.push_back(first == at ? day_names[days[at]]
                               : fmt::format("{}-{}", day_names[days[first]], day_names[days[at]]));
  }
  return runs;
}

/// The hours of a day with one level, in runs: "08:00-17:00".
template <class Levels> std::vector<std::string> hours_at(const Levels& levels, double level) {
  std::vector<std::string> runs;
  for (std::size_t hour = 0; hour < levels.size(); ++hour) {
    if (levels[hour] != level) continue;
    auto until = hour + 1;
    while (until < levels.size() && levels[until] == level) ++until;
    runs.push_back(fmt::format("{:02}:00-{:02}:00", hour, until));
    hour = until;
  }
  return runs;
}

} // namespace

void WeekLevels::Cell::add(const Cell& other) {
  starts += other.starts;
  waited_starts += other.waited_starts;
  seen = std::max(seen, other.seen);
  if (other.level == level) at_level += other.at_level;
  if (other.level > level) at_level = other.at_level;
  level = std::max(level, other.level);
  chances += other.chances;
  taken += other.taken;
}

void WeekLevels::Day::add(const Day& other) {
  for (std::size_t at = 0; at < hours; ++at) hour[at].add(other.hour[at]);
  chances += other.chances;
  taken += other.taken;
}

WeekLevels::Cell WeekLevels::Day::all_open() const {
  Cell open;
  for (const auto& cell : hour)
    if (cell.starts > 0) open.add(cell);
  return open;
}

WeekLevels::WeekLevels(std::int64_t start_day, double from, double until)
    : start_day_(start_day), first_date_(static_cast<std::int64_t>(std::floor(from))) {
  const auto days = static_cast<std::int64_t>(std::floor(until)) + 1 - first_date_;
  dates_.resize(static_cast<std::size_t>(days + 1) * hours);
}

std::size_t WeekLevels::hour_at(double time) const {
  const double since = (time + half_a_second - static_cast<double>(first_date_)) / an_hour;
  return std::min(static_cast<std::size_t>(std::max(since, 0.0)), dates_.size() - 1);
}

std::size_t WeekLevels::weekday_of(std::size_t date) const {
  return static_cast<std::size_t>(weekday(start_day_ + first_date_ + static_cast<std::int64_t>(date)));
}

void WeekLevels::start(double time, double busy, bool has_waited) {
  const auto at = hour_at(time);
  dates_[at].started = true;
  Cell now;
  now.starts = 1;
  now.seen = busy;
  if (has_waited) {
    dates_[at].waited = dates_[at].all_of_it = true;
    now.waited_starts = now.at_level = 1;
    now.level = busy;
    has_waits_ = true;
  }
  starts_[weekday_of(at / hours)].hour[at % hours].add(now);
}

void WeekLevels::wait(double from, double until) {
  constexpr double longest = 14; // a longer wait says no more about the week
  const auto last = hour_at(std::min(until, from + longest));
  const auto whole = hour_at(from + an_hour - 2 * half_a_second); // the first that begins no sooner
  for (auto at = hour_at(from); at < last; ++at) {
    dates_[at].waited = true;
    dates_[at].all_of_it = dates_[at].all_of_it || at >= whole;
  }
}

void WeekLevels::spare(double from, double until) {
  if (until - from <= 2 * half_a_second) return;
  for (auto at = hour_at(from), last = hour_at(until - 2 * half_a_second); at <= last; ++at)
    dates_[at].spare = true;
}

/// Counts the chances of one date; `any` has the hours in which anybody ever started.
///
/// Where nobody starts in an hour, what is spare at any time in it is so at its end: whoever waits then waits
/// in vain, whenever they came. That holds for an hour. A date needs more: who came after a pool closed at
/// half past waits in vain too, in an hour in which others are seen, and says nothing about its days.
void WeekLevels::count_date(std::size_t date, const Day& any, Day& day) const {
  const auto* hour = &dates_[date * hours];
  const bool works = std::any_of(hour, hour + hours, [](const auto& at) { return at.started; });
  bool waited = false;
  for (std::size_t at = 0; at < hours; ++at) {
    if (!hour[at].waited || !(hour[at].spare || hour[at].started)) continue;
    waited = waited || (hour[at].all_of_it && any.hour[at].starts > 0);
    if (works) day.hour[at].chances += 1;
    if (hour[at].started) day.hour[at].taken += 1;
  }
  if (waited) day.chances += 1;
  if (waited && works) day.taken += 1;
}

std::array<WeekLevels::Day, WeekLevels::weekdays> WeekLevels::days() const {
  auto out = starts_;
  Day any;
  for (const auto& day : starts_) any.add(day);
  for (std::size_t date = 0; date * hours < dates_.size(); ++date)
    count_date(date, any, out[weekday_of(date)]);
  return out;
}

/// Whether as many were never at work at once where, at the rate of the other, they would have been.
bool WeekLevels::clearly_less(const Cell& more, const Cell& less) {
  return more.level > less.level && clearly_never(more.at_level, more.waited_starts, less.waited_starts);
}

bool WeekLevels::clearly_off(const Day& working, const Day& off) {
  return working.all_open().starts > 0 && off.all_open().starts == 0 &&
         (off.chances >= enough_dates || clearly_never(working.taken, working.chances, off.chances));
}

bool WeekLevels::differ(const Day& one, const Day& other) {
  if (clearly_off(one, other) || clearly_off(other, one)) return true;
  const auto idle = [](const Cell& busy, const Cell& at) {
    return at.starts == 0 && clearly_never(busy.taken, busy.chances, at.chances);
  };
  for (std::size_t hour = 0; hour < hours; ++hour) {
    const auto &a = one.hour[hour], &b = other.hour[hour];
    if (idle(a, b) || idle(b, a) || clearly_less(a, b) || clearly_less(b, a)) return true;
  }
  return false;
}

std::vector<WeekLevels::Group> WeekLevels::groups() const {
  std::vector<Group> out;
  const auto each = days();
  for (std::size_t at = 0; at < weekdays; ++at) {
    auto own = std::find_if(out.begin(), out.end(),
                            [&](const Group& group) { return !differ(group.day, each[at]); });
    if (own == out.end()) own = out.insert(out.end(), Group{});
    own->of.push_back(at);
    own->day.add(each[at]);
  }
  return out;
}

/// Levels of a day's hours: 0 where it is closed; where nothing shows it, that of the hour before. The hour
/// after midnight follows the last one before it.
std::array<double, WeekLevels::hours> WeekLevels::levels_of(const Day& day) {
  const auto open = day.all_open();
  std::array<double, hours> out{};
  if (open.starts == 0) return out;
  for (std::size_t hour = 0; hour < hours; ++hour) {
    const auto& cell = day.hour[hour];
    const bool closed = cell.starts == 0 && clearly_never(open.taken, open.chances, cell.chances);
    out[hour] = closed ? 0 : cell.waited_starts >= enough_starts ? cell.level : unknown;
  }
  // The last level before an hour, at least as high as asked for.
  const auto before = [](const auto& levels, std::size_t hour, double least) {
    for (std::size_t back = 1; back <= hours; ++back)
      if (const double level = levels[(hour + hours - back) % hours]; level >= least) return level;
    return unknown;
  };
  const auto known = out;
  for (std::size_t hour = 0; hour < hours; ++hour) {
    const auto& cell = day.hour[hour];
    if (cell.starts == 0) continue;
    const double level =
        out[hour] == unknown ? before(known, hour, 1) : out[hour]; // open: not as when closed
    out[hour] = std::max(level, cell.seen);
  }
  const auto with_starts = out;
  for (std::size_t hour = 0; hour < hours; ++hour)
    if (out[hour] == unknown) out[hour] = before(with_starts, hour, 0);
  return out;
}

std::array<std::array<double, WeekLevels::hours>, WeekLevels::weekdays> WeekLevels::levels() const {
  std::array<std::array<double, hours>, weekdays> out{};
  for (const auto& group : groups())
    for (const auto day : group.of) out[day] = levels_of(group.day);
  return out;
}

std::vector<MinedShift> WeekLevels::shifts() const {
  const auto week = levels();
  std::set<double, std::greater<>> distinct;
  for (const auto& day : week) distinct.insert(day.begin(), day.end());
  if (distinct.size() == 1) return {{{}, *distinct.begin()}};
  std::vector<MinedShift> out;
  for (const double level : distinct) {
    MinedShift shift{{}, level};
    std::vector<std::vector<std::size_t>> alike; // days that have this level in the same hours
    for (std::size_t day = 0; day < weekdays; ++day) {
      const auto own = std::find_if(alike.begin(), alike.end(), [&](const auto& days) {
        return hours_at(week[days.front()], level) == hours_at(week[day], level);
      });
      if (own == alike.end())
        alike.push_back({day});
      else
        own->push_back(day);
    }
    for (const auto& days : alike)
      for (const auto& run : runs_of(days))
        for (const auto& open : hours_at(week[days.front()], level)) shift.open.push_back(run + " " + open);
    out.push_back(std::move(shift));
  }
  return out;
}

DaysOfWork WeekLevels::days_of_work() const {
  const auto week = levels();
  DaysOfWork out;
  for (std::size_t date = 0; date * hours < dates_.size(); ++date) {
    bool waited = false, started = false;
    for (std::size_t hour = 0; hour < hours; ++hour) {
      const auto& at = dates_[date * hours + hour];
      started = started || at.started;
      waited = waited || (week[weekday_of(date)][hour] > 0 && at.all_of_it && (at.spare || at.started));
    }
    if (waited) out.waited += 1;
    if (waited && !started) out.idle += 1;
  }
  std::vector<std::size_t> working;
  for (std::size_t day = 0; day < weekdays; ++day)
    if (*std::max_element(week[day].begin(), week[day].end()) > 0) working.push_back(day);
  out.weekdays = join(runs_of(working), ", ");
  return out;
}

} // namespace carepath
