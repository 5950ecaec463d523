// What a scenario declares but never uses: said, never accepted in silence.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Warns of parameters, calendars, attributes, resources and steps that cannot affect the result.
void warn_of_unused(CompileContext& context, const Pathway& pathway, const Program& program);

} // namespace carepath
