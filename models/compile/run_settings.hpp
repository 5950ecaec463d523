// The [scenario], [run] and [parameter] sections.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

namespace carepath {

[[nodiscard]] const KindRow& scenario_kind();
[[nodiscard]] const KindRow& run_kind();
[[nodiscard]] const KindRow& parameter_kind();

/// Reads the start, length, seed and census dates of the run into the context.
void read_run_settings(CompileContext& context);
void declare_parameters(CompileContext& context);

} // namespace carepath
