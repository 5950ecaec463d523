// What a run records, declared before it starts: counts, tallies, levels, samples and figures of them.
//
// Every row has a fixed place in the recorder, so recording is a write to a known slot. Splits give one
// place more for each category of an attribute. Figures are small formulas over the records, evaluated
// once at the end of a replication.
#pragma once

#include "engine/base/id.hpp"
#include "engine/base/sim_time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

using LevelId = Id<struct LevelTag>;
using SampleId = Id<struct SampleTag>;
using FigureId = Id<struct FigureTag>;

/// Which phase of a step an entity is in.
enum class Phase : std::uint8_t { wait, work, exit, blocked, interrupted, none };
inline constexpr std::size_t phase_count = 5; // those an entity can be in

/// A condition on one attribute of an entity.
enum class TestOp : std::uint8_t { among, not_among, below, at_most, above, at_least };
struct AttributeTest {
  AttributeId attribute;
  TestOp op = TestOp::among;
  std::vector<double> values; // one for a comparison
};

/// Which visits a tally of lengths takes, beside that they end in the measured period: all, those that came
/// to their step in it, or those whose phase began in it.
enum class Cohort : std::uint8_t { end, arrive, start };

/// A part of the measured period. Both of its ends belong to it.
struct CohortPeriod {
  SimTime from;
  SimTime until;
  [[nodiscard]] constexpr bool holds(SimTime time) const { return time >= from && time <= until; }
};

/// Counts something or sums and ranks a quantity (days, pounds, ...). A count is a tally of ones.
struct TallyRow {
  std::string name;
  std::vector<AttributeId> splits;
  std::vector<double> thresholds; // shares within or over these are exact
  bool histogram = false;         // quantiles and wait histograms: relative error at most 1/256
  Cohort cohort = Cohort::end;
  std::vector<AttributeTest> only{};   // entities that pass all of these
  std::optional<CohortPeriod> began{}; // of a cohort: it came or began in this part of the measured period
};

/// Tallies fed when a phase of a step ends: days spent in it.
struct PhaseTally {
  StepId step;
  Phase phase = Phase::wait;
  MeasureId tally;
};

/// Tallies fed when an interval closes, in days. `reason` none_value: any reason.
struct IntervalTally {
  IntervalId interval;
  std::uint32_t reason = 0xFFFF'FFFFu;
  MeasureId tally;
};

/// A time-weighted number of entities in phases of steps, for everyone or one category.
struct LevelRow {
  std::string name;
  std::vector<std::pair<StepId, Phase>> counted;
  AttributeId split; // exists: only entities whose attribute equals `category`
  std::uint32_t category = 0;
  bool distribution = false; // time at each level is kept
};

/// What is kept about one resource beyond its time averages.
struct ResourceWatch {
  bool distribution = false;            // time at each number busy
  std::vector<double> share_thresholds; // share of time busy / capacity is above each
  bool by_hour = false;                 // units busy by hour of the week are kept
  std::int64_t into_week = 0;           // ms from the start of a week (Monday) to time 0
};

enum class SampleKind : std::uint8_t {
  level, // number in a level row now
  resource_busy,
  resource_queue,
  resource_capacity,
  // Running totals since the measured period began: what was recorded between two dates is their difference.
  tally_count,  // id = tally, category = place in its splits
  tally_sum,    //
  tally_within, // observations of at most `argument`, which the tally's thresholds list
  level_area,   // entities times days
  busy_area,    // units times days
  queue_area,
  capacity_area,
  slots_offered,
  slots_used, // `argument` 1: without what sessions ran over
  sessions_held,
  interval_number,  // open intervals
  interval_within,  // share of open intervals with age <= argument (days)
  interval_over,    // share with age > argument
  interval_mean,    // mean age
  interval_quantile // argument = p in (0, 1)
};

// What the `id` of a sample is an index of.
[[nodiscard]] constexpr bool looks_at_level(SampleKind kind) {
  return kind == SampleKind::level || kind == SampleKind::level_area;
}
[[nodiscard]] constexpr bool looks_at_tally(SampleKind kind) {
  return kind >= SampleKind::tally_count && kind <= SampleKind::tally_within;
}
[[nodiscard]] constexpr bool looks_at_interval(SampleKind kind) {
  return kind >= SampleKind::interval_number;
}
[[nodiscard]] constexpr bool looks_at_resource(SampleKind kind) {
  return !looks_at_level(kind) && !looks_at_tally(kind) && !looks_at_interval(kind);
}

/// A quantity read at every sample time: a series, and the value at a date or at the end.
struct SampleRow {
  SampleKind kind = SampleKind::level;
  std::uint32_t id = 0; // level, resource, tally or interval
  double argument = 0;
  bool marked_only = false; // intervals: only those with the decision mark
  AttributeId split;
  std::uint32_t category = 0;
};

enum class FigureOp : std::uint8_t {
  constant,    // number
  tally_count, // id = tally, category = place in the splits (0: everyone)
  tally_sum,
  tally_mean, // NaN when nothing was observed
  tally_deviation,
  tally_minimum,
  tally_maximum,
  tally_quantile, // number = p
  tally_within,   // number = threshold: share of observations <= it
  level_mean,     // id = level
  level_maximum,
  level_quantile, // number = p, of time
  level_at,       // number = n: share of time at exactly n
  level_up_to,    // number = n: share of time at n or below
  busy_mean,      // id = resource
  busy_quantile,
  busy_at,
  busy_up_to,
  busy_share_over, // number = threshold of busy / capacity
  utilisation,     // time-average busy / time-average capacity; diaries: slots used / offered
  capacity_mean,
  queue_mean,
  queue_maximum,
  slots_offered, // diaries: in the measured period
  slots_used,    // number = 1: without what sessions ran over
  sessions_held,
  sample,      // id = sample row, number = sample time index
  window_days, // length of the measured period
  run_days,    // the whole run so far
  add,
  subtract,
  multiply,
  divide, // children a, b
  minimum,
  maximum,
  below,   // 1 when a < b, else 0
  at_most, // 1 when a <= b
  equal,
  choose // b when a is not 0, else c
};

struct FigureRow {
  FigureOp op = FigureOp::constant;
  std::uint32_t id = 0;
  std::uint32_t category = 0;
  double number = 0;
  FigureId a;
  FigureId b;
  FigureId c{};
};

/// Ages of open intervals by week band at dates (rows of `bands` + 1 counts: ceil(days / 7), the last open).
struct CensusTable {
  IntervalId interval;
};

/// Everything a replication records.
struct ObservationPlan {
  std::vector<TallyRow> tallies;
  std::vector<PhaseTally> phase_tallies;
  std::vector<IntervalTally> interval_tallies;
  std::vector<LevelRow> levels;
  std::vector<ResourceWatch> resources; // one per resource of the program
  std::vector<SampleRow> samples;
  std::vector<SimTime> sample_times; // increasing; the last is the end of the run
  std::vector<FigureRow> figures;
  std::vector<FigureId> outputs; // the values a replication returns, in order
  std::vector<CensusTable> censuses;
  std::vector<std::uint32_t> census_times; // indices into sample_times
  std::vector<AttributeId> outcome_splits; // kept per entity for paired comparison
  SimTime warm_up;
  SimTime end;
};

/// Which of `rows` levels, resources or tallies a figure of this kind is about.
[[nodiscard]] inline std::vector<bool> asked_about(const ObservationPlan& plan, FigureOp op,
                                                   std::size_t rows) {
  std::vector<bool> asked(rows, false);
  for (const FigureRow& figure : plan.figures)
    if (figure.op == op && figure.id < rows) asked[figure.id] = true;
  return asked;
}

inline constexpr std::uint32_t census_bands = 105; // 1..104 weeks and over 104

/// Week band of a whole number of days: max(1, ceil(days / 7)), at most 105 ("over 104 weeks").
/// The banding rule of the published waiting-time returns (docs/cases.md).
[[nodiscard]] constexpr std::uint32_t week_band(std::int64_t days) {
  if (days <= 7) return 1;
  const auto weeks = (days + 6) / 7;
  return weeks > 104 ? 105u : static_cast<std::uint32_t>(weeks);
}

} // namespace carepath
