// Conditions that never hold together: "age > 70 and age < 60".
#pragma once

#include "engine/program/program.hpp"

namespace carepath {

/// Whether two conditions that can each hold never hold at once, by the numbers and categories they compare
/// one and the same thing with. False when that is not known.
[[nodiscard]] bool contradict(const Program& program, ValueId one, ValueId other);

} // namespace carepath
