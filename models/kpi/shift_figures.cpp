#include "models/kpi/shift_figures.hpp"

#include "models/kpi/kpi.hpp"
#include "models/money/costs.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr double hours_per_day = 24;

std::string title_of(const std::string& resource, const CompileContext& context) {
  const auto* item = context.document.item("resource", resource);
  return item ? text_of(*item, "title", resource) : resource;
}

/// Staff hours follow those whose setting is known: where some have one, the others are missed.
void tell_unsettled_staff(CompileContext& context) {
  const auto& resources = context.program().resources;
  const auto is_followed = [](const auto& row) { return row.role == "staff" && !row.setting.empty(); };
  if (std::none_of(resources.begin(), resources.end(), is_followed)) return;
  for (const auto& row : resources)
    if (const auto* item = context.document.item("resource", row.name);
        item && row.role == "staff" && row.setting.empty())
      context.faults.warning(
          item->where,
          fmt::format(
              "'{}' has no setting, so its hours are not in the left shift, as those of other staff are",
              row.name),
          "such as setting = \"acute\"");
}

} // namespace

void define_shift_figures(KpiWork& work, CompiledScenario& out) {
  tell_unsettled_staff(work.context);
  auto& plan = work.context.program().plan;
  const auto add = [&](ShiftFigure row, FigureId figure) {
    row.output = static_cast<std::uint32_t>(plan.outputs.size());
    plan.outputs.push_back(figure);
    out.shift_figures.push_back(std::move(row));
  };
  const auto& resources = work.context.program().resources;
  for (std::uint32_t at = 0; at < resources.size(); ++at) {
    const auto& row = resources[at];
    const bool staff = row.role == "staff";
    if (row.setting.empty() || (!staff && row.role != "bed")) continue;
    if (const auto days = days_in_use(at, staff ? hours_per_day : 1, work))
      add({staff ? "staff hours" : "bed days", row.setting, row.name, title_of(row.name, work.context), 0},
          *days);
  }
  for (const auto& line : work.costs.lines)
    if (!line.setting.empty())
      if (const auto total = cost_total(line, {}, false, work.figures))
        add({"cost", line.setting, line.name, line.title, 0}, *total);
}

} // namespace carepath
