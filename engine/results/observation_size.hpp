// Over what the limits of results are formed.
#pragma once

#include "engine/results/results.hpp"

#include <cstddef>

namespace carepath {

/// How many replications of the results share a draw of uncertain inputs: the mean of a figure is that of its
/// means in each draw. 1 where nothing is uncertain.
[[nodiscard]] inline std::size_t replications_that_share_a_draw(const Results& results) {
  return results.uncertain.empty() ? 1 : results.uncertain.front().replications_per_draw;
}

/// How many replications of the results make one observation, over which limits are formed: those that share
/// a draw of uncertain inputs, or the two of an antithetic pair; otherwise 1.
[[nodiscard]] inline std::size_t replications_of_an_observation(const Results& results) {
  return results.uncertain.empty() && results.antithetic ? 2 : replications_that_share_a_draw(results);
}

} // namespace carepath
