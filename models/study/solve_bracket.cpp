// Where plans begin to keep up, by the traffic equations: no plan below can hold its queues in the long run.
#include "models/study/solve_parts.hpp"

#include "models/compile/compiler.hpp"
#include "models/study/setting_words.hpp"
#include "models/study/traffic.hpp"
#include "models/study/traffic_capacity.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

CompiledScenario compiled_plan(const SolveProblem& problem, const std::vector<std::size_t>& levels) {
  Diagnostics faults;
  std::string reason;
  const auto document = document_of(problem, levels, faults);
  if (auto compiled = compile_changed(document, problem.texts, faults, reason)) return std::move(*compiled);
  SettingTexts values;
  for (std::size_t at = 0; at < levels.size(); ++at)
    values.emplace_back(problem.unknowns[at].path, problem.unknowns[at].texts[levels[at]]);
  throw InputError("--find: " + cannot_run_with(values, reason));
}

namespace {

std::vector<std::size_t> top_levels(const SolveProblem& problem) {
  std::vector<std::size_t> levels;
  for (const auto& unknown : problem.unknowns) levels.push_back(unknown.levels.size() - 1);
  return levels;
}

/// What each resource has to give in a plan.
std::vector<double> capacities(const SolveProblem& problem, const std::vector<std::size_t>& levels) {
  const auto compiled = compiled_plan(problem, levels);
  std::vector<double> out;
  for (std::size_t at = 0; at < compiled.program->resources.size(); ++at)
    out.push_back(mean_capacity(*compiled.program, ResourceId(static_cast<std::uint32_t>(at))));
  return out;
}

/// The values of a range are of one kind, so that its ends and the first step tell most of what is wrong with
/// it: half a bed, a chance above 1. What they do not tell, the plan itself does when it is tried.
void try_ranges(const SolveProblem& problem) {
  for (std::size_t at = 0; at < problem.unknowns.size(); ++at) {
    auto levels = top_levels(problem);
    for (const auto level : {std::size_t{0}, std::size_t{1}, levels[at]}) {
      levels[at] = std::min(level, top_levels(problem)[at]);
      static_cast<void>(compiled_plan(problem, levels));
    }
  }
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
  try_ranges(problem);
  const auto top = solve_traffic(compiled_plan(problem, top_levels(problem)));
  if (!top.unknown.empty()) return out;
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = least_level(problem, at, top);
  return out;
}

} // namespace carepath
