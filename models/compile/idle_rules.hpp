// Rules of sources, steps and risks that other settings leave without effect, beyond those of resources and
// needs.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Warns of sources from which nobody comes in the run and fields that their kind does not read, of failures
/// without a chance, places kept where none counts, holding on for nothing, and risks of phases that last no
/// time. `program` is the finished one.
void warn_of_idle_rules(CompileContext& context, const Pathway& pathway, const Program& program);

} // namespace carepath
