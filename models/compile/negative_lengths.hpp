// Lengths of time that are negative, or that chance may make so.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Adds a fault where `length`, a time, is known before the run and negative. Warns where one draw in a
/// million or more of a distribution written for it is negative, and says what then happens. A value that is
/// worked out further ("min", "absolute" of several) is not looked into.
void tell_negative_length(const Value& length, CompileContext& context,
                          std::string_view what_happens = "a run ends at the first of them");

} // namespace carepath
