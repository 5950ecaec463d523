// What KPIs of money have come to at the end of each month, beside their totals.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/kpi/kpi.hpp"

namespace carepath {

/// Adds an output for each month and each total of `work`, behind all other outputs. Reads the sample times.
void define_money_so_far(KpiWork& work, CompiledScenario& out);

} // namespace carepath
