// Times that are worked out while the run goes on, such as "queue_date + 7 h". The clock of a run counts
// whole milliseconds, so such a time is one of these: a rounding less, and it would miss a limit it meets
// exactly.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Whether a value is a moment of the run or a length of it: `now`, `waited`, the age of a clock, or what is
/// worked out from such and plain lengths.
[[nodiscard]] bool is_time_of_run(const Value& value, const CompileContext& context);

/// What was bound of a value, in whole milliseconds; the unit is still days.
[[nodiscard]] ValueId on_the_clock(ValueId bound, ProgramBuilder& builder);

/// Rounds the sides of a comparison of times, as far as they may lie beside the clock.
void compare_on_the_clock(const Value& comparison, ValueId& left, ValueId& right, CompileContext& context);

} // namespace carepath
