#include "models/study/main_figures.hpp"

#include "models/kpi/controls.hpp"

#include <algorithm>

namespace carepath {

std::vector<std::string> headline_of(const Study& study) {
  for (const auto& variant : study.variants)
    if (!variant.headline.empty()) return variant.headline;
  return {};
}

MainFigures::MainFigures(const Study& study) : headline_(headline_of(study)) {
  for (const auto& variant : study.variants)
    targets_ = targets_ || std::any_of(variant.kpis.begin(), variant.kpis.end(),
                                       [](const auto& row) { return row.has_target && row.group.empty(); });
}

bool MainFigures::has(const KpiRow& row) const {
  if (!row.group.empty() || is_control(row)) return false;
  if (!headline_.empty()) return std::find(headline_.begin(), headline_.end(), row.name) != headline_.end();
  return !targets_ || row.has_target;
}

const char* MainFigures::words() const {
  return !headline_.empty() ? "headline KPIs" : targets_ ? "KPIs with a target" : "all KPIs";
}

} // namespace carepath
