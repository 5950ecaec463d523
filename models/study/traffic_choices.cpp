// See traffic_choices.hpp. The code of a step stands together, from its arrival to the next one's.
#include "models/study/traffic_choices.hpp"

#include "engine/program/value_walk.hpp"

#include <algorithm>

namespace carepath {
namespace {

bool reads_state(const Program& program, ValueId value) {
  const auto& node = program.values[value.value];
  if (node.op == ValueOp::queue_length || node.op == ValueOp::busy || node.op == ValueOp::free_units ||
      node.op == ValueOp::next_slot)
    return true;
  const auto parts = value_parts(program, node);
  return std::any_of(parts.begin(), parts.end(), [&](ValueId part) { return reads_state(program, part); });
}

} // namespace

std::vector<std::string> steps_chosen_by_state(const Program& program) {
  std::vector<std::string> names;
  const StepRow* step = nullptr;
  for (const auto& instruction : program.code) {
    if (instruction.op == Opcode::arrive) step = &program.steps[instruction.a];
    const bool chooses = instruction.op == Opcode::branch_if || instruction.op == Opcode::route;
    if (!step || !chooses || !reads_state(program, ValueId(instruction.a))) continue;
    if (names.empty() || names.back() != step->name) names.push_back(step->name);
  }
  return names;
}

} // namespace carepath
