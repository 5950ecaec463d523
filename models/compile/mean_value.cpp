#include "models/compile/mean_value.hpp"

#include "engine/program/value_walk.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace carepath {
namespace {

std::optional<ValueId> mean_of_draw(ProgramBuilder& builder, const ValueNode& node) {
  const double mean = builder.program().distributions[node.a]->mean();
  return std::isfinite(mean) ? std::optional(builder.constant(mean)) : std::nullopt;
}

/// Whether a child of a choice says which alternative is taken.
bool says_which(ValueOp choice, std::uint32_t at) {
  return choice == ValueOp::conditional ? at == 0 : choice == ValueOp::first_match && at % 2 == 0;
}

/// A choice by something known: of each alternative its mean.
std::optional<ValueId> mean_of_choice(ProgramBuilder& builder, const ValueNode& node) {
  const bool by_index = node.op == ValueOp::select;
  if (by_index && is_drawn(builder.program(), ValueId(node.a))) return std::nullopt;
  std::vector<ValueId> means;
  for (std::uint32_t at = 0; at < alternatives(node); ++at) {
    const auto child = builder.program().value_children[node.first + at];
    if (says_which(node.op, at) && is_drawn(builder.program(), child)) return std::nullopt;
    const auto mean = mean_value(builder, child);
    if (!mean) return std::nullopt;
    means.push_back(*mean);
  }
  return builder.group(node.op, by_index ? ValueId(node.a) : ValueId{}, means, node.count, node.number);
}

/// A sum of anything, or a product with something known.
std::optional<ValueId> mean_of_operation(ProgramBuilder& builder, const ValueNode& node) {
  const bool both =
      is_drawn(builder.program(), ValueId(node.a)) && is_drawn(builder.program(), ValueId(node.b));
  const bool below = node.op == ValueOp::divide && is_drawn(builder.program(), ValueId(node.b));
  if (node.op != ValueOp::add && node.op != ValueOp::subtract && (both || below)) return std::nullopt;
  const auto a = mean_value(builder, ValueId(node.a));
  const auto b = mean_value(builder, ValueId(node.b));
  return a && b ? std::optional(builder.binary(node.op, *a, *b)) : std::nullopt;
}

} // namespace

bool is_drawn(const Program& program, ValueId value) {
  const auto& node = program.values[value.value];
  if (node.op == ValueOp::draw || node.op == ValueOp::chance) return true;
  const auto parts = value_parts(program, node);
  return std::any_of(parts.begin(), parts.end(), [&](ValueId part) { return is_drawn(program, part); });
}

std::optional<ValueId> mean_value(ProgramBuilder& builder, ValueId value) {
  const auto node = builder.program().values[value.value]; // a copy: the table grows
  if (!is_drawn(builder.program(), value)) return value;
  switch (node.op) {
  case ValueOp::draw: return mean_of_draw(builder, node);
  case ValueOp::select:
  case ValueOp::first_match:
  case ValueOp::conditional:
  case ValueOp::cycle: return mean_of_choice(builder, node);
  case ValueOp::add:
  case ValueOp::subtract:
  case ValueOp::multiply:
  case ValueOp::divide: return mean_of_operation(builder, node);
  default: return std::nullopt;
  }
}

} // namespace carepath
