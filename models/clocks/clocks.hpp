// Clocks: intervals of a person's pathway that open and close at events, with reasons.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

#include <string>
#include <vector>

namespace carepath {

[[nodiscard]] const KindRow& clock_kind();

/// Adds the clocks' names and rows, so that expressions may speak of them.
void declare_clocks(CompileContext& context);
/// Attaches starts, stops, nullifications and marks to the points of the pathway.
void attach_clocks(CompileContext& context);

} // namespace carepath
