// What people hold when the run starts, and whether there is that much of it.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Emits the taking of what `holding` lists. Resources that one need of a step takes together are held
/// together, so that the step can give them back; `at_work` is the step in whose work the people are
/// found, or none_value.
void emit_holding(const Item& source, std::uint32_t at_work, const Pathway& pathway, CompileContext& context);

/// Warns where more units are held at the start than there are.
void warn_of_too_many_held(CompileContext& context);

} // namespace carepath
