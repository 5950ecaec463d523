// Resources that no step needs.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Warns of each, unless something else gives it a meaning: a cost of it, a source whose people hold it, or
/// an expression that reads it.
void warn_of_idle_resources(CompileContext& context, const Pathway& pathway);

} // namespace carepath
