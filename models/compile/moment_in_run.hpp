// Moments that a scenario names: dates, weeks and days of the run.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Days since the start; adds a fault when it lies outside the run.
[[nodiscard]] double moment_in_run(const Node& node, CompileContext& context);

} // namespace carepath
