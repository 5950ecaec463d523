// The most frequent sequences of instructions as one, so that a service costs two steps of the interpreter
// instead of seven.
//
// A fused instruction stands in the place of the first of its sequence; the others stay where they are, so
// jumps into the middle, and an entity that has to wait half-way, find what they need.
#pragma once

#include "engine/program/program.hpp"

#include <vector>

namespace carepath {

struct FusedCode {
  std::vector<Instruction> code;
  std::vector<std::uint32_t> targets; // of routes, past jumps
};

/// The program's code with what can be fused. `simple_need[n]`: need n is for one unit without rules of its
/// own.
[[nodiscard]] FusedCode fused_code(const Program& program, const std::vector<bool>& simple_need);

} // namespace carepath
