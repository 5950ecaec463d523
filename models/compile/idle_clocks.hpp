// Clocks that never stop, and stops that never stop them, because they come before every start.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Warns of them. `program` is the finished one.
void warn_of_idle_clocks(CompileContext& context, const Program& program);

} // namespace carepath
