// Gamma, beta and normal distribution functions by power series and continued fractions.
//
// Formulae: Abramowitz and Stegun 6.1.41, 6.5.29, 6.5.31, 26.2.23, 26.5.8; the saddle-point form of
// the Poisson term after Loader (2000), which keeps large shapes accurate.
#include "engine/random/special_functions.hpp"

#include "engine/random/portable_math.hpp"
#include "engine/random/root.hpp"

#include <cmath>
#include <limits>

namespace carepath {
namespace {

constexpr double two_pi = 6.283185307179586477;
constexpr double half_log_two_pi = 0.918938533204672742;
constexpr double tiny = 1e-300;
constexpr double epsilon = 0x1p-54;

/// log Γ(a+1) less Stirling's leading terms, for a >= 12 (A&S 6.1.41).
double stirling_rest(double a) {
  const double z = 1 / (a * a);
  return (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188))))) / a;
}

/// a log(a/x) + x - a without cancellation near x = a.
double deviance(double a, double x) {
  const double difference = a - x;
  if (std::fabs(difference) >= 0.1 * (a + x)) return a * portable::log(a / x) + x - a;
  const double v = difference / (a + x);
  const double v2 = v * v;
  double term = 2 * a * v;
  double sum = difference * v;
  for (int n = 1; n < 100; ++n) {
    term *= v2;
    const double next = sum + term / (2 * n + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

/// x^a e^-x / Γ(a+1).
double poisson_term(double a, double x) {
  if (a >= 12) return portable::exp(-stirling_rest(a) - deviance(a, x)) / std::sqrt(two_pi * a);
  return portable::exp(a * portable::log(x) - x - log_gamma(a + 1));
}

double gamma_series(double a, double x) {
  double term = 1;
  double sum = 1;
  for (double n = 1; n < 1e6; ++n) {
    term *= x / (a + n);
    sum += term;
    if (term < epsilon * sum) break;
  }
  return sum;
}

/// Continued fraction of x^-a e^x Γ(a, x), by Lentz's method.
double gamma_fraction(double a, double x) {
  double b = x + 1 - a;
  double c = 1 / tiny;
  double d = 1 / b;
  double value = d;
  for (double n = 1; n < 1e6; ++n) {
    const double numerator = n * (a - n);
    b += 2;
    d = numerator * d + b;
    if (std::fabs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (std::fabs(c) < tiny) c = tiny;
    d = 1 / d;
    const double factor = c * d;
    value *= factor;
    if (std::fabs(factor - 1) < 4 * epsilon) break;
  }
  return value;
}

double small_normal_guess(double p) { // A&S 26.2.23, for the upper tail; |error| < 4.5e-4
  const double t = std::sqrt(-2 * portable::log(p));
  return t -
         (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

double normal_guess(double p, double q) {
  return p <= q ? -small_normal_guess(p) : small_normal_guess(q);
}

double log_beta(double a, double b) {
  return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

/// Continued fraction of the incomplete beta function (A&S 26.5.8), by Lentz's method.
double beta_fraction(double a, double b, double x) {
  double c = 1;
  double d = 1 - (a + b) * x / (a + 1);
  if (std::fabs(d) < tiny) d = tiny;
  d = 1 / d;
  double value = d;
  const auto advance = [&](double numerator) {
    d = 1 + numerator * d;
    if (std::fabs(d) < tiny) d = tiny;
    c = 1 + numerator / c;
    if (std::fabs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= c * d;
    return std::fabs(c * d - 1);
  };
  for (double m = 1; m < 1e5; ++m) {
    advance(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
    if (advance(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))) < 4 * epsilon) break;
  }
  return value;
}

/// Below this a root is returned as 0: nothing measured in days tells them apart.
constexpr double smallest = 1e-285;

double gamma_guess(double shape, double p, double q) {
  // Wilson and Hilferty's cube, unless so far left that the leading power of x rules.
  const double cube = 1 - 1 / (9 * shape) + normal_guess(p, q) / (3 * std::sqrt(shape));
  const double power = portable::exp((portable::log(p) + log_gamma(shape + 1)) / shape);
  if (cube < 0.4 || shape < 0.3) return std::min(power, shape + 10);
  return shape * cube * cube * cube;
}

double beta_quantile_below_half(double a, double b, double p, double q) {
  const double logit = portable::log(a / b) + normal_guess(p, q) * std::sqrt(1 / a + 1 / b);
  const double power = portable::exp((portable::log(p) + portable::log(a) + log_beta(a, b)) / a);
  const bool humped = a > 1 && b > 1;
  const double guess = humped ? 1 / (1 + portable::exp(-logit)) : power;
  const auto tails = [a, b](double x) { return beta_tails(a, b, x, 1 - x); };
  if (guess < smallest) return 0;
  return solve_positive_quantile(tails, p, q, std::min(guess, 0.6), 0.75);
}

} // namespace

double log_gamma(double a) {
  double product = 1;
  while (a < 13) product *= a++;
  const double b = a - 1;
  return stirling_rest(b) + half_log_two_pi + (b + 0.5) * portable::log(b) - b - portable::log(product);
}

double gamma_function(double a) {
  return portable::exp(log_gamma(a));
}

TailPair gamma_tails(double shape, double x) {
  if (!(x > 0)) return {0, 1, 0};
  if (x == std::numeric_limits<double>::infinity()) return {1, 0, 0};
  const double term = poisson_term(shape, x);
  const double density = term * shape / x;
  if (x < shape + 1) {
    const double lower = std::min(1.0, term * gamma_series(shape, x));
    return {lower, 1 - lower, density};
  }
  const double upper = std::min(1.0, term * shape * gamma_fraction(shape, x));
  return {1 - upper, upper, density};
}

double gamma_quantile(double shape, double p, double q) {
  const auto tails = [shape](double x) { return gamma_tails(shape, x); };
  const double guess = gamma_guess(shape, p, q);
  if (guess < smallest) return 0;
  return solve_positive_quantile(tails, p, q, guess, std::numeric_limits<double>::infinity());
}

TailPair beta_tails(double a, double b, double x, double y) {
  if (!(x > 0)) return {0, 1, 0};
  if (!(y > 0)) return {1, 0, 0};
  const double log_x = x < 0.5 ? portable::log(x) : portable::log1p(-y);
  const double log_y = y < 0.5 ? portable::log(y) : portable::log1p(-x);
  const double front = portable::exp(a * log_x + b * log_y - log_beta(a, b));
  const double density = front / (x * y);
  if (x < (a + 1) / (a + b + 2)) {
    const double lower = std::min(1.0, front * beta_fraction(a, b, x) / a);
    return {lower, 1 - lower, density};
  }
  const double upper = std::min(1.0, front * beta_fraction(b, a, y) / b);
  return {1 - upper, upper, density};
}

double beta_quantile(double a, double b, double p, double q) {
  const bool left = p <= beta_tails(a, b, 0.5, 0.5).lower;
  return left ? beta_quantile_below_half(a, b, p, q) : 1 - beta_quantile_below_half(b, a, q, p);
}

TailPair normal_tails(double z) {
  const TailPair squared = gamma_tails(0.5, 0.5 * z * z);
  const double density = portable::exp(-0.5 * z * z) / std::sqrt(two_pi);
  const double inner = 0.5 + 0.5 * squared.lower;
  return z < 0 ? TailPair{0.5 * squared.upper, inner, density}
               : TailPair{inner, 0.5 * squared.upper, density};
}

double normal_quantile(double p) {
  if (p > 0.5) return -normal_quantile(1 - p);
  double z = -small_normal_guess(p);
  for (int round = 0; round < 2; ++round) { // Halley: 4e-4, then 1e-11, then exact
    const TailPair at = normal_tails(z);
    const double newton = (at.lower - p) / at.density;
    z -= newton / (1 + 0.5 * z * newton);
  }
  return z;
}

} // namespace carepath
