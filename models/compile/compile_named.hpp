// Compiling a scenario that will stand beside others, whose figures must be told to be the same.
#pragma once

#include "models/compile/compiler.hpp"
#include "models/kpi/figure_name.hpp"

namespace carepath {

/// As `compile`; `names` are those of the figures that KPIs show.
[[nodiscard]] std::optional<CompiledScenario>
compile_named(const Document& document, const SourceTexts& texts, Diagnostics& faults, FigureNames& names);

} // namespace carepath
