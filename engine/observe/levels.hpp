// Levels: how many entities are in given phases of given steps, followed over time.
//
// A level is an integer and time is whole milliseconds, so areas are exact 64-bit sums: no rounding, and
// the same bits however the run is cut. Levels are followed from the start; areas and maxima begin again
// when the warm-up ends.
#pragma once

#include "engine/base/ensure.hpp"
#include "engine/base/sim_time.hpp"
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

/// One level: its value now, its area and its largest value in the measured period.
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

/// All levels of a plan, with the hooks of each phase of each step.
class LevelTable {
public:
  LevelTable(const std::vector<LevelRow>& rows, std::size_t steps);

  /// An entity goes from one phase of a step to another; none: from or to outside the step.
  void move(StepId step, Phase from, Phase to, const double* attributes, SimTime now) {
    const std::size_t at = change_slot(step, from, to);
    for (std::uint32_t i = change_first_[at]; i < change_first_[at + 1]; ++i) {
      const Change& change = changes_[i];
      if (change.attribute == Hook::everyone || attributes[change.attribute] == change.category)
        meters_[change.level].change(change.by, now);
    }
  }
  /// An attribute of an entity inside a phase changes: it moves between the groups of that attribute.
  void regroup(std::size_t slot, AttributeId attribute, double before, double after, SimTime now) {
    for (std::uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
      const Hook& hook = hooks_[i];
      if (hook.attribute != attribute.value || before == after) continue;
      if (hook.category == before) meters_[hook.level].change(-1, now);
      if (hook.category == after) meters_[hook.level].change(1, now);
    }
  }
  void end_warm_up(SimTime now) {
    for (LevelMeter& meter : meters_) meter.end_warm_up(now);
  }
  void advance(SimTime now) {
    for (LevelMeter& meter : meters_) meter.advance(now);
  }
  [[nodiscard]] const LevelMeter& meter(std::uint32_t level) const { return meters_.at(level); }

private:
  struct Hook {
    static constexpr std::uint32_t everyone = AttributeId::none_value;
    std::uint32_t level = 0;
    std::uint32_t attribute = everyone;
    double category = 0;
  };

  /// What one move does to one level. Levels that count both phases do not change and are left out.
  struct Change {
    std::uint32_t level = 0;
    std::uint32_t attribute = Hook::everyone;
    double category = 0;
    std::int64_t by = 0;
  };
  static constexpr std::size_t places = phase_count + 1; // the last is outside

  [[nodiscard]] static constexpr std::size_t change_slot(StepId step, Phase from, Phase to) {
    return (std::size_t{step.value} * places + static_cast<std::size_t>(from)) * places +
           static_cast<std::size_t>(to);
  }
  void lay_out_changes(const std::vector<std::vector<Hook>>& by_slot, std::size_t steps);
  void add_changes(const std::vector<Hook>& left, const std::vector<Hook>& entered);

  std::vector<std::uint32_t> change_first_; // changes of move m are changes_[first[m] .. first[m + 1])
  std::vector<Change> changes_;
  std::vector<std::uint32_t> first_; // hooks of slot s are hooks_[first_[s] .. first_[s + 1])
  std::vector<Hook> hooks_;
  std::vector<LevelMeter> meters_;
};

inline LevelTable::LevelTable(const std::vector<LevelRow>& rows, std::size_t steps) {
  std::vector<std::vector<Hook>> by_slot(steps * phase_count);
  for (std::uint32_t level = 0; level < rows.size(); ++level) {
    const LevelRow& row = rows[level];
    meters_.emplace_back(row.distribution);
    for (const auto& [step, phase] : row.counted) {
      ensure(step.value < steps && phase != Phase::none, "a level of a phase that does not exist");
      by_slot[phase_slot(step, phase)].push_back({level, row.split.value, static_cast<double>(row.category)});
    }
  }
  first_.push_back(0);
  for (const auto& hooks : by_slot) {
    hooks_.insert(hooks_.end(), hooks.begin(), hooks.end());
    first_.push_back(static_cast<std::uint32_t>(hooks_.size()));
  }
  lay_out_changes(by_slot, steps);
}

inline void LevelTable::lay_out_changes(const std::vector<std::vector<Hook>>& by_slot, std::size_t steps) {
  static_assert(static_cast<std::size_t>(Phase::none) == phase_count);
  const std::vector<Hook> outside;
  const auto hooks_of = [&](std::size_t step, std::size_t phase) -> const std::vector<Hook>& {
    return phase == phase_count ? outside : by_slot[step * phase_count + phase];
  };
  change_first_.push_back(0);
  for (std::size_t step = 0; step < steps; ++step)
    for (std::size_t from = 0; from < places; ++from)
      for (std::size_t to = 0; to < places; ++to) {
        add_changes(hooks_of(step, from), hooks_of(step, to));
        change_first_.push_back(static_cast<std::uint32_t>(changes_.size()));
      }
}

inline void LevelTable::add_changes(const std::vector<Hook>& left, const std::vector<Hook>& entered) {
  const auto has = [](const std::vector<Hook>& hooks, const Hook& wanted) {
    return std::any_of(hooks.begin(), hooks.end(), [&](const Hook& hook) {
      return hook.level == wanted.level && hook.attribute == wanted.attribute &&
             hook.category == wanted.category;
    });
  };
  for (const Hook& hook : left)
    if (!has(entered, hook)) changes_.push_back({hook.level, hook.attribute, hook.category, -1});
  for (const Hook& hook : entered)
    if (!has(left, hook)) changes_.push_back({hook.level, hook.attribute, hook.category, 1});
}

} // namespace carepath
