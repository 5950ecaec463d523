// When the people of a source come: rates, gaps, counts of a period, or a list.
//
// Gaps and counts are keyed by the source and their own number, so arrivals are the same in every variant
// whose source is the same.
#pragma once

#include "engine/run/run_state.hpp"

#include <cstdint>

namespace carepath {

/// The purpose of what a source draws for itself: gaps, sizes of batches, its number of people.
inline constexpr std::uint64_t gap_purpose = purpose_of("arrivals.gap");

/// How many people a source sends at once. Throws EnsureError unless it is from 0 to 1,000 million.
[[nodiscard]] std::uint32_t people_sent(const RunState& run, std::uint32_t source, ValueId value,
                                        const Subject& who);

/// The times of one source, as a view of the run that moves it on.
class ArrivalTimes {
public:
  ArrivalTimes(RunState& run, std::uint32_t source)
      : run_(run), source_(source), row_(run.program.sources[source]), state_(run.sources[source]) {}

  /// The first arrival: the first gap is the one that holds when the source begins.
  [[nodiscard]] SimTime first();
  /// The next one; `never` when there is none. Throws EnsureError for a gap that is no length, and when
  /// arrivals follow each other without end and no time passes.
  [[nodiscard]] SimTime next();

private:
  [[nodiscard]] SimTime next_listed();
  [[nodiscard]] SimTime next_gap();
  [[nodiscard]] SimTime next_poisson();
  [[nodiscard]] SimTime next_counted();
  void plan_period(SimTime begin);
  [[nodiscard]] double day_factor() const;
  [[nodiscard]] double end_of_day() const;

  RunState& run_;
  std::uint32_t source_;
  const SourceRow& row_;
  SourceState& state_;
};

} // namespace carepath
