// What is followed to say which work leaves hospital and what appears in other settings.
#pragma once

#include <cstdint>
#include <string>

namespace carepath {

struct KpiWork;
struct CompiledScenario;

/// One amount of the measured period that belongs to a setting.
struct ShiftFigure {
  std::string what; // "bed days", "staff hours" or "cost"
  std::string setting;
  std::string name; // resource or cost line
  std::string title;
  std::uint32_t output = 0; // index into plan.outputs
};

/// Adds the bed-days, staff hours and costs of every setting to the outputs, after those of KPIs.
void define_shift_figures(KpiWork& work, CompiledScenario& out);

} // namespace carepath
