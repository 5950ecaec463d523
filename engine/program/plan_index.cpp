// Sorting the rows of a plan by what they look at.
#include "engine/program/slice.hpp"

namespace carepath {

PlanIndex::PlanIndex(const Program& program)
    : phase_tallies(program.steps.size()), levels(program.steps.size()),
      interval_tallies(program.intervals.size()), censuses(program.intervals.size()),
      samples_of_level(program.plan.levels.size()), samples_of_resource(program.resources.size()),
      samples_of_tally(program.plan.tallies.size()), samples_of_interval(program.intervals.size()),
      figures_of_level(program.plan.levels.size()), figures_of_resource(program.resources.size()) {
  const ObservationPlan& plan = program.plan;
  for (std::uint32_t at = 0; at < plan.phase_tallies.size(); ++at)
    phase_tallies[plan.phase_tallies[at].step.value].push_back(at);
  for (std::uint32_t at = 0; at < plan.interval_tallies.size(); ++at)
    interval_tallies[plan.interval_tallies[at].interval.value].push_back(at);
  for (std::uint32_t at = 0; at < plan.censuses.size(); ++at)
    censuses[plan.censuses[at].interval.value].push_back(at);
  for (std::uint32_t at = 0; at < plan.levels.size(); ++at)
    for (const auto& [step, phase] : plan.levels[at].counted)
      if (levels[step.value].empty() || levels[step.value].back() != at) levels[step.value].push_back(at);
  for (std::uint32_t at = 0; at < plan.samples.size(); ++at) {
    const SampleRow& row = plan.samples[at];
    Rows& rows = looks_at_level(row.kind)      ? samples_of_level
                 : looks_at_resource(row.kind) ? samples_of_resource
                 : looks_at_tally(row.kind)    ? samples_of_tally
                                               : samples_of_interval;
    rows[row.id].push_back(at);
  }
  for (std::uint32_t at = 0; at < plan.figures.size(); ++at) {
    const FigureRow& row = plan.figures[at];
    if (row.op == FigureOp::level_maximum) figures_of_level[row.id].push_back(at);
    if (row.op == FigureOp::queue_maximum) figures_of_resource[row.id].push_back(at);
  }
}

} // namespace carepath
