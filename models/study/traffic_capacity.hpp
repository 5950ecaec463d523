// What each resource of a program has to give over a run.
#pragma once

#include "engine/program/program.hpp"

namespace carepath {

/// Units (mean over the run), slots per week, or units of a stock per week: what there is at the start and
/// what is delivered. Sessions that are not held give nothing.
[[nodiscard]] double mean_capacity(const Program& program, ResourceId resource);

} // namespace carepath
