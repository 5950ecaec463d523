// Values of a program in a run: what they are for an entity, for a source, or for the system as it stands.
#pragma once

#include "engine/base/hot.hpp"
#include "engine/run/run_state.hpp"

#include <cstdint>

namespace carepath {

[[nodiscard]] double evaluate_node(const RunState& run, const ValueNode& node, const Subject& subject);
[[nodiscard]] double draw_for(const RunState& run, const ValueNode& node, EntityHead& head);
[[nodiscard]] double select_for(const RunState& run, const ValueNode& node, EntityHead& head);

/// Throws EnsureError where a value cannot be worked out, such as a choice by an attribute that no category
/// has.
[[nodiscard]] inline double evaluate(const RunState& run, ValueId value, const Subject& subject) {
  const ValueNode& node = run.values[value.value];
  return node.op == ValueOp::constant ? node.number : evaluate_node(run, node, subject);
}

/// The same of an entity: the frequent kinds here, the others as any value.
[[nodiscard]] CAREPATH_HOT double evaluate_for(const RunState& run, ValueId value, EntityHead& head) {
  const ValueNode& node = run.values[value.value];
  if (node.op == ValueOp::draw) return draw_for(run, node, head);
  if (node.op == ValueOp::constant) return node.number;
  if (node.op == ValueOp::attribute) return EntityStore::attributes(head)[node.a];
  if (node.op == ValueOp::select) return select_for(run, node, head);
  return evaluate_node(run, node, {head.key, &head, nullptr, 0, false});
}

/// An amount of a resource. Throws EnsureError unless it is from 0 to 1,000 million.
[[nodiscard]] std::uint32_t whole_amount(const RunState& run, ValueId value, const Subject& subject);
/// What must stay free after a need is granted: units, or slots of a session.
[[nodiscard]] inline std::uint32_t units_left_free(const RunState& run, const NeedRow& need,
                                                   const Subject& who) {
  return need.leave_free.exists() ? whole_amount(run, need.leave_free, who) : 0;
}

} // namespace carepath
