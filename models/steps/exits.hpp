// Ways out of steps other than their own: risks that strike, branches that end, outcomes.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Adds a timer for each risk; before steps are emitted, which start and stop them.
void add_timers(Pathway& pathway, CompileContext& context);

/// Emits what happens when a risk strikes, where branches end, and every outcome.
void emit_exits(Pathway& pathway, CompileContext& context);

} // namespace carepath
