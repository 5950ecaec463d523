// Root finding for quantiles: safeguarded Newton where a density is known, otherwise a bracketed
// search that also settles on jumps.
#pragma once

#include "engine/random/portable_math.hpp"
#include "engine/random/special_functions.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {

/// Solves for the x > 0 whose lower tail is `p` and upper tail `q`, given a function x -> TailPair.
/// Newton steps on the logarithm of the smaller tail (in log x on the left, in x on the right) stay
/// inside a bracket that shrinks at every step.
template <class Tails>
double solve_positive_quantile(const Tails& tails, double p, double q, double guess, double ceiling) {
  const bool left = p <= q;
  double low = 0;
  double high = ceiling;
  double x = guess;
  for (int round = 0; round < 200; ++round) {
    const TailPair at = tails(x);
    const double tail = left ? at.lower : at.upper;
    const double target = left ? p : q;
    if (tail == target) return x;
    ((tail < target) == left ? low : high) = x;
    const double miss = portable::log(tail / target);
    const double next =
        left ? x * portable::exp(-miss * tail / (at.density * x)) : x + miss * tail / at.density;
    const bool inside = next > low && next < high;
    const double previous = x;
    if (inside)
      x = next;
    else if (std::isinf(high))
      x = 2 * x;
    else
      x = low > 0 ? std::sqrt(low) * std::sqrt(high) : high * 0.0625;
    if (inside && std::fabs(x - previous) <= 1e-9 * x) return x;
    if (!inside && x == previous) return x;
  }
  return x;
}

/// Smallest x in [low, high] with miss(x) >= 0, where `miss` never decreases. `tolerance` is in the
/// unit of `miss`. Regula falsi with the Illinois rule, and a bisection every eighth step.
template <class Miss> double solve_increasing(const Miss& miss, double low, double high, double tolerance) {
  double below = miss(low);
  if (below >= 0) return low;
  double above = miss(high);
  int last_side = 0; // which end moved last; the other's value is halved when it stays twice
  for (int round = 1; round < 240; ++round) {
    if (high - low <= 0x1p-51 * std::max(std::fabs(low), std::fabs(high))) break;
    double x = low + (high - low) * (below / (below - above));
    if (round % 8 == 0 || !(x > low && x < high)) x = low + 0.5 * (high - low);
    if (!(x > low && x < high)) break;
    const double at = miss(x);
    if (std::fabs(at) <= tolerance) return x;
    if (at < 0) {
      low = x;
      below = at;
      if (last_side < 0) above *= 0.5;
      last_side = -1;
    } else {
      high = x;
      above = at;
      if (last_side > 0) below *= 0.5;
      last_side = 1;
    }
  }
  return high;
}

} // namespace carepath
