// Attributes that several branches of one parent set: the one does not see what the other gives.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// A warning for each attribute that two branches of one parent may set, but to the same plain value.
void warn_of_sibling_settings(const Pathway& pathway, CompileContext& context);

} // namespace carepath
