// Levels: how many entities are in given phases of given steps, over time.
//
// The number in each phase of each step is kept as a sum; a level that is a plain number of people is worked
// out from those when it is asked for. One by group, or with a maximum or the time at each number, is
// followed change by change. Levels are kept from the start; areas and maxima begin again when the warm-up
// ends.
#pragma once

#include "engine/base/ensure.hpp"
#include "engine/base/hot.hpp"
#include "engine/base/sim_time.hpp"
#include "engine/observe/level_sum.hpp"
#include "engine/observe/measure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace carepath {

/// Slot of a phase of a step in the tables of hooks.
[[nodiscard]] constexpr std::size_t phase_slot(StepId step, Phase phase) {
  return std::size_t{step.value} * phase_count + static_cast<std::size_t>(phase);
}

/// The smallest n whose share of time at n or below reaches `p`; times[n] is the time at n. NaN when no
/// time has passed. A share within rounding of `p` reaches it.
template <class Time> [[nodiscard]] double time_quantile(std::span<const Time> times, double p) {
  double total = 0;
  for (const Time time : times) total += static_cast<double>(time);
  if (!(total > 0)) return std::numeric_limits<double>::quiet_NaN();
  const double needed = p * total * (1 - 1e-14);
  double up_to = 0;
  for (std::size_t n = 0; n < times.size(); ++n) {
    up_to += static_cast<double>(times[n]);
    if (up_to > 0 && up_to >= needed) return static_cast<double>(n);
  }
  return static_cast<double>(times.size() - 1);
}

/// Share of time from `first` to `last` inclusive. NaN when no time has passed.
template <class Time>
[[nodiscard]] double time_share(std::span<const Time> times, double first, double last) {
  double total = 0;
  double inside = 0;
  for (std::size_t n = 0; n < times.size(); ++n) {
    const auto at = static_cast<double>(n);
    total += static_cast<double>(times[n]);
    if (at >= first && at <= last) inside += static_cast<double>(times[n]);
  }
  return total > 0 ? inside / total : std::numeric_limits<double>::quiet_NaN();
}

/// A level followed change by change: its value now, its area and its largest value in the measured period.
class LevelMeter {
public:
  explicit LevelMeter(bool distribution) : distribution_(distribution) {}

  void change(std::int64_t by, SimTime now) {
    advance(now);
    level_ += by;
    ensure(level_ >= 0, "a level fell below zero: an entity left a group that it had not joined");
  }
  void advance(SimTime now) {
    const std::int64_t passed = now.ms - last_;
    if (passed <= 0) return;
    area_ += level_ * passed;
    maximum_ = std::max(maximum_, level_);
    if (distribution_) add_time(static_cast<std::size_t>(level_), passed);
    last_ = now.ms;
  }
  void end_warm_up(SimTime now) {
    advance(now);
    area_ = 0;
    maximum_ = 0;
    std::fill(time_at_.begin(), time_at_.end(), 0);
  }
  /// Adds what a part of the level's phases was, over the same time. Largest values and times at each value
  /// do not add up: at most one part may have been followed for them.
  void add(const LevelMeter& part);
  [[nodiscard]] double level() const { return static_cast<double>(level_); }
  /// The largest number held for any time: one who passes through in an instant does not count.
  [[nodiscard]] double maximum() const { return static_cast<double>(maximum_); }
  /// Entities times days.
  [[nodiscard]] double area() const {
    return static_cast<double>(area_) / static_cast<double>(milliseconds_per_day);
  }
  /// The area as it will be at `now`, when nothing changes before.
  [[nodiscard]] double area_at(SimTime now) const {
    const std::int64_t passed = std::max<std::int64_t>(0, now.ms - last_);
    return static_cast<double>(area_ + level_ * passed) / static_cast<double>(milliseconds_per_day);
  }
  /// Milliseconds at 0, 1, 2, ...; empty unless the row asks for a distribution.
  [[nodiscard]] std::span<const std::int64_t> times() const { return time_at_; }
  [[nodiscard]] bool has_distribution() const { return distribution_; }

private:
  void add_time(std::size_t level, std::int64_t passed) {
    if (level >= time_at_.size()) time_at_.resize(level + level / 2 + 8);
    time_at_[level] += passed;
  }

  std::int64_t level_ = 0;
  std::int64_t area_ = 0;
  std::int64_t last_ = 0;
  std::int64_t maximum_ = 0;
  bool distribution_ = false;
  std::vector<std::int64_t> time_at_;
};

/// All levels of a plan. `move` is told of every change of phase.
class LevelTable {
public:
  LevelTable(const ObservationPlan& plan, std::size_t steps);

  /// An entity goes from one phase of a step to another; none: from or to outside the step.
  CAREPATH_HOT void move(LevelSum* numbers, StepId step, Phase from, Phase to, const double* attributes,
                         SimTime now) {
    numbers[static_cast<std::size_t>(from)].fall(now);
    numbers[static_cast<std::size_t>(to)].rise(now);
    if (follows_) follow(step, from, to, attributes, now);
  }
  /// The numbers in each phase of a step, and outside, as `move` wants them; they stay where they are.
  [[nodiscard]] LevelSum* numbers_of(StepId step) { return sums_.data() + std::size_t{step.value} * places; }
  /// An attribute of an entity inside a phase changes: it moves between the groups of that attribute.
  void regroup(std::size_t slot, AttributeId attribute, double before, double after, SimTime now);
  void end_warm_up(SimTime now);
  void advance(SimTime now);
  /// Adds what a part of the program was, when both are brought up to the end of the run;
  /// steps[step of the part] and rows[level of the part] are those here.
  void add(const LevelTable& part, std::span<const std::uint32_t> steps, std::span<const std::uint32_t> rows);

  /// In one phase of one step now.
  [[nodiscard]] std::int64_t number_in(StepId step, Phase phase) const {
    return sums_[std::size_t{step.value} * places + static_cast<std::size_t>(phase)].level();
  }
  [[nodiscard]] double level(std::uint32_t row) const;
  /// Entities times days since the measured period began.
  [[nodiscard]] double area(std::uint32_t row, SimTime now) const;
  /// The meter of a level whose maximum or distribution the plan asks for. Throws EnsureError for others.
  [[nodiscard]] const LevelMeter& meter(std::uint32_t row) const;

private:
  struct Hook {
    static constexpr std::uint32_t everyone = AttributeId::none_value;
    std::uint32_t meter = 0;
    std::uint32_t attribute = everyone;
    double category = 0;
  };
  /// What one move does to one meter. Levels that count both phases do not change and are left out.
  struct Change {
    std::uint32_t meter = 0;
    std::uint32_t attribute = Hook::everyone;
    double category = 0;
    std::int64_t by = 0;
  };
  static constexpr std::size_t places = phase_count + 1; // the last is outside
  static constexpr std::uint32_t none = 0xFFFF'FFFFu;

  [[nodiscard]] static constexpr std::size_t change_slot(StepId step, Phase from, Phase to) {
    return (std::size_t{step.value} * places + static_cast<std::size_t>(from)) * places +
           static_cast<std::size_t>(to);
  }
  void follow(StepId step, Phase from, Phase to, const double* attributes, SimTime now);
  void lay_out_changes(const std::vector<std::vector<Hook>>& by_slot, std::size_t steps);
  void add_changes(const std::vector<Hook>& left, const std::vector<Hook>& entered);
  [[nodiscard]] std::size_t place_of(const std::pair<StepId, Phase>& counted) const {
    return std::size_t{counted.first.value} * places + static_cast<std::size_t>(counted.second);
  }

  const std::vector<LevelRow>& rows_;
  bool follows_ = false;                    // some level change by change
  std::vector<LevelSum> sums_;              // [step, phase or outside]
  std::vector<std::uint32_t> meter_of_;     // [row]; none when its phases' sums say it all
  std::vector<std::uint32_t> change_first_; // changes of move m are changes_[first[m] .. first[m + 1])
  std::vector<Change> changes_;
  std::vector<std::uint32_t> first_; // hooks of slot s are hooks_[first_[s] .. first_[s + 1])
  std::vector<Hook> hooks_;
  std::vector<LevelMeter> meters_;
};

} // namespace carepath
