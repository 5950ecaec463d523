// The parts of a value, for passes over whole values.
#pragma once

#include "engine/program/program.hpp"

#include <vector>

namespace carepath {

/// The values a node is made of: operands, index and alternatives. Empty for a leaf.
[[nodiscard]] std::vector<ValueId> value_parts(const Program& program, const ValueNode& node);

/// Whether the operands `a` and `b` of a node are values, not indices of something else.
[[nodiscard]] bool has_value_operands(ValueOp op);

/// How many children a node has from `first` on.
[[nodiscard]] std::uint32_t alternatives(const ValueNode& node);

/// Whether a value looks at the state of a resource, whose index is then `a`.
[[nodiscard]] bool reads_resource(ValueOp op);

} // namespace carepath
