// Evaluates the figures of a plan from the records of one replication, once, at its end.
#pragma once

#include "engine/observe/levels.hpp"
#include "engine/observe/measure.hpp"
#include "engine/observe/resource_meter.hpp"
#include "engine/observe/tallies.hpp"

#include <span>
#include <vector>

namespace carepath {

/// The closed records of a replication. Everything outlives the evaluation.
struct Records {
  const ObservationPlan& plan;
  const TallyTable& tallies;
  const LevelTable& levels;
  std::span<const ResourceMeter> resources;
  std::span<const double> samples; // [sample time, sample row]
  double window_days = 0;
  double run_days = 0;
  SimTime end;
};

/// The values of `plan.outputs` in order. Each figure is evaluated once. An undefined figure is NaN, and
/// so is a division by zero. Throws EnsureError for a figure of something the plan does not record.
[[nodiscard]] std::vector<double> evaluate_outputs(const Records& records);

} // namespace carepath
