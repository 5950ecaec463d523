// Laying out a recorder from its plan, the calls that are not hot, and closing the records.
#include "engine/observe/recorder.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/ensure.hpp"
#include "engine/base/id.hpp"
#include "engine/base/undefined.hpp"
#include "engine/observe/evaluate_figures.hpp"
#include "engine/program/program.hpp"

namespace carepath {

namespace {

/// Flattens one list per slot into `hooks`; returns where each slot's hooks begin, and their end.
template <class Hook>
std::vector<std::uint32_t> flatten(const std::vector<std::vector<Hook>>& by_slot, std::vector<Hook>& hooks) {
  std::vector<std::uint32_t> first{0};
  for (const auto& list : by_slot) {
    hooks.insert(hooks.end(), list.begin(), list.end());
    first.push_back(size32(hooks.size()));
  }
  return first;
}

/// Value of a resource's capacity profile at time 0, before the first change is told.
double capacity_at_start(const Program& program, const ProgramResource& resource) {
  if (resource.kind != ResourceKind::units || !resource.capacity.exists()) return 0;
  const Profile& profile = program.profiles[resource.capacity.value];
  double value = 0;
  for (std::size_t i = 0; i < profile.times.size() && profile.times[i].ms <= 0; ++i)
    value = profile.values[i];
  return value;
}

} // namespace

Recorder::Recorder(const Program& program, bool keep_entities, bool is_part)
    : plan_(program.plan), warm_up_(program.plan.warm_up), warm_(warm_up_.ms <= 0),
      keep_entities_(keep_entities), is_part_(is_part), sources_(size32(program.sources.size())),
      tallies_(program), levels_(program.plan, program.steps.size()),
      split_of_level_(program.attributes.size()), intervals_(program), steps_(program.steps.size()),
      flows_(program.sources.size() + program.steps.size(), program.steps.size() + program.outcomes.size()) {
  for (const LevelRow& level : plan_.levels)
    if (level.split.exists()) split_of_level_[level.split.value] = true;
  lay_out_phase_hooks();
  lay_out_interval_hooks(program);
  make_resources(program);
  samples_.assign(plan_.sample_times.size() * plan_.samples.size(), undefined);
  census_.resize(plan_.censuses.size() * plan_.census_times.size() * census_bands);
  census_marked_.resize(census_.size());
}

Recorder::PhaseHook Recorder::hook_of(MeasureId tally) const {
  ensure(tally.value < plan_.tallies.size(), "lengths go to a tally that does not exist");
  const TallyRow& row = plan_.tallies[tally.value];
  return {tally.value, row.cohort, row.began.value_or(CohortPeriod{warm_up_, SimTime::never()})};
}

void Recorder::lay_out_phase_hooks() {
  std::vector<std::vector<PhaseHook>> by_slot(steps_.size() * phase_count);
  for (const PhaseTally& row : plan_.phase_tallies) {
    ensure(row.step.value < steps_.size() && row.phase != Phase::none,
           "a tally of a phase that does not exist");
    by_slot[phase_slot(row.step, row.phase)].push_back(hook_of(row.tally));
  }
  const auto first = flatten(by_slot, phase_hooks_);
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    steps_[step].step = size32(step);
    steps_[step].numbers = levels_.numbers_of(StepId(step));
    std::copy_n(first.begin() + static_cast<std::ptrdiff_t>(step * phase_count), phase_count + 1,
                steps_[step].first_hook);
  }
}

/// One list for each reason an interval can close for, the tallies of any reason in all of them.
void Recorder::lay_out_interval_hooks(const Program& program) {
  std::size_t lists = 0;
  for (const IntervalRow& interval : program.intervals) {
    first_reason_.push_back(size32(lists));
    lists += std::max<std::size_t>(1, interval.reasons.size());
  }
  first_reason_.push_back(size32(lists));
  std::vector<std::vector<IntervalHook>> by_slot(lists);
  for (const IntervalTally& row : plan_.interval_tallies) {
    ensure(row.interval.value < program.intervals.size(), "a tally of an interval that does not exist");
    const IntervalHook hook = hook_of(row.tally);
    for (auto at = first_reason_[row.interval.value]; at < first_reason_[row.interval.value + 1]; ++at)
      if (row.reason == IntervalId::none_value || row.reason == at - first_reason_[row.interval.value])
        by_slot[at].push_back(hook);
  }
  interval_first_ = flatten(by_slot, interval_hooks_);
}

void Recorder::make_resources(const Program& program) {
  const auto longest_queue = asked_about(plan_, FigureOp::queue_maximum, program.resources.size());
  for (std::size_t i = 0; i < program.resources.size(); ++i) {
    const ProgramResource& resource = program.resources[i];
    const ResourceWatch watch = i < plan_.resources.size() ? plan_.resources[i] : ResourceWatch{};
    resources_.emplace_back(watch, resource.kind == ResourceKind::diary, capacity_at_start(program, resource),
                            longest_queue[i]);
  }
}

void Recorder::session(ResourceId resource, double offered, double used, SimTime now) {
  if (measured(now)) resources_[resource.value].session(offered, used);
}

void Recorder::attribute_changed(StepId step, Phase phase, AttributeId attribute, double before, double after,
                                 SimTime now) {
  if (phase != Phase::none) levels_.regroup(phase_slot(step, phase), attribute, before, after, now);
}

void Recorder::still_waiting(ResourceId resource, SimTime joined, SimTime now) {
  resources_[resource.value].still_waiting(joined, now);
}

void Recorder::end_warm_up(SimTime now) {
  warm_ = true;
  levels_.end_warm_up(now);
  for (ResourceMeter& resource : resources_) resource.end_warm_up(now);
}

/// A running total of what was recorded so far.
double Recorder::sample_total(const SampleRow& sample, SimTime now) const {
  switch (sample.kind) {
  case SampleKind::tally_count: return static_cast<double>(tallies_.slot(sample.id, sample.category).n);
  case SampleKind::tally_sum: return tallies_.slot(sample.id, sample.category).total();
  case SampleKind::tally_within: return tallies_.number_within(sample.id, sample.category, sample.argument);
  case SampleKind::level_area: return levels_.area(sample.id, now);
  case SampleKind::busy_area: return resources_[sample.id].busy_area(now);
  case SampleKind::queue_area: return resources_[sample.id].queue_area(now);
  case SampleKind::capacity_area: return resources_[sample.id].capacity_area(now);
  case SampleKind::slots_offered: return resources_[sample.id].offered();
  case SampleKind::slots_used:
    return sample.argument != 0 ? resources_[sample.id].used_of_offered() : resources_[sample.id].used();
  default: return resources_[sample.id].sessions();
  }
}

double Recorder::sample_value(std::uint32_t row, SimTime now) {
  const SampleRow& sample = plan_.samples[row];
  if (sample.kind >= SampleKind::tally_count && sample.kind <= SampleKind::sessions_held)
    return sample_total(sample, now);
  switch (sample.kind) {
  case SampleKind::level: return levels_.level(sample.id);
  case SampleKind::resource_busy: return resources_[sample.id].busy();
  case SampleKind::resource_queue: return resources_[sample.id].queue();
  case SampleKind::resource_capacity: return resources_[sample.id].capacity();
  default: return intervals_.value(row);
  }
}

/// Which of the census times a sample is; one past the last when it is none.
std::size_t Recorder::census_time(std::uint32_t index) const {
  const auto place = std::find(plan_.census_times.begin(), plan_.census_times.end(), index);
  return static_cast<std::size_t>(place - plan_.census_times.begin());
}

void Recorder::sample(std::uint32_t index, std::span<const OpenInterval> open, SimTime now) {
  begin_sample(index);
  for (const OpenInterval& interval : open) see_open(interval);
  take_sample(index, now);
}

void Recorder::begin_sample(std::uint32_t index) {
  ensure(index < plan_.sample_times.size(), "a sample at a time that the plan does not have");
  intervals_.begin(!plan_.censuses.empty() && census_time(index) < plan_.census_times.size());
}

void Recorder::take_sample(std::uint32_t index, SimTime now) {
  intervals_.end();
  if (is_part_) intervals_.keep();
  const std::size_t rows = plan_.samples.size();
  for (std::uint32_t row = 0; row < rows; ++row) samples_[index * rows + row] = sample_value(row, now);
  if (plan_.censuses.empty()) return;
  const std::size_t time = census_time(index);
  if (time == plan_.census_times.size()) return;
  const CensusCounts& counts = intervals_.census();
  for (std::size_t table = 0; table < plan_.censuses.size(); ++table) {
    const std::size_t to = (table * plan_.census_times.size() + time) * census_bands;
    for (std::size_t band = 0; band < census_bands; ++band) {
      census_[to + band] = counts.all[table * census_bands + band];
      census_marked_[to + band] = counts.marked[table * census_bands + band];
    }
  }
}

void Recorder::close(SimTime now) {
  levels_.advance(now);
  for (ResourceMeter& resource : resources_) resource.close(now);
}

ReplicationResult Recorder::finish(SimTime now) {
  ensure(warm_, "a run finished before its warm-up");
  close(now);
  if (is_sum_) fill_interval_samples();
  ReplicationResult result;
  const Records records{plan_,      tallies_, levels_, resources_, samples_, (now - warm_up_).days(),
                        now.days(), now};
  result.outputs = evaluate_outputs(records);
  std::replace_if(
      samples_.begin(), samples_.end(), [](double value) { return std::isinf(value); }, undefined);
  result.samples = std::move(samples_);
  result.census = std::move(census_);
  result.census_marked = std::move(census_marked_);
  result.histograms = tallies_.grids();
  fill_flows(result);
  fill_resources(result);
  fill_entities(result);
  result.completed = true;
  return result;
}

void Recorder::fill_flows(ReplicationResult& result) const {
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    const StepRow& step = steps_[at];
    const double wait_days = static_cast<double>(step.wait_ms) / static_cast<double>(milliseconds_per_day);
    result.steps.push_back({static_cast<double>(step.arrivals), wait_days, static_cast<double>(step.started),
                            static_cast<double>(levels_.number_in(StepId(at), Phase::wait))});
  }
  for (std::size_t from = 0; from < flows_.from_nodes(); ++from)
    for (const FlowTable::Move& move : flows_.from(from))
      result.edges.push_back({size32(from), sources_ + move.to, static_cast<double>(move.times)});
}

void Recorder::fill_resources(ReplicationResult& result) const {
  for (const ResourceMeter& resource : resources_) {
    result.littles_law.push_back(resource.littles_law_error());
    result.resource_queue_mean.push_back(resource.queue_mean());
    result.resource_utilisation.push_back(resource.utilisation());
    result.resource_capacity.push_back(resource.capacity_mean());
    result.resource_used.push_back(resource.used_mean());
    result.busy_times.push_back(resource.times_kept());
    result.busy_by_hour.push_back(resource.hours_kept());
  }
}

void Recorder::fill_entities(ReplicationResult& result) {
  // Stable, so that the first period of an entity stays the first of those that are added up.
  std::stable_sort(entities_.begin(), entities_.end(), [](const EntityOutcome& a, const EntityOutcome& b) {
    return a.key != b.key ? a.key < b.key : a.interval < b.interval;
  });
  std::size_t kept = 0;
  for (const EntityOutcome& period : entities_) {
    if (kept > 0 && entities_[kept - 1].is_of_same(period))
      entities_[kept - 1].add(period);
    else
      entities_[kept++] = period;
  }
  entities_.resize(kept);
  std::erase_if(entities_, [](const EntityOutcome& outcome) { return outcome.periods == 0; });
  result.entities = std::move(entities_);
}

} // namespace carepath
