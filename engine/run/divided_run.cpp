// Running components alone and adding up what they recorded.
#include "engine/run/divided_run.hpp"

#include <algorithm>
#include <utility>

namespace carepath {

DividedRun::DividedRun(const Slicer& slicer, const ReplicationOptions& options)
    : slicer_(slicer), options_(options), parts_(slicer.components()),
      whole_(slicer.program(), options.keep_entities), first_failed_(slicer.components()) {
  whole_.begin_sum();
}

void DividedRun::run(std::size_t component) {
  if (component > first_failed_) return;
  keep(component, run_alone(component));
}

std::unique_ptr<DividedRun::Part> DividedRun::run_alone(std::size_t component) const {
  auto part = std::make_unique<Part>();
  try {
    part->slice = slicer_.slice(component);
    ReplicationOptions options = options_;
    if (options.trace) options.trace = &part->trace;
    Simulation alone(part->slice.program, options, true);
    part->counts = alone.run_part();
    part->recorder = std::make_unique<Recorder>(alone.take_recorder());
  } catch (const std::exception& fault) {
    part->failure = fault.what();
  }
  return part;
}

/// Adds the parts that come next in order.
void DividedRun::keep(std::size_t component, std::unique_ptr<Part> part) {
  const std::lock_guard lock(mutex_);
  if (!part->recorder && component < first_failed_) {
    first_failed_ = component;
    failure_ = part->failure;
  }
  parts_[component] = std::move(part);
  for (; added_ < parts_.size() && parts_[added_]; ++added_) {
    if (parts_[added_]->recorder) add(*parts_[added_]);
    parts_[added_].reset();
  }
}

void DividedRun::add(Part& part) {
  const PartPlaces& places = part.slice.places;
  whole_.add(*part.recorder, places);
  const bool is_first = added_ == 0;
  counts_.events += part.counts.events - (is_first ? 0 : events_of_every_part());
  counts_.created += part.counts.created;
  counts_.left += part.counts.left;
  counts_.inside += part.counts.inside;
  counts_.held_up += part.counts.held_up;
  counts_.impossible_chances.add(part.counts.impossible_chances);
  for (const std::uint32_t resource : part.counts.held_up_on)
    counts_.held_up_on.push_back(places.resources[resource]);
  if (options_.trace) add_trace(part);
}

/// Samples are taken and bookings begin in every part at the same moments; they are counted once.
std::uint64_t DividedRun::events_of_every_part() const {
  return slicer_.program().plan.sample_times.size() + 1;
}

void DividedRun::add_trace(const Part& part) {
  const PartPlaces& places = part.slice.places;
  for (TraceRow row : part.trace) {
    row.source = places.sources[row.source];
    if (row.step.exists()) row.step = StepId(places.steps[row.step.value]);
    options_.trace->push_back(std::move(row));
  }
}

ReplicationResult DividedRun::take() {
  ReplicationResult failed;
  failed.failure = failure_;
  if (first_failed_ < parts_.size()) return failed;
  if (options_.trace)
    std::stable_sort(options_.trace->begin(), options_.trace->end(),
                     [](const TraceRow& a, const TraceRow& b) { return a.time < b.time; });
  std::sort(counts_.held_up_on.begin(), counts_.held_up_on.end());
  try {
    return with_counts(whole_.finish(slicer_.program().plan.end), std::move(counts_));
  } catch (const std::exception& fault) {
    failed.failure = fault.what();
  }
  return failed;
}

ReplicationResult run_replication(const Program& program, const ReplicationOptions& options) {
  auto components = find_components(program);
  if (components.size() == 1) return run_undivided(program, options);
  const Slicer slicer(program, std::move(components));
  DividedRun run(slicer, options);
  for (std::size_t component = 0; component < slicer.components(); ++component) run.run(component);
  return run.take();
}

} // namespace carepath
