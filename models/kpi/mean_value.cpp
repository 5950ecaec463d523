#include "models/kpi/mean_value.hpp"

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

/// A choice by something known: of each alternative its mean.
std::optional<ValueId> mean_of_choice(ProgramBuilder& builder, const ValueNode& node) {
  if (is_drawn(builder.program(), ValueId(node.a))) return std::nullopt;
  std::vector<ValueId> means;
  for (std::uint32_t at = 0; at < node.count; ++at) {
    const auto mean = mean_value(builder, builder.program().value_children[node.first + at]);
    if (!mean) return std::nullopt;
    means.push_back(*mean);
  }
  return builder.group(ValueOp::select, ValueId(node.a), means, node.count);
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
  case ValueOp::select: return mean_of_choice(builder, node);
  case ValueOp::add:
  case ValueOp::subtract:
  case ValueOp::multiply:
  case ValueOp::divide: return mean_of_operation(builder, node);
  default: return std::nullopt;
  }
}

} // namespace carepath
