// Looking for sequences that can be fused.
#include "engine/run/fused_code.hpp"

namespace carepath {
namespace {

bool has(const std::vector<Instruction>& code, std::size_t at, Opcode op) {
  return at < code.size() && code[at].op == op;
}

/// A choice between 0, 1, 2, ... by an index is that index.
ValueId without_identity(const Program& program, ValueId value) {
  const ValueNode& node = program.values[value.value];
  if (node.op != ValueOp::select) return value;
  for (std::uint32_t at = 0; at < node.count; ++at) {
    const ValueNode& child = program.values[program.value_children[node.first + at].value];
    if (child.op != ValueOp::constant || child.number != at) return value;
  }
  return ValueId(node.a);
}

} // namespace

std::vector<Instruction> fused_code(const Program& program, const std::vector<bool>& simple_need,
                                    const std::vector<bool>& simple_hold) {
  const auto& code = program.code;
  std::vector<Instruction> fused = code;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (has(code, at, Opcode::arrive) && has(code, at + 1, Opcode::seize) &&
        has(code, at + 2, Opcode::start) && simple_need[code[at + 1].a]) {
      fused[at] = {Opcode::enter_service, code[at].a, code[at + 1].a, 0};
      if (at > 0 && has(code, at - 1, Opcode::join_queue_now))
        fused[at - 1] = {Opcode::enter_service_anew, code[at].a, code[at + 1].a, 0};
    }
    if (has(code, at, Opcode::route)) fused[at].a = without_identity(program, ValueId(code[at].a)).value;
    if (has(code, at, Opcode::release) && has(code, at + 1, Opcode::settle) &&
        has(code, at + 2, Opcode::depart) && code[at + 1].a == 0 && simple_hold[code[at].a])
      fused[at] = {Opcode::end_service, code[at].a, code[at + 2].a, code[at + 2].b};
  }
  return fused;
}

} // namespace carepath
