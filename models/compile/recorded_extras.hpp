// What is recorded for looking at, beside the KPIs: people at each step through the run, and the use of
// resources by hour of the week.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/kpi/figures.hpp"

namespace carepath {

/// Samples how many wait at each step and how many are there, at every time of the series. Scenarios with
/// more steps than a map can show are left out, because every sample is held until the study is reduced.
void plan_step_levels(CompileContext& context, Figures& figures, CompiledScenario& out);

/// The resources of [run] by_hour.
void plan_hours(CompileContext& context);

} // namespace carepath
