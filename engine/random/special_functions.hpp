// The special functions the distributions need, from portable arithmetic alone, so that a table of
// quantiles is the same on every processor.
//
// Each function returns both tails, because one minus a probability near one is worthless far out.
#pragma once

namespace carepath {

/// Both tails and the density at one point.
struct TailPair {
  double lower = 0;   // P(X <= x)
  double upper = 0;   // P(X > x)
  double density = 0; // derivative of `lower`
};

/// Natural logarithm of the gamma function, a > 0.
[[nodiscard]] double log_gamma(double a);
/// Gamma function, a > 0.
[[nodiscard]] double gamma_function(double a);

/// Standard gamma distribution of the given shape (the regularised incomplete gamma functions).
[[nodiscard]] TailPair gamma_tails(double shape, double x);
/// The x at which the lower tail is `p` and the upper is `q`; the smaller of the two decides.
[[nodiscard]] double gamma_quantile(double shape, double p, double q);

/// Beta distribution on (0, 1); `y` is 1 - x, given apart so that the upper end stays exact.
[[nodiscard]] TailPair beta_tails(double a, double b, double x, double y);
[[nodiscard]] double beta_quantile(double a, double b, double p, double q);

/// Standard normal distribution.
[[nodiscard]] TailPair normal_tails(double z);
/// The z with P(Z <= z) = p, accurate for tiny p; use minus the value at q for the upper tail.
[[nodiscard]] double normal_quantile(double p);

} // namespace carepath
