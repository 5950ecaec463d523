// The traffic equations of a scenario: flows, offered load per resource, and how long lists take to clear,
// before any simulation.
#pragma once

#include "models/compile/compiled_scenario.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace carepath {

/// How people go without what they asked for, or lose it again.
enum class LossKind : std::uint8_t { turned_away, gave_up, ejected };

struct LoadLoss {
  LossKind kind = LossKind::turned_away;
  std::string step;
  std::string risk; // that struck while they waited
  double per_week = 0;
  double share = 0;            // of the requests
  std::vector<std::string> to; // steps and outcomes; empty where it depends on who they are
};

struct ResourceLoad {
  std::string name;
  ResourceKind kind = ResourceKind::units;
  bool consumed = false;    // a stock: used up and delivered anew
  double demand = 0;        // units busy (units) or slots wanted per week (diary), of those who are not lost
  double asked = 0;         // the same, were nobody turned away or to give up
  double capacity = 0;      // units, or slots per week; mean over the run
  double escalation = 0;    // units that open while they are wanted
  double load = 0;          // demand / capacity; infinity when nothing is offered
  bool can_be_left = false; // a limit or a risk ends the wait of all who ask: the queue cannot grow for ever
  std::vector<LoadLoss> losses;
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
  std::vector<std::string>
      chosen_by_state; // steps that queues or free dates lead out of; flows are of an empty system
  std::string unknown; // why nothing above is known: what stopped the trial; empty when it is
};

/// Solves the traffic equations of a compiled scenario. Routing probabilities and mean durations that no
/// formula gives (they depend on attributes or state) are measured on a run of the same program with
/// unlimited capacity. Where a limit, a risk or an ejection may send people elsewhere, how many it does is
/// seen in one run of the program as it is, and the overflow flows on from there. Where a trial cannot be
/// finished but the scenario can, in which people wait, the report says why, and no more. Throws InputError
/// when the scenario cannot be run either.
[[nodiscard]] TrafficReport solve_traffic(const CompiledScenario& scenario);

} // namespace carepath
