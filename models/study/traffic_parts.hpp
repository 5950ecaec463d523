// Which part of a need with alternatives is taken where nobody waits, for values that ask what is held.
#pragma once

#include "engine/program/program.hpp"

#include <vector>

namespace carepath {

/// Whether any value asks what somebody holds.
[[nodiscard]] bool asks_what_is_held(const Program& program);

/// How likely each part of a need with alternatives is taken: in proportion to what its resource has to give
/// over the run, each that has something at least 5%.
[[nodiscard]] std::vector<double> chances_of_parts(const Program& program, const NeedRow& need);

} // namespace carepath
