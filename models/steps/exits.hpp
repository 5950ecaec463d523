// Ways out of steps other than their own: risks that strike, branches that end, outcomes.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// What those in some steps may hold: what their step needs, what was kept or is moved on; and of those held
/// back in steps also what the step that they will move to has granted so far.
[[nodiscard]] std::set<HoldId> held_in(const std::vector<std::uint32_t>& steps,
                                       const std::vector<std::uint32_t>& held_back_in, const Pathway& pathway,
                                       CompileContext& context);
/// Binds when each risk strikes; before steps are emitted, which start and stop the timers.
void bind_timers(const Pathway& pathway, CompileContext& context);

/// Emits what happens when a risk strikes, where branches end, and every outcome.
void emit_exits(Pathway& pathway, CompileContext& context);

} // namespace carepath
