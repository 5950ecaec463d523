// Records one replication: every observation is folded at once into slots laid out by the plan.
//
// The interpreter tells the recorder what happened; it never asks it anything. Before the warm-up ends
// only levels are followed (their areas are cleared when it ends); counts and tallies start then. The
// measured period is closed on both sides: what happens at the instant the warm-up ends, or at the end
// of the run, counts.
//
// Hooks are flat: those of one phase of a step, or of one interval, stand together.
#pragma once

#include "engine/base/hot.hpp"
#include "engine/observe/flow_table.hpp"
#include "engine/observe/histogram.hpp"
#include "engine/observe/interval_samples.hpp"
#include "engine/observe/levels.hpp"
#include "engine/observe/measure.hpp"
#include "engine/observe/part_places.hpp"
#include "engine/observe/replication_result.hpp"
#include "engine/observe/resource_meter.hpp"
#include "engine/observe/tallies.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace carepath {

struct Program;

/// When what was under way at the start of the run began, as far as is known.
inline constexpr SimTime before_the_start{-1};

/// Work under way at the start is timed from there.
[[nodiscard]] constexpr SimTime timed_from(Phase phase, SimTime since) {
  return phase == Phase::work ? std::max(since, SimTime{0}) : since;
}

class Recorder {
public:
  /// `keep_entities`: outcomes of single entities are kept for paired comparison. The program outlives
  /// the recorder. `is_part`: what it records will be added to the whole's.
  Recorder(const Program& program, bool keep_entities, bool is_part = false);

  Recorder(const Recorder&) = delete; // its tables point into each other
  Recorder& operator=(const Recorder&) = delete;
  Recorder(Recorder&&) = default;

  // What happened. Attributes point at the entity's columns, for the splits.

  /// The entity comes to `step` from a node (sources, then steps) and enters its wait phase.
  void arrive(StepId step, std::uint32_t from_node, const double* attributes, SimTime now);
  /// What is kept about one step, for those who find it once (`row_of` stays where it is): milliseconds and
  /// numbers in the measured period, and where its phases are counted.
  struct StepRow {
    LevelSum* numbers = nullptr; // [phase or outside]
    std::uint64_t arrivals = 0;
    std::uint64_t started = 0;
    std::int64_t wait_ms = 0;
    std::uint32_t first_hook[phase_count + 1] = {}; // of each phase, into phase_hooks_
    std::uint32_t step = 0;
  };
  [[nodiscard]] StepRow& row_of(StepId step) { return steps_[step.value]; }
  [[nodiscard]] ResourceMeter& meter_of(ResourceId resource) { return resources_[resource.value]; }
  /// It comes to a step and begins its work at once.
  void arrive_and_start(StepRow& row, std::uint32_t from_node, const double* attributes, SimTime now);
  void arrive(StepRow& row, std::uint32_t from_node, const double* attributes, SimTime now);
  void end_phase(StepRow& row, Phase phase, Phase next, SimTime since, SimTime began, SimTime arrived,
                 const double* attributes, SimTime now);
  /// The entity is in the work phase of `step` as the run begins, without having come to it in the run.
  void find_at_work(StepId step, const double* attributes, SimTime now) {
    levels_.move(steps_[step.value].numbers, step, Phase::none, Phase::work, attributes, now);
  }
  /// The entity leaves `phase` of `step`, which it entered at `since`, having arrived at the step at
  /// `arrived`; `next` none: it leaves the step. `completed` false: a hazard cut the phase short, and the
  /// time in it is not tallied. `began`: when work that was interrupted first began, of which `since` counts
  /// back the time at work.
  void end_phase(StepId step, Phase phase, Phase next, SimTime since, SimTime began, SimTime arrived,
                 bool completed, const double* attributes, SimTime now);
  /// The same of a phase that was not interrupted.
  void end_phase(StepId step, Phase phase, Phase next, SimTime since, SimTime arrived, bool completed,
                 const double* attributes, SimTime now) {
    end_phase(step, phase, next, since, since, arrived, completed, attributes, now);
  }
  void count(MeasureId tally, const double* attributes, SimTime now) {
    tally_value(tally, 1.0, attributes, now);
  }
  /// Throws EnsureError when `value` is not a finite number.
  void tally_value(MeasureId tally, double value, const double* attributes, SimTime now);
  /// An interval of `days`, which may be whole ones, closes. Tallies of a cohort ask that it opened in the
  /// measured period, or in their part of it.
  void close_interval(IntervalId interval, std::uint32_t reason, SimTime opened, double days,
                      const double* attributes, SimTime now);
  void leave(std::uint32_t from_node, std::uint32_t outcome, SimTime now) {
    if (measured(now)) flows_.add(from_node, static_cast<std::uint32_t>(steps_.size()) + outcome);
  }
  void resource_changed(ResourceId resource, double busy, double queue, double capacity, SimTime now);
  /// An entity that joined a queue at `joined` leaves it; `granted` false: it gave up. An entity in
  /// several queues leaves each. Called once for each leaver, beside `resource_changed` at that instant.
  void queue_wait(ResourceId resource, SimTime joined, SimTime now);
  /// One session of a diary, with the slots it offered and those used, which may be more.
  void session(ResourceId resource, double offered, double used, SimTime now);
  void keep(const EntityOutcome& outcome) {
    if (keep_entities_) entities_.push_back(outcome);
  }
  /// An attribute of an entity inside `phase` of `step` changes. Needed only for attributes that split a
  /// level (`splits_levels`): without it the entity would leave a group that it had not joined.
  void attribute_changed(StepId step, Phase phase, AttributeId attribute, double before, double after,
                         SimTime now);
  [[nodiscard]] bool splits_levels(AttributeId attribute) const { return split_of_level_[attribute.value]; }
  /// At the end of the run, just before `finish`: an entity is in the queue since `joined`.
  void still_waiting(ResourceId resource, SimTime joined, SimTime now);

  // Driven by the replication.
  void end_warm_up(SimTime now);
  /// Sample number `index` of the plan's times: begun, then told of every open interval that is
  /// looked at, then taken.
  void begin_sample(std::uint32_t index);
  [[nodiscard]] const std::vector<std::uint32_t>& intervals_looked_at() const {
    return intervals_.looked_at();
  }
  void see_open(const OpenInterval& open) { intervals_.read(open); }
  void take_sample(std::uint32_t index, SimTime now);
  /// The three in one.
  void sample(std::uint32_t index, std::span<const OpenInterval> open, SimTime now);
  /// Closes all records at the end of the run and evaluates the figures. The caller fills in the numbers
  /// of events and entities. Throws EnsureError for a figure of something the plan does not record.
  [[nodiscard]] ReplicationResult finish(SimTime now);

  // Of a program that is run in parts (recorder_parts.cpp).

  /// Brings a part's records up to the end of the run, to be added to the whole's.
  void close(SimTime now);
  /// The whole's own recorder: nothing happens in it, it is only added to.
  void begin_sum();
  /// Adds a closed part. The sums depend on the order of parts in the last bit.
  void add(const Recorder& part, const PartPlaces& places);

private:
  struct PhaseHook {
    std::uint32_t tally = 0;
    Cohort cohort = Cohort::end;
    CohortPeriod began{}; // of a cohort
    /// Whether a visit to a step that came and began its phase at these moments is tallied when it ends.
    [[nodiscard]] bool takes(SimTime arrived, SimTime since) const {
      return cohort == Cohort::end || began.holds(cohort == Cohort::arrive ? arrived : since);
    }
  };
  using IntervalHook = PhaseHook;

  [[nodiscard]] PhaseHook hook_of(MeasureId tally) const;
  void lay_out_phase_hooks();
  void lay_out_interval_hooks(const Program& program);
  void make_resources(const Program& program);
  double sample_value(std::uint32_t row, SimTime now);
  [[nodiscard]] std::size_t census_time(std::uint32_t index) const;
  [[nodiscard]] double sample_total(const SampleRow& sample, SimTime now) const;
  void fill_flows(ReplicationResult& result) const;
  void fill_resources(ReplicationResult& result) const;
  void fill_entities(ReplicationResult& result);
  void add_flows(const Recorder& part, const PartPlaces& places);
  void add_samples(const Recorder& part, const PartPlaces& places);
  void add_censuses(const Recorder& part, const PartPlaces& places);
  void fill_interval_samples();
  [[nodiscard]] bool measured(SimTime now) const { return now >= warm_up_; }
  void tally_phase(const StepRow& row, Phase phase, SimTime since, SimTime began, SimTime arrived,
                   const double* attributes, SimTime now);

  const ObservationPlan& plan_;
  SimTime warm_up_;
  bool warm_ = false; // the warm-up has ended
  bool keep_entities_ = false;
  bool is_part_ = false;
  bool is_sum_ = false;
  std::uint32_t sources_ = 0;

  TallyTable tallies_;
  LevelTable levels_;
  std::vector<bool> split_of_level_; // per attribute
  std::vector<ResourceMeter> resources_;
  IntervalSamples intervals_;
  std::vector<PhaseHook> phase_hooks_;
  std::vector<std::uint32_t> interval_first_; // [interval, reason]
  std::vector<std::uint32_t> first_reason_;   // of each interval, in interval_first_
  std::vector<IntervalHook> interval_hooks_;
  std::vector<StepRow> steps_;
  FlowTable flows_; // from a source or step to a step (its index) or an outcome (after the steps)
  std::vector<EntityOutcome> entities_;
  std::vector<double> samples_; // [sample time, sample row]
  std::vector<double> census_;  // [census table, census time, band]
  std::vector<double> census_marked_;
};

CAREPATH_HOT void Recorder::tally_phase(const StepRow& row, Phase phase, SimTime since, SimTime began,
                                        SimTime arrived, const double* attributes, SimTime now) {
  const double days = (now - timed_from(phase, since)).days();
  const auto* const first = row.first_hook + static_cast<std::size_t>(phase);
  for (std::uint32_t i = first[0]; i < first[1]; ++i) {
    const PhaseHook& hook = phase_hooks_[i];
    if (hook.takes(arrived, began)) tallies_.add(hook.tally, days, attributes);
  }
}

CAREPATH_HOT void Recorder::arrive(StepRow& row, std::uint32_t from_node, const double* attributes,
                                   SimTime now) {
  if (measured(now)) {
    ++row.arrivals;
    flows_.add(from_node, row.step);
  }
  levels_.move(row.numbers, StepId(row.step), Phase::none, Phase::wait, attributes, now);
}

CAREPATH_HOT void Recorder::arrive_and_start(StepRow& row, std::uint32_t from_node, const double* attributes,
                                             SimTime now) {
  levels_.move(row.numbers, StepId(row.step), Phase::none, Phase::work, attributes, now);
  if (!measured(now)) return;
  ++row.arrivals;
  ++row.started;
  flows_.add(from_node, row.step);
  const auto* const first = row.first_hook + static_cast<std::size_t>(Phase::wait);
  for (std::uint32_t i = first[0]; i < first[1]; ++i)
    if (phase_hooks_[i].takes(now, now)) tallies_.add_nothing(phase_hooks_[i].tally, attributes);
}

CAREPATH_HOT void Recorder::end_phase(StepRow& row, Phase phase, Phase next, SimTime since, SimTime began,
                                      SimTime arrived, const double* attributes, SimTime now) {
  levels_.move(row.numbers, StepId(row.step), phase, next, attributes, now);
  if (!measured(now)) return;
  if (phase == Phase::wait) {
    ++row.started;
    row.wait_ms += (now - since).ms;
  }
  const auto* const first = row.first_hook + static_cast<std::size_t>(phase);
  if (first[0] != first[1]) tally_phase(row, phase, since, began, arrived, attributes, now);
}

inline void Recorder::arrive(StepId step, std::uint32_t from_node, const double* attributes, SimTime now) {
  arrive(steps_[step.value], from_node, attributes, now);
}

inline void Recorder::end_phase(StepId step, Phase phase, Phase next, SimTime since, SimTime began,
                                SimTime arrived, bool completed, const double* attributes, SimTime now) {
  StepRow& row = steps_[step.value];
  if (completed)
    end_phase(row, phase, next, since, began, arrived, attributes, now);
  else
    levels_.move(row.numbers, step, phase, next, attributes, now);
}

inline void Recorder::close_interval(IntervalId interval, std::uint32_t reason, SimTime opened, double days,
                                     const double* attributes, SimTime now) {
  if (!measured(now)) return;
  const auto* const first = interval_first_.data() + first_reason_[interval.value] + reason;
  for (std::uint32_t i = first[0]; i < first[1]; ++i) {
    const IntervalHook& hook = interval_hooks_[i];
    if (hook.takes(opened, opened)) tallies_.add(hook.tally, days, attributes);
  }
}

inline void Recorder::tally_value(MeasureId tally, double value, const double* attributes, SimTime now) {
  if (measured(now)) tallies_.add(tally.value, value, attributes);
}

inline void Recorder::resource_changed(ResourceId resource, double busy, double queue, double capacity,
                                       SimTime now) {
  resources_[resource.value].changed(busy, queue, capacity, now);
}

inline void Recorder::queue_wait(ResourceId resource, SimTime joined, SimTime now) {
  resources_[resource.value].waited(joined, now);
}

} // namespace carepath
