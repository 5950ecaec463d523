// Control variates of a scenario: what luck brought, less what the scenario says it brings on average.
//
// `[run] control` names sources, steps and resources. Of a source it is the number of arrivals in the
// measured period less the integral of its rate; of a step the work drawn by those who begin it in the
// measured period, each less its own mean given their attributes; of a resource the same of all steps that
// need it. Both have mean 0 exactly, whatever the queues do: who begins is decided before the length of the
// work is drawn (Wald). They are KPIs like others, so every results file holds them for every replication.
#pragma once

#include "models/kpi/kpi.hpp"

#include <vector>

namespace carepath {

/// A number of arrivals to be expected that is known once the sources have been compiled.
struct ExpectedArrivals {
  FigureId figure; // a constant of the plan
  std::uint32_t source = 0;
  SourceRef where;
};

/// Adds the controls to the KPIs, after all others.
[[nodiscard]] std::vector<ExpectedArrivals> define_controls(KpiWork& work, CompiledScenario& out);

/// Fills in what is expected of compiled sources; a fault where it is not known exactly.
void set_expected_arrivals(const std::vector<ExpectedArrivals>& expected, CompileContext& context);

/// Whether a row of the results is a control.
[[nodiscard]] bool is_control(const KpiRow& row);

} // namespace carepath
