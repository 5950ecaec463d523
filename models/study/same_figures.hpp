// Figures of scenarios compared with each other: which are the same, and which KPIs are defined otherwise.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/kpi/figure_name.hpp"
#include "models/scenario/document.hpp"

#include <string>
#include <vector>

namespace carepath {

/// Gives figures names that tell them apart: where one scenario shows "work" as its mean alone and another
/// its mean and its maximum, the first has "work.mean" too. KPIs that all show alike keep theirs. A figure
/// that is in another unit than those before it, "backlog" in days and in people, is another figure: the
/// first scenario that has it so gives it its name, "backlog.redesign". `names` are parallel to the variants.
void name_figures_alike(std::vector<CompiledScenario>& variants, const std::vector<FigureNames>& names);

/// A KPI of both documents that measures or is judged by something else in the second.
struct RedefinedKpi {
  SourceRef where;  // in the second
  std::string text; // "kpi 'came' is defined differently: ..."
};

/// KPIs that differ in what is measured, a limit, a period, a cohort, the people they are about or the like,
/// each such field a note of its own; and targets that are not used, because figures are judged by those of
/// the first.
[[nodiscard]] std::vector<RedefinedKpi> redefined_kpis(const Document& first, const Document& second);

} // namespace carepath
