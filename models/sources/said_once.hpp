// What a source may say once only, or only of people who are there at the start.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// With a rate, gaps or counts of its own, a source's file says what people are like and not when they come.
[[nodiscard]] bool has_own_times(const Item& source);

/// Faults of a source that says in two ways when people arrive, how many they are or how long they have
/// waited, or whose file has a column that tells what it cannot: one of them would win in silence. `kind`:
/// how its people arrive.
void check_said_once(const Item& source, ArrivalKind kind, CompileContext& context);

} // namespace carepath
