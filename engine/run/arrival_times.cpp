// Working out the next arrival of each kind of source.
#include "engine/run/arrival_times.hpp"

#include "engine/base/ensure.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/run/evaluate.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint64_t place_purpose = purpose_of("arrivals.place");
constexpr std::uint32_t most_gaps_of_nothing = 1'000'000;

/// A moment that is one of the clock's but for rounding is that one: where gaps are added up for years, no
/// roundings add up with them.
double without_rounding(double days) {
  constexpr double roundings = 4 * std::numeric_limits<double>::epsilon();
  const double on_the_clock = SimTime::from_days(days).days();
  return std::abs(on_the_clock - days) <= roundings * days ? on_the_clock : days;
}

} // namespace

std::uint32_t people_sent(const RunState& run, std::uint32_t source, ValueId value, const Subject& who) {
  const double count = evaluate(run, value, who);
  if (!(count >= 0 && count < 1e9)) [[unlikely]]
    ensure(false,
           fmt::format("source '{}' cannot send {:.6g} people at once: it is negative, no number or beyond "
                       "1,000 million",
                       run.program.sources[source].name, count));
  return static_cast<std::uint32_t>(count + 0.5);
}

SimTime ArrivalTimes::first() {
  state_.clock_days = row_.from.days();
  if (row_.kind != ArrivalKind::gaps) return next();
  const SimTime present = std::exchange(run_.now, std::max(run_.now, row_.from));
  const SimTime first = next();
  run_.now = present;
  return first;
}

SimTime ArrivalTimes::next() {
  switch (row_.kind) {
  case ArrivalKind::poisson: return next_poisson();
  case ArrivalKind::counts: return next_counted();
  case ArrivalKind::listed: return next_listed();
  case ArrivalKind::gaps: return next_gap();
  case ArrivalKind::at_start: break;
  }
  return SimTime::never();
}

SimTime ArrivalTimes::next_listed() {
  while (state_.arrivals < row_.listed.size() && row_.listed[state_.arrivals] < row_.from) ++state_.arrivals;
  return state_.arrivals < row_.listed.size() ? row_.listed[state_.arrivals++] : SimTime::never();
}

SimTime ArrivalTimes::next_gap() {
  Subject who;
  who.key = mix64(state_.key, state_.arrivals++);
  const double gap = evaluate(run_, row_.gap, who);
  if (!(gap >= 0)) fail_length("a gap", gap, fmt::format("between arrivals of '{}'", row_.name));
  state_.clock_days = without_rounding(state_.clock_days + gap);
  const SimTime next = SimTime::from_days(state_.clock_days);
  state_.at_once = next == run_.now ? state_.at_once + 1 : 0;
  if (state_.at_once == most_gaps_of_nothing)
    ensure(false, fmt::format("on day {:.6g} arrivals of '{}' follow each other without end and no time "
                              "passes: its gaps must be longer",
                              run_.now.days(), row_.name));
  return next;
}

/// Poisson with a piecewise-constant rate: a unit exponential is spent at the rate of each segment
/// (inversion of the cumulative rate; Cinlar 1975).
SimTime ArrivalTimes::next_poisson() {
  const Profile& rate = row_.rate;
  double left = -portable::log(run_.luck.uniform(state_.key, gap_purpose, state_.arrivals++).value());
  if (state_.clock_days < state_.level_until) { // the usual case: before the rate changes
    const double available = (state_.level_until - state_.clock_days) * state_.level;
    if (left < available) {
      state_.clock_days += left / state_.level;
      return SimTime::from_days(state_.clock_days);
    }
  }
  while (state_.segment < rate.times.size()) {
    const bool last = state_.segment + 1 == rate.times.size();
    const double end = last ? run_.program.plan.end.days() + 1 : rate.times[state_.segment + 1].days();
    const double level = rate.values[state_.segment] * day_factor();
    const double until = row_.day_factor.exists() ? std::min(end, end_of_day()) : end;
    const double available = std::max(0.0, until - state_.clock_days) * level;
    if (left < available) {
      state_.clock_days += left / level;
      state_.level = level;
      state_.level_until = until;
      return SimTime::from_days(state_.clock_days);
    }
    left -= available;
    state_.clock_days = std::max(state_.clock_days, until);
    if (until < end) continue;
    if (state_.clock_days > run_.program.plan.end.days()) break;
    ++state_.segment;
  }
  return SimTime::never();
}

/// The day's own factor, drawn once for each day of a source whose days vary.
double ArrivalTimes::day_factor() const {
  if (!row_.day_factor.exists()) return 1;
  Subject who;
  who.key = mix64(state_.key, static_cast<std::uint64_t>(end_of_day()));
  return evaluate(run_, row_.day_factor, who);
}

double ArrivalTimes::end_of_day() const {
  const double midnight = run_.program.time_of_day.days();
  return std::floor(state_.clock_days + midnight) + 1 - midnight;
}

/// Exact counts per period, placed at its start, evenly, or at random (keyed) moments in it.
SimTime ArrivalTimes::next_counted() {
  while (state_.planned.empty()) {
    const SimTime begin = row_.from + SimTime{row_.period.ms * static_cast<std::int64_t>(state_.arrivals)};
    if (begin > run_.program.plan.end || begin >= row_.until) return SimTime::never();
    plan_period(begin);
  }
  const SimTime next = state_.planned.back();
  state_.planned.pop_back();
  return next;
}

/// How many come is evaluated for the period that begins, which may be later than now: guards and cycles look
/// at that moment.
void ArrivalTimes::plan_period(SimTime begin) {
  Subject who;
  who.key = mix64(state_.key, state_.arrivals++);
  const SimTime present = std::exchange(run_.now, begin);
  const auto count = people_sent(run_, source_, row_.count, who);
  run_.now = present;
  const auto period = static_cast<double>(row_.period.ms);
  for (std::uint32_t at = 0; at < count; ++at) {
    const double ms = row_.spread == Spread::start ? 0.0
                      : row_.spread == Spread::even
                          ? std::round(period * at / count)
                          : period * run_.luck.uniform(who.key, place_purpose, at).value();
    state_.planned.push_back(begin + SimTime{static_cast<std::int64_t>(ms)});
  }
  std::sort(state_.planned.rbegin(), state_.planned.rend());
}

} // namespace carepath
