// Integrals and the moments of a distribution from its quantile, for those without a closed form.
#pragma once

#include "engine/random/distribution.hpp"

#include <array>
#include <cstddef>
#include <functional>

namespace carepath {

/// Nodes and weights of Gauss and Legendre's rule on (-1, 1).
struct GaussRule {
  std::array<double, 10> places;
  std::array<double, 10> weights;
};
[[nodiscard]] const GaussRule& gauss_rule();

struct Moments {
  double mean = 0;
  double variance = 0;
};

/// Integral of `f` over (from, to), halving where the rule is not yet exact to `tolerance`.
[[nodiscard]] double integrate(const std::function<double(double)>& f, double from, double to,
                               double tolerance);

/// Mean and variance by integrating the quantile over u, octave by octave from both ends.
[[nodiscard]] Moments moments_of_quantile(const Distribution& distribution);

/// Integral of g(quantile) over u in (from, 1 - to_complement).
[[nodiscard]] double integrate_quantile(const Distribution& distribution,
                                        const std::function<double(double)>& g, double from,
                                        double to_complement, double tolerance);

} // namespace carepath
