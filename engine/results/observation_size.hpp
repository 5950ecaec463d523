// Over what the limits of results are formed.
#pragma once

#include "engine/results/results.hpp"

#include <cstddef>

namespace carepath {

/// How many replications of the results make one observation, over which limits are formed: those that share
/// a draw of uncertain inputs, or the two of an antithetic pair; otherwise 1.
[[nodiscard]] inline std::size_t replications_of_an_observation(const Results& results) {
  if (!results.uncertain.empty()) return results.uncertain.front().replications_per_draw;
  return results.antithetic ? 2 : 1;
}

} // namespace carepath
