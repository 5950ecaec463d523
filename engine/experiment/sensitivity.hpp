// Sensitivity of an answer to its inputs: Morris screening and Sobol indices. Designs are points of the unit
// cube to be tried, and the answers come back as plain numbers in the same order.
#pragma once

#include "engine/base/estimate.hpp"
#include "engine/experiment/design.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace carepath {

/// The elementary effects of one input (Morris 1991; mu* by Campolongo, Cariboni and Saltelli 2007): change
/// of the answer for the whole range of the input.
struct MorrisEffect {
  double mean = 0;
  Estimate strength; // mu*: mean size of the effects, with limits over trajectories
  double spread = 0; // sigma: large where the effect depends on the other inputs, or is not a straight line
};

/// `trajectories` random walks on a grid of four levels, each changing every input once by two thirds of its
/// range: (inputs + 1) points a walk.
[[nodiscard]] DesignPoints morris_design(std::size_t trajectories, std::size_t inputs, std::uint64_t seed);
/// `places` are where the inputs really were at the points of the design, as shares of their ranges: an input
/// that cannot be anywhere, such as a whole number, moves by other shares than two thirds. A step that moves
/// nothing says nothing; an input that no step moves has undefined effects.
[[nodiscard]] std::vector<MorrisEffect> morris_effects(const DesignPoints& places,
                                                       std::span<const double> answers);

/// Shares of the variance of the answer. First: from the input alone. Total: with all it does together with
/// others. The limits are 95% bootstrap limits over the rows of the design.
struct SobolIndex {
  Estimate first;
  Estimate total;
};

/// Saltelli's design on scrambled Sobol points: for each row the point A, the point B, and A with one input
/// after another taken from B; (inputs + 2) points a row.
[[nodiscard]] DesignPoints sobol_index_design(std::size_t rows, std::span<const std::string> inputs,
                                              std::uint64_t seed);
/// First-order indices by Saltelli et al. (2010), total indices by Jansen (1999). All NaN when the answer
/// does not vary. Rows with an undefined answer are left out.
[[nodiscard]] std::vector<SobolIndex> sobol_indices(std::span<const double> answers, std::size_t inputs,
                                                    std::uint64_t seed);

} // namespace carepath
