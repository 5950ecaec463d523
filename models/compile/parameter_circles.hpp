// Parameters that are worked out from themselves, by way of others or of fields that they name.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Adds a fault for each circle of declared parameters, and lets each parameter of it stand for 1 from here
/// on, so that whatever uses it can be looked at and comes to an end.
void tell_parameter_circles(CompileContext& context);

} // namespace carepath
