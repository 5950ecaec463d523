// Branches end where branches end, and nobody else does.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Faults for steps on a branch that lead to an outcome, and for steps off every branch that lead to `join`.
void check_branches(const Pathway& pathway, CompileContext& context);

} // namespace carepath
