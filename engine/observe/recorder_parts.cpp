// A program run in parts: the whole's recorder, in which nothing happens itself, and adding parts to it.
#include "engine/observe/recorder.hpp"

#include <algorithm>

namespace carepath {

/// From nothing: its own levels and meters were empty all the time.
void Recorder::begin_sum() {
  is_sum_ = true;
  end_warm_up(warm_up_);
  close(plan_.end);
  std::fill(samples_.begin(), samples_.end(), 0.0);
}

void Recorder::add(const Recorder& part, const PartPlaces& places) {
  tallies_.add(part.tallies_, places.tallies);
  levels_.add(part.levels_, places.steps, places.levels);
  for (std::size_t at = 0; at < places.resources.size(); ++at)
    resources_[places.resources[at]] = part.resources_[at];
  intervals_.add(part.intervals_, places.intervals, places.attributes);
  add_flows(part, places);
  add_samples(part, places);
  add_censuses(part, places);
  for (EntityOutcome outcome : part.entities_) {
    outcome.interval = static_cast<std::uint16_t>(places.intervals[outcome.interval]);
    entities_.push_back(outcome);
  }
}

void Recorder::add_flows(const Recorder& part, const PartPlaces& places) {
  const std::size_t sources = places.sources.size();
  const std::size_t steps = places.steps.size();
  for (std::size_t at = 0; at < steps; ++at) {
    StepRow& step = steps_[places.steps[at]];
    step.arrivals = part.steps_[at].arrivals;
    step.started = part.steps_[at].started;
    step.wait_ms = part.steps_[at].wait_ms;
  }
  const auto outcomes = static_cast<std::uint32_t>(steps_.size()); // the first of them here
  for (std::size_t node = 0; node < part.flows_.from_nodes(); ++node) {
    const std::uint32_t from =
        node < sources ? places.sources[node] : sources_ + places.steps[node - sources];
    for (const FlowTable::Move& move : part.flows_.from(node)) {
      const bool leaves = move.to >= steps;
      const auto place =
          leaves ? outcomes + (move.to - static_cast<std::uint32_t>(steps)) : places.steps[move.to];
      flows_.add(from, place, move.times);
    }
  }
}

/// Numbers and totals add up; what is worked out from intervals waits until all parts are in.
void Recorder::add_samples(const Recorder& part, const PartPlaces& places) {
  const std::size_t rows = plan_.samples.size();
  const std::size_t own_rows = places.samples.size();
  for (std::size_t time = 0; time < plan_.sample_times.size(); ++time)
    for (std::size_t row = 0; row < own_rows; ++row)
      if (!looks_at_interval(part.plan_.samples[row].kind))
        samples_[time * rows + places.samples[row]] += part.samples_[time * own_rows + row];
}

void Recorder::add_censuses(const Recorder& part, const PartPlaces& places) {
  const std::size_t numbers = plan_.census_times.size() * census_bands;
  for (std::size_t table = 0; table < places.censuses.size(); ++table)
    for (std::size_t at = 0; at < numbers; ++at) {
      census_[places.censuses[table] * numbers + at] += part.census_[table * numbers + at];
      census_marked_[places.censuses[table] * numbers + at] += part.census_marked_[table * numbers + at];
    }
}

void Recorder::fill_interval_samples() {
  const auto rows = static_cast<std::uint32_t>(plan_.samples.size());
  for (std::size_t time = 0; time < plan_.sample_times.size(); ++time)
    for (std::uint32_t row = 0; row < rows; ++row)
      if (looks_at_interval(plan_.samples[row].kind))
        samples_[time * rows + row] = intervals_.kept_value(row, time);
}

} // namespace carepath
