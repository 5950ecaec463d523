// Treatment need that must be the same in every arm, unless a change is stated.
#pragma once

#include "models/kpi/kpi.hpp"

namespace carepath {

[[nodiscard]] const KindRow& need_kind();

/// Counts the people who reach each need's point; adds a KPI row and a check for it.
void define_needs(KpiWork& work, CompiledScenario& out);

} // namespace carepath
