// The traffic equations of a scenario: flows, offered load per resource, and how long lists take to clear,
// before any simulation.
#pragma once

#include "models/compile/compiled_scenario.hpp"

#include <string>
#include <vector>

namespace carepath {

struct ResourceLoad {
  std::string name;
  ResourceKind kind = ResourceKind::units;
  double demand = 0;         // units busy (units) or slots wanted per week (diary), long-run mean
  double capacity = 0;       // units, or slots per week; mean over the run
  double load = 0;           // demand / capacity; infinity when nothing is offered
  double starting_list = 0;  // people at the start who will ask for it first
  double weeks_to_clear = 0; // of the starting list with the spare capacity; infinity when there is none
};

struct StepFlowRate {
  std::string step;
  double per_week = 0;
};

struct TrafficReport {
  std::vector<StepFlowRate> steps;
  std::vector<ResourceLoad> resources;
};

/// Solves the traffic equations of a compiled scenario. Routing probabilities and mean durations that no
/// formula gives (they depend on attributes or state) are measured on a run of the same program with
/// unlimited capacity.
[[nodiscard]] TrafficReport solve_traffic(const CompiledScenario& scenario);

} // namespace carepath
