#include "engine/program/value_walk.hpp"

namespace carepath {

bool has_value_operands(ValueOp op) {
  return op == ValueOp::chance || op == ValueOp::select || (op >= ValueOp::add && op <= ValueOp::square_root);
}

std::uint32_t alternatives(const ValueNode& node) {
  switch (node.op) {
  case ValueOp::first_match: return 2 * node.count;
  case ValueOp::conditional: return 3;
  case ValueOp::select:
  case ValueOp::cycle: return node.count;
  default: return 0;
  }
}

bool reads_resource(ValueOp op) {
  return op == ValueOp::queue_length || op == ValueOp::busy || op == ValueOp::free_units ||
         op == ValueOp::next_slot || op == ValueOp::capacity || op == ValueOp::holding;
}

std::vector<ValueId> value_parts(const Program& program, const ValueNode& node) {
  std::vector<ValueId> parts;
  if (has_value_operands(node.op))
    for (const auto operand : {node.a, node.b})
      if (operand != ValueNode::none) parts.push_back(ValueId(operand));
  for (std::uint32_t at = 0; at < alternatives(node); ++at)
    parts.push_back(program.value_children[node.first + at]);
  return parts;
}

} // namespace carepath
