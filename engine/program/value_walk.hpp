// The parts of a value, for passes over whole values.
#pragma once

#include "engine/program/program.hpp"

#include <vector>

namespace carepath {

/// The values a node is made of: operands, index and alternatives. Empty for a leaf.
[[nodiscard]] std::vector<ValueId> value_parts(const Program& program, const ValueNode& node);

} // namespace carepath
