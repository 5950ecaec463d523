// Ways out of steps other than their own: risks that strike, branches that end, outcomes.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Binds when each risk strikes; before steps are emitted, which start and stop the timers.
void bind_timers(const Pathway& pathway, CompileContext& context);

/// Emits what happens when a risk strikes, where branches end, and every outcome.
void emit_exits(Pathway& pathway, CompileContext& context);

} // namespace carepath
