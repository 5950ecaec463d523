// The components of a program: parts between which nothing passes. No entity goes from one to another, no
// unit is asked for by both, and nothing in one looks at the state of the other. So each can be run alone.
#pragma once

#include "engine/program/program.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// Indices into the program's tables, each list increasing. Steps and code that nobody comes to are in none.
struct Component {
  std::vector<std::uint32_t> sources;
  std::vector<std::uint32_t> steps;
  std::vector<std::uint32_t> resources;
  std::vector<std::uint32_t> code;
};

/// In the order of the name of the first source of each. What belongs to no source (a resource that nobody
/// uses) is in the first. What cannot be added up from parts keeps parts together: the largest value or the
/// times at each value of a level, and the quantile of ages that are not whole days. Always at least one.
[[nodiscard]] std::vector<Component> find_components(const Program& program);

} // namespace carepath
