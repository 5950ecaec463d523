// Settings that other settings leave without effect: said, never accepted in silence.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Warns of rules of resources, needs and steps that can change nothing, of risks that cannot strike within
/// the run, and of KPIs of times that nobody ever spends and of more units than there are. `program` is the
/// finished one.
void warn_of_idle(CompileContext& context, const Pathway& pathway, const Program& program);

} // namespace carepath
