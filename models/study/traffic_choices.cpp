// See traffic_choices.hpp. The code of a step stands together, from its arrival to the next one's.
#include "models/study/traffic_choices.hpp"

#include "engine/program/value_walk.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// What an empty system shows otherwise than a full one: queues, what is free, and how long somebody has
/// waited.
bool is_of_state(ValueOp op) {
  switch (op) {
  case ValueOp::queue_length:
  case ValueOp::busy:
  case ValueOp::free_units:
  case ValueOp::next_slot:
  case ValueOp::waited:
  case ValueOp::in_model:
  case ValueOp::interval_age:
  case ValueOp::interruptions: return true;
  default: return false;
  }
}

/// Values that look at the state of the system, by themselves or by an attribute that was set from it.
class StateReading {
public:
  explicit StateReading(const Program& program)
      : program_(program), set_from_(program.attributes.size(), false) {
    while (find_attributes()) {
    }
  }

  [[nodiscard]] bool of(ValueId value) const {
    const auto& node = program_.values[value.value];
    if (is_of_state(node.op)) return true;
    if (node.op == ValueOp::attribute || node.op == ValueOp::of_person) return set_from_[node.a];
    const auto parts = value_parts(program_, node);
    return std::any_of(parts.begin(), parts.end(), [&](ValueId part) { return of(part); });
  }

private:
  /// True when another attribute was found.
  bool find_attributes() {
    bool any = false;
    for (const auto& instruction : program_.code) {
      if (instruction.op != Opcode::set || set_from_[instruction.a] || !of(ValueId(instruction.b))) continue;
      set_from_[instruction.a] = any = true;
    }
    return any;
  }

  const Program& program_;
  std::vector<bool> set_from_; // attributes
};

} // namespace

std::vector<std::string> steps_chosen_by_state(const Program& program) {
  const StateReading reads_state(program);
  std::vector<std::string> names;
  const StepRow* step = nullptr;
  for (const auto& instruction : program.code) {
    if (instruction.op == Opcode::arrive) step = &program.steps[instruction.a];
    const bool chooses = instruction.op == Opcode::branch_if || instruction.op == Opcode::route;
    if (!step || !chooses || !reads_state.of(ValueId(instruction.a))) continue;
    if (names.empty() || names.back() != step->name) names.push_back(step->name);
  }
  return names;
}

} // namespace carepath
