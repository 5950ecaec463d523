// How much of the spread of a figure comes from what is not known about the inputs, and how much from chance:
// a one-way analysis of variance in which each group of replications shares one draw of the inputs.
#pragma once

#include "engine/base/estimate.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace carepath {

/// Variances of one replication's figure. NaN where there are too few groups or replications to tell.
struct VarianceParts {
  double inputs = 0; // between draws of the inputs (never below 0)
  double chance = 0; // within one draw
  Estimate share;    // inputs / (inputs + chance), with 95% limits of the intraclass correlation (F)
  Estimate mean;     // over draws: their means are what is independent
};

/// `values` are replications in order, each `per_draw` of them in a row sharing one draw. Undefined values
/// (NaN) are left out, so groups may be of unequal size (Searle, Casella and McCulloch 1992, section 3.6).
[[nodiscard]] VarianceParts split_variance(std::span<const double> values, std::size_t per_draw);

/// The means of each `together` values in a row, of those that are defined; NaN where none is. Replications
/// that share a draw, or are an antithetic pair, are not independent: such a mean is one observation.
[[nodiscard]] std::vector<double> observations(std::span<const double> values, std::size_t together);

/// Mean and 95% limits when each `per_draw` values share a draw: Student's t over the means of the draws.
[[nodiscard]] Estimate estimate_over_draws(std::span<const double> values, std::size_t per_draw);

} // namespace carepath
