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

/// Calls `use` with every instruction an entity at `at` may be at next: onwards, elsewhere, by a timer it
/// starts here, or where those go who are thrown out of the step it comes to.
template <class Use> void each_successor(const Program& program, std::uint32_t at, const Use& use) {
  const Instruction& instruction = program.code[at];
  const std::array<std::uint32_t, 3> operands{instruction.a, instruction.b, instruction.c};
  const auto kinds = operands_of(instruction.op);
  const auto go = [&](std::uint32_t target) {
    if (target < program.code.size()) use(target);
  };
  if (leads_on(instruction.op)) go(at + 1);
  for (std::size_t place = 0; place < kinds.size(); ++place) {
    if (kinds[place] == Operand::timer) go(program.timers[operands[place]].target);
    if (kinds[place] == Operand::step) go(program.steps[operands[place]].ejected);
    // A booking whose session is always held has 0 for a target.
    const bool is_none = instruction.op == Opcode::await_booking && operands[place] == 0;
    if (kinds[place] == Operand::target && !is_none) go(operands[place]);
    if (kinds[place] == Operand::targets)
      for (std::uint32_t to = 0; to < operands[place + 1]; ++to) go(program.targets[operands[place] + to]);
  }
}

} // namespace carepath
