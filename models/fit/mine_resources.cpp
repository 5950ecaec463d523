// What there is: pools of resources, how many at once, and shifts over the week.
//
// A start after a wait shows the capacity: while somebody waits everything is taken, so what is busy just
// after such a start is all there is. An hour at whose end people wait, on enough dates, and in which nobody
// ever starts is an hour that is closed. After any start there is at least what is busy then.
#include "models/fit/mining_parts.hpp"

#include "models/fit/week_levels.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

constexpr double a_moment = 30.0 / 86400; // logs are written to the minute or second: a shorter wait is none

struct LoggedResource {
  std::set<std::size_t> activities;
  std::vector<std::pair<double, int>> changes; // of the number at work
  std::size_t visits = 0;
};

std::map<std::string, LoggedResource> resources_of(const EventLog& log) {
  std::map<std::string, LoggedResource> out;
  for (const auto& patient : log.patients)
    for (const auto& each : patient.path) {
      if (each.resource.empty()) continue;
      auto& resource = out[each.resource];
      resource.activities.insert(each.activity);
      resource.changes.emplace_back(each.start, 1);
      resource.changes.emplace_back(each.end, -1);
      ++resource.visits;
    }
  return out;
}

int most_at_once(LoggedResource& resource) {
  std::sort(resource.changes.begin(), resource.changes.end()); // ends before starts at one instant
  int now = 0, most = 0;
  for (const auto& [time, change] : resource.changes) most = std::max(most, now += change);
  return most;
}

/// "nurse" of "Nurse 1" and "Nurse 2"; empty where they share no beginning.
std::string common_name(const std::vector<std::string>& names) {
  std::string common = plain_name(names.front());
  for (const auto& name : names) {
    const auto plain = plain_name(name);
    const auto [end, unused] = std::mismatch(common.begin(), common.end(), plain.begin(), plain.end());
    common.erase(end, common.end());
  }
  while (!common.empty() && (common.back() == '_' || std::isdigit(static_cast<unsigned char>(common.back()))))
    common.pop_back();
  return common.size() >= 2 ? common : std::string();
}

/// Individuals who do the same work are one pool; what serves several at once is a pool of its own.
std::vector<std::vector<std::string>> pools_of(std::map<std::string, LoggedResource>& resources) {
  std::vector<std::vector<std::string>> pools;
  std::vector<std::set<std::size_t>> work;
  for (auto& [name, resource] : resources) {
    if (most_at_once(resource) > 1) {
      pools.push_back({name});
      work.emplace_back();
      continue;
    }
    const auto shares_work = [&resource = resource](const auto& other) {
      return std::any_of(resource.activities.begin(), resource.activities.end(),
                         [&](auto activity) { return other.contains(activity); });
    };
    const auto found = std::find_if(work.begin(), work.end(), shares_work);
    if (found == work.end()) {
      pools.push_back({name});
      work.push_back(resource.activities);
    } else {
      pools[static_cast<std::size_t>(found - work.begin())].push_back(name);
      found->insert(resource.activities.begin(), resource.activities.end());
    }
  }
  return pools;
}

/// Everything that happened at a pool, in order of time; at one instant ends, then starts, then arrivals.
struct PoolEvent {
  double time = 0;
  int kind = 0; // 0 end, 1 start, 2 came
  double came = 0;
};

std::vector<PoolEvent> events_of(const EventLog& log, const std::set<std::string>& names) {
  std::vector<PoolEvent> out;
  for (const auto& patient : log.patients)
    for (const auto& each : patient.path) {
      if (!names.contains(each.resource)) continue;
      out.push_back({each.end, each.end > each.start ? 0 : 3, each.came});
      out.push_back({each.start, 1, each.came});
      if (each.start - each.came > a_moment) out.push_back({each.came, 2, each.came});
    }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.time != b.time ? a.time < b.time : a.kind < b.kind;
  });
  return out;
}

/// The hours from the first of the events to the last.
WeekLevels hours_of(const EventLog& log, const std::vector<PoolEvent>& events) {
  double first = events.front().time, last = first;
  for (const auto& event : events) {
    first = std::min({first, event.time, event.came});
    last = std::max(last, event.time);
  }
  return {log.start_day, first, last};
}

/// The most at work at once, and the times when it was less.
double follow_spare(const std::vector<PoolEvent>& events, WeekLevels& levels) {
  const auto change = [](const PoolEvent& event) { return event.kind == 1 ? 1 : event.kind == 2 ? 0 : -1; };
  double busy = 0, most = 0, before = events.front().came;
  for (const auto& event : events) most = std::max(most, busy += change(event));
  busy = 0;
  for (const auto& event : events) {
    if (busy < most) levels.spare(before, event.time);
    busy += change(event);
    before = event.time;
  }
  return most;
}

/// Follows a pool through the log: levels at starts, hours waited in, and who was passed over.
void follow(const std::vector<PoolEvent>& events, MinedResource& pool, WeekLevels& levels) {
  std::multiset<double> waiting;
  double busy = 0, waited_starts = 0, passed = 0;
  for (const auto& event : events) {
    if (event.kind == 0 || event.kind == 3) busy -= 1;
    if (event.kind == 2) waiting.insert(event.came);
    if (event.kind != 1) continue;
    busy += 1;
    const bool has_waited = event.time - event.came > a_moment;
    levels.start(event.time, busy, has_waited);
    if (!has_waited) continue;
    levels.wait(event.came, event.time);
    waited_starts += 1;
    if (!waiting.empty() && *waiting.begin() < event.came - a_moment) passed += 1;
    if (const auto own = waiting.find(event.came); own != waiting.end()) waiting.erase(own);
  }
  pool.out_of_order = waited_starts > 0 ? passed / waited_starts : 0;
  if (waited_starts == 0) return;
  pool.shifts = levels.shifts();
  if (pool.shifts.size() == 1 && pool.shifts.front().open.empty()) {
    pool.capacity = pool.shifts.front().capacity;
    pool.shifts.clear();
  }
}

/// Where people waited in vain on many of its days, its days are not those of a week.
void tell_days_of_work(const MinedResource& pool, const DaysOfWork& days, MinedModel& model) {
  constexpr std::size_t several = 3;
  constexpr double often = 0.25; // more than holidays and leave
  if (days.idle < several || static_cast<double>(days.idle) < often * static_cast<double>(days.waited))
    return;
  model.unknown.push_back(fmt::format(
      "On which days '{}' works: on {} of the {} days on which somebody waited for it, it saw nobody "
      "though it could have; the scenario has it work each {}.",
      pool.name, days.idle, days.waited, days.weekdays));
}

void tell_unknowns(const MinedResource& pool, const WeekLevels& levels, MinedModel& model) {
  constexpr double often = 0.05;
  if (levels.has_waits())
    tell_days_of_work(pool, levels.days_of_work(), model);
  else
    model.unknown.push_back(
        fmt::format("How much '{}' there is: nobody ever waited for it, so its capacity is the most "
                    "ever used at once, {:.0f}; it may be more.",
                    pool.name, pool.capacity));
  if (pool.out_of_order > often)
    model.unknown.push_back(
        fmt::format("In what order '{}' serves: {:.0f}% of those who waited went before somebody who "
                    "had come earlier; the scenario serves in order of coming.",
                    pool.name, 100 * pool.out_of_order));
}

/// The pool most used by each activity.
void assign(const EventLog& log, MinedModel& model) {
  std::vector<std::map<std::string, double>> used(model.steps.size());
  for (const auto& patient : log.patients)
    for (const auto& each : patient.path)
      for (const auto& pool : model.resources)
        if (std::find(pool.logged.begin(), pool.logged.end(), each.resource) != pool.logged.end())
          used[each.activity][pool.name] += 1;
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (used[at].empty()) continue;
    const auto most = std::max_element(used[at].begin(), used[at].end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    model.steps[at].resource = most->first;
    if (used[at].size() > 1)
      model.unknown.push_back(
          fmt::format("Which of {} resources '{}' needs: the scenario takes '{}', the most used.",
                      used[at].size(), model.steps[at].activity, most->first));
  }
}

} // namespace

void mine_resources(const EventLog& log, MinedModel& model) {
  auto resources = resources_of(log);
  std::set<std::string> taken;
  for (const auto& names : pools_of(resources)) {
    MinedResource pool;
    pool.logged = names;
    pool.name = common_name(names);
    if (pool.name.empty())
      pool.name = "staff_of_" + plain_name(log.activities[*resources[names.front()].activities.begin()]);
    while (!taken.insert(pool.name).second) pool.name += "_2";
    const auto events = events_of(log, {pool.logged.begin(), pool.logged.end()});
    auto levels = hours_of(log, events);
    pool.capacity = follow_spare(events, levels);
    follow(events, pool, levels);
    tell_unknowns(pool, levels, model);
    model.resources.push_back(std::move(pool));
  }
  assign(log, model);
}

} // namespace carepath
