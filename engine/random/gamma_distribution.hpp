// The gamma distribution, shared by the rows gamma and erlang.
#pragma once

#include "engine/random/distribution.hpp"

namespace carepath {

/// Density proportional to x^(shape-1) exp(-x/scale). Throws when the shape is above 10 million or
/// below 0.01, where the distribution is all but fixed, or all but an atom at 0.
[[nodiscard]] DistributionPtr gamma_distribution(double shape, double scale);

} // namespace carepath
