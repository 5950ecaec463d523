// Sources: when the next entities enter, and how an entity begins.
//
// Gaps and counts are keyed by the source and their own number, so arrivals are the same in every
// variant whose source is the same.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint64_t gap_purpose = purpose_of("arrivals.gap");
constexpr std::uint64_t place_purpose = purpose_of("arrivals.place");
constexpr std::uint64_t copies_purpose = purpose_of("arrivals.copies");
constexpr std::uint64_t row_purpose = purpose_of("arrivals.row");
constexpr std::uint32_t most_gaps_of_nothing = 1'000'000;

/// A moment that is one of the clock's but for rounding is that one: where gaps are added up for years, no
/// roundings add up with them.
double without_rounding(double days) {
  constexpr double roundings = 4 * std::numeric_limits<double>::epsilon();
  const double on_the_clock = SimTime::from_days(days).days();
  return std::abs(on_the_clock - days) <= roundings * days ? on_the_clock : days;
}

} // namespace

void Simulation::schedule_source(std::uint32_t source) {
  const auto& row = program_.sources[source];
  if (row.kind == ArrivalKind::at_start) return arrival(source);
  auto& state = sources_[source];
  state.clock_days = row.from.days();
  const SimTime first = first_arrival(source);
  if (first <= program_.plan.end && first < row.until)
    calendar_.push(first, Rank::arrival, EventKind::source, source);
}

/// The first gap is the one that holds when the source begins.
SimTime Simulation::first_arrival(std::uint32_t source) {
  const auto& row = program_.sources[source];
  if (row.kind != ArrivalKind::gaps) return next_arrival(source);
  const SimTime present = std::exchange(now_, std::max(now_, row.from));
  const SimTime first = next_arrival(source);
  now_ = present;
  return first;
}

SimTime Simulation::next_arrival(std::uint32_t source) {
  const auto& row = program_.sources[source];
  auto& state = sources_[source];
  switch (row.kind) {
  case ArrivalKind::poisson: return next_poisson(source);
  case ArrivalKind::counts: return next_counted(source);
  case ArrivalKind::listed:
    while (state.arrivals < row.listed.size() && row.listed[state.arrivals] < row.from) ++state.arrivals;
    return state.arrivals < row.listed.size() ? row.listed[state.arrivals++] : SimTime::never();
  case ArrivalKind::gaps: {
    Subject who;
    who.key = mix64(state.key, state.arrivals++);
    const double gap = evaluate(row.gap, who);
    if (!(gap >= 0)) fail_length("a gap", gap, fmt::format("between arrivals of '{}'", row.name));
    state.clock_days = without_rounding(state.clock_days + gap);
    const SimTime next = SimTime::from_days(state.clock_days);
    state.at_once = next == now_ ? state.at_once + 1 : 0;
    if (state.at_once == most_gaps_of_nothing)
      ensure(false, fmt::format("on day {:.6g} arrivals of '{}' follow each other without end and no time "
                                "passes: its gaps must be longer",
                                now_.days(), row.name));
    return next;
  }
  case ArrivalKind::at_start: break;
  }
  return SimTime::never();
}

/// Poisson with a piecewise-constant rate: a unit exponential is spent at the rate of each segment
/// (inversion of the cumulative rate; Cinlar 1975).
SimTime Simulation::next_poisson(std::uint32_t source) {
  const auto& rate = program_.sources[source].rate;
  auto& state = sources_[source];
  double left = -portable::log(luck_.uniform(state.key, gap_purpose, state.arrivals++).value());
  if (state.clock_days < state.level_until) { // the usual case: before the rate changes
    const double available = (state.level_until - state.clock_days) * state.level;
    if (left < available) {
      state.clock_days += left / state.level;
      return SimTime::from_days(state.clock_days);
    }
  }
  while (state.segment < rate.times.size()) {
    const bool last = state.segment + 1 == rate.times.size();
    const double end = last ? program_.plan.end.days() + 1 : rate.times[state.segment + 1].days();
    const double level = rate.values[state.segment] * day_factor(source);
    const double until =
        program_.sources[source].day_factor.exists() ? std::min(end, end_of_day(source)) : end;
    const double available = std::max(0.0, until - state.clock_days) * level;
    if (left < available) {
      state.clock_days += left / level;
      state.level = level;
      state.level_until = until;
      return SimTime::from_days(state.clock_days);
    }
    left -= available;
    state.clock_days = std::max(state.clock_days, until);
    if (until < end) continue;
    if (state.clock_days > program_.plan.end.days()) break;
    ++state.segment;
  }
  return SimTime::never();
}

/// The day's own factor, drawn once for each day of a source whose days vary.
double Simulation::day_factor(std::uint32_t source) const {
  const auto& row = program_.sources[source];
  if (!row.day_factor.exists()) return 1;
  Subject who;
  who.key = mix64(sources_[source].key, static_cast<std::uint64_t>(end_of_day(source)));
  return evaluate(row.day_factor, who);
}

double Simulation::end_of_day(std::uint32_t source) const {
  const double midnight = program_.time_of_day.days();
  return std::floor(sources_[source].clock_days + midnight) + 1 - midnight;
}

/// Exact counts per period, placed at its start, evenly, or at random (keyed) moments in it.
SimTime Simulation::next_counted(std::uint32_t source) {
  const auto& row = program_.sources[source];
  auto& state = sources_[source];
  while (state.planned.empty()) {
    const SimTime begin = row.from + SimTime{row.period.ms * static_cast<std::int64_t>(state.arrivals)};
    if (begin > program_.plan.end || begin >= row.until) return SimTime::never();
    Subject who;
    who.key = mix64(state.key, state.arrivals++);
    const auto count = people_at(source, row.count, who, begin);
    const auto period = static_cast<double>(row.period.ms);
    for (std::uint32_t at = 0; at < count; ++at) {
      const double ms = row.spread == Spread::start ? 0.0
                        : row.spread == Spread::even
                            ? std::round(period * at / count)
                            : period * luck_.uniform(who.key, place_purpose, at).value();
      state.planned.push_back(begin + SimTime{static_cast<std::int64_t>(ms)});
    }
    std::sort(state.planned.rbegin(), state.planned.rend());
  }
  const SimTime next = state.planned.back();
  state.planned.pop_back();
  return next;
}

/// Evaluates a count for a period that begins later than now (guards and cycles look at that moment).
std::uint32_t Simulation::people_at(std::uint32_t source, ValueId value, const Subject& who, SimTime moment) {
  const SimTime present = std::exchange(now_, moment);
  const auto count = people(source, value, who);
  now_ = present;
  return count;
}

std::uint32_t Simulation::people(std::uint32_t source, ValueId value, const Subject& who) const {
  const double count = evaluate(value, who);
  if (!(count >= 0 && count < 1e9)) [[unlikely]]
    ensure(false,
           fmt::format("source '{}' cannot send {:.6g} people at once: it is negative, no number or beyond "
                       "1,000 million",
                       program_.sources[source].name, count));
  return static_cast<std::uint32_t>(count + 0.5);
}

void Simulation::arrival(std::uint32_t source) {
  const auto& row = program_.sources[source];
  if (row.kind == ArrivalKind::at_start) {
    Subject who;
    who.key = mix64(sources_[source].key, gap_purpose);
    const auto count = row.rows.empty()
                           ? people(source, row.count, who)
                           : static_cast<std::uint32_t>(row.rows.size() / row.row_attributes.size());
    ensure(count <= most_entities, too_many_entities);
    for (std::uint32_t at = 0; at < count; ++at)
      for (auto copy = copies(source, at); copy > 0; --copy) create(source, at);
    return;
  }
  const std::uint32_t listed_row =
      row.kind == ArrivalKind::listed ? static_cast<std::uint32_t>(sources_[source].arrivals - 1) : 0;
  create_batch(source, listed_row);
  const SimTime next_time = next_arrival(source);
  if (next_time <= program_.plan.end && next_time < row.until)
    calendar_.push(next_time, Rank::arrival, EventKind::source, source);
}

CAREPATH_HOT void Simulation::create_batch(std::uint32_t source, std::uint32_t row) {
  const auto& from = program_.sources[source];
  std::uint32_t size = 1;
  if (from.batch.exists()) {
    Subject who;
    who.key = mix64(sources_[source].key, mix64(gap_purpose, ++sources_[source].batches));
    size = people(source, from.batch, who);
  }
  if (from.kind == ArrivalKind::listed) size = copies(source, row);
  for (std::uint32_t at = 0; at < size; ++at) create(source, row);
}

/// How often a recorded row enters: once, or on average as often as the source's scale says.
std::uint32_t Simulation::copies(std::uint32_t source, std::uint32_t row) const {
  const double scale = program_.sources[source].scale;
  if (scale == 1) return 1;
  return static_cast<std::uint32_t>(scale + luck_.uniform(sources_[source].key, copies_purpose, row).value());
}

/// The attributes that a row of a source's list gives; which row may be drawn.
void Simulation::read_row(const SourceRow& from, std::uint32_t row, EntityHead& head) {
  const auto columns = from.row_attributes.size();
  if (from.resampled)
    row = static_cast<std::uint32_t>(luck_.uniform(head.key, row_purpose, 0).value() *
                                     static_cast<double>(from.rows.size() / columns));
  for (std::size_t column = 0; column < columns; ++column)
    EntityStore::attributes(head)[from.row_attributes[column].value] = from.rows[row * columns + column];
}

void Simulation::create(std::uint32_t source, std::uint32_t row) {
  const auto& from = program_.sources[source];
  const auto entity = entities_.allocate();
  auto& head = entities_.head(entity);
  const std::uint32_t ordinal = sources_[source].created++;
  head.key = mix64(sources_[source].key, ordinal); // entity_key, with the source's part at hand
  if (entities_.keeps_extras()) {
    entities_.extras(head).source = source;
    entities_.extras(head).ordinal = ordinal;
  }
  head.entered = head.arrived = head.queue_date = now_;
  head.node = source;
  head.pc = from.entry;
  if (!from.rows.empty()) read_row(from, row, head);
  ++created_;
  if (options_.trace) trace(head, "enter");
  execute(entity);
}

} // namespace carepath
