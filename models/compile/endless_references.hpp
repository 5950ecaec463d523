// Parameters and fields that are worked out from themselves, or from so much that it would take for ever.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Adds a fault for each circle of parameters and fields that name each other, and for each that names others
/// more than 32 deep or comes to more than 10,000 terms when every name is written out as what it stands for
/// (thirty parameters that each name the one before twice come to a thousand million). Each of them stands
/// for 1 from here on, so that whatever names it can be looked at and comes to an end.
void tell_endless_references(CompileContext& context);

} // namespace carepath
