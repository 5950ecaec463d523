// A compiled program as text: one line for each instruction, with names instead of indices.
#pragma once

#include "engine/program/program.hpp"

#include <string>

namespace carepath {

/// Sources, timers and resources first, then every instruction with its number, the step it belongs to, and
/// its operands in words. A draw shows the mean and standard deviation of its distribution. Durations are in
/// days.
[[nodiscard]] std::string program_listing(const Program& program);

/// A value as an expression: "severity * 2 + draw(mean 5, sd 4)".
[[nodiscard]] std::string value_listing(const Program& program, ValueId value);

} // namespace carepath
