// Where plans begin to keep up, by the traffic equations: no plan below can hold its queues in the long run.
#include "models/study/solve_parts.hpp"

#include "models/compile/compiler.hpp"
#include "models/study/traffic.hpp"
#include "models/study/traffic_capacity.hpp"

namespace carepath {

std::optional<CompiledScenario> compile_plan(const Document& document, const SolveProblem& problem,
                                             Diagnostics& faults) {
  return compile(document, problem.texts, faults);
}

namespace {

std::vector<std::size_t> top_levels(const SolveProblem& problem) {
  std::vector<std::size_t> levels;
  for (const auto& unknown : problem.unknowns) levels.push_back(unknown.levels.size() - 1);
  return levels;
}

/// What each resource has to give in a plan; empty when the plan does not compile.
std::vector<double> capacities(const SolveProblem& problem, const std::vector<std::size_t>& levels) {
  Diagnostics faults;
  const auto document = document_of(problem, levels, faults);
  const auto compiled = faults.has_errors() ? std::nullopt : compile_plan(document, problem, faults);
  std::vector<double> out;
  if (compiled)
    for (std::size_t at = 0; at < compiled->program->resources.size(); ++at)
      out.push_back(mean_capacity(*compiled->program, ResourceId(static_cast<std::uint32_t>(at))));
  return out;
}

/// Whether everything that the highest levels keep up with is kept up with. Who is turned away or leaves is
/// no load: such queues end by themselves.
bool keeps_up(const TrafficReport& top, const std::vector<double>& capacity) {
  if (capacity.size() != top.resources.size()) return false;
  for (std::size_t at = 0; at < capacity.size(); ++at) {
    const auto& load = top.resources[at];
    const bool can_grow = !load.can_be_left && load.demand <= load.capacity;
    if (can_grow && load.demand > capacity[at] + load.escalation) return false;
  }
  return true;
}

std::optional<std::size_t> least_level(const SolveProblem& problem, std::size_t unknown,
                                       const TrafficReport& top) {
  const auto keeps_up_at = [&](std::size_t level) {
    auto levels = top_levels(problem);
    levels[unknown] = level;
    return keeps_up(top, capacities(problem, levels));
  };
  std::size_t low = 0, high = problem.unknowns[unknown].levels.size() - 1;
  if (low == high || keeps_up_at(low)) return std::nullopt;
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (keeps_up_at(middle) ? high : low) = middle;
  }
  return high;
}

} // namespace

std::vector<std::optional<std::size_t>> levels_that_keep_up(const SolveProblem& problem) {
  std::vector<std::optional<std::size_t>> out(problem.unknowns.size());
  Diagnostics faults;
  const auto document = document_of(problem, top_levels(problem), faults);
  const auto compiled = faults.has_errors() ? std::nullopt : compile_plan(document, problem, faults);
  if (!compiled) return out;
  const auto top = solve_traffic(*compiled);
  if (!top.unknown.empty()) return out;
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = least_level(problem, at, top);
  return out;
}

} // namespace carepath
