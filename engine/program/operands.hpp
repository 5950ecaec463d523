// What the operands of each instruction are, for passes over whole programs.
#pragma once

#include "engine/program/program.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace carepath {

enum class Operand : std::uint8_t {
  other, // a number of its own, an outcome, a reason
  value,
  target,
  targets, // the first of several; the next operand says how many
  need,
  hold,
  profile,
  attribute,
  timer,
  interval,
  measure,
  step
};

/// Kinds of `a`, `b` and `c`.
[[nodiscard]] std::array<Operand, 3> operands_of(Opcode op);

/// Calls `use` with the kind and the number of each operand.
template <class Use> void each_operand(const Instruction& instruction, const Use& use) {
  const auto kinds = operands_of(instruction.op);
  use(kinds[0], instruction.a);
  use(kinds[1], instruction.b);
  use(kinds[2], instruction.c);
}

/// Whether an entity may go on to the instruction that comes after one of this kind.
[[nodiscard]] bool leads_on(Opcode op);

/// Every instruction an entity at `at` may be at next: onwards, elsewhere, by a timer it starts here, or
/// where those go who are thrown out of the step it comes to.
[[nodiscard]] std::vector<std::uint32_t> successors(const Program& program, std::uint32_t at);

} // namespace carepath
