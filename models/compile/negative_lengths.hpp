// Lengths of time that chance may make negative, which ends a run.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Warns where one draw in a million or more of a distribution written for `length`, a time, is negative. A
/// value that is worked out further ("min", "absolute" of several) is not looked into.
void warn_of_negative_length(const Value& length, CompileContext& context);

} // namespace carepath
