// What an operation of an expression gives where both sides are known before the run.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace carepath {

struct ConstantOperation {
  std::string_view name; // "+", "and", "sqrt"
  std::size_t least_sides;
  double (*result)(const std::vector<double>& sides); // at least so many; truth is 1 or 0
};

/// Null for a name of no such operation.
[[nodiscard]] const ConstantOperation* find_constant_operation(std::string_view name);

} // namespace carepath
