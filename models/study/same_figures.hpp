// Figures of scenarios compared with each other: which KPIs are defined otherwise.
#pragma once

#include "models/scenario/document.hpp"

#include <string>
#include <vector>

namespace carepath {

/// A KPI of both documents that measures something else in the second.
struct RedefinedKpi {
  SourceRef where;  // in the second
  std::string text; // "kpi 'came' is defined differently: ..."
};

/// KPIs that differ in a limit, a period, a cohort, the people they are about or the like, each such field a
/// note of its own.
[[nodiscard]] std::vector<RedefinedKpi> redefined_kpis(const Document& first, const Document& second);

} // namespace carepath
