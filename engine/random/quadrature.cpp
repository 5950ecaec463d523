// Gauss and Legendre's rule with halving, and moments as integrals over u.
#include "engine/random/quadrature.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

/// Newton's method on the Legendre polynomial of degree 10, from starts spread evenly in the sine.
GaussRule make_rule() {
  constexpr int degree = 10;
  // cos(π(i - 1/4)/(n + 1/2)), to three figures: close enough for Newton.
  constexpr std::array<double, 5> starts{0.974, 0.866, 0.680, 0.434, 0.149};
  GaussRule rule{};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    double x = starts[i];
    double slope = 0;
    for (int round = 0; round < 8; ++round) {
      double before = 1;
      double here = x;
      for (int n = 2; n <= degree; ++n) {
        const double next = ((2 * n - 1) * x * here - (n - 1) * before) / n;
        before = here;
        here = next;
      }
      slope = degree * (x * here - before) / (x * x - 1);
      x -= here / slope;
    }
    const double weight = 2 / ((1 - x * x) * slope * slope);
    rule.places[i] = -x;
    rule.places[9 - i] = x;
    rule.weights[i] = rule.weights[9 - i] = weight;
  }
  return rule;
}

double one_panel(const std::function<double(double)>& f, double from, double to) {
  const GaussRule& rule = gauss_rule();
  const double half = 0.5 * (to - from);
  double sum = 0;
  for (std::size_t i = 0; i < 10; ++i) sum += rule.weights[i] * f(from + half * (1 + rule.places[i]));
  return sum * half;
}

double halved(const std::function<double(double)>& f, double from, double to, double whole, double tolerance,
              int depth) {
  const double middle = 0.5 * (from + to);
  const double left = one_panel(f, from, middle);
  const double right = one_panel(f, middle, to);
  if (depth == 0 || !(std::fabs(left + right - whole) > tolerance)) return left + right;
  return halved(f, from, middle, left, tolerance, depth - 1) +
         halved(f, middle, to, right, tolerance, depth - 1);
}

/// Integral of `f` over distances from one end of (0, 1), octave by octave down to 2^-60.
double integrate_octaves(const std::function<double(double)>& f, double from, double to, double tolerance) {
  double sum = 0;
  while (to > from && to > 0x1p-60) {
    const double lower = std::max(from, 0.5 * to);
    sum += integrate(f, lower, to, tolerance);
    to = lower;
  }
  return sum;
}

} // namespace

const GaussRule& gauss_rule() {
  static const GaussRule rule = make_rule();
  return rule;
}

double integrate(const std::function<double(double)>& f, double from, double to, double tolerance) {
  return halved(f, from, to, one_panel(f, from, to), tolerance, 30);
}

double integrate_quantile(const Distribution& distribution, const std::function<double(double)>& g,
                          double from, double to_complement, double tolerance) {
  double sum = 0;
  const auto lower = [&](double p) { return g(distribution.quantile(p)); };
  const auto upper = [&](double q) { return g(distribution.quantile_complement(q)); };
  sum += integrate_octaves(lower, from, std::min(0.5, 1 - to_complement), tolerance);
  sum += integrate_octaves(upper, to_complement, std::min(0.5, 1 - from), tolerance);
  return sum;
}

Moments moments_of_quantile(const Distribution& distribution) {
  const double centre = distribution.quantile(0.5);
  const double scale = std::max(distribution.quantile(0.75) - distribution.quantile(0.25),
                                0x1p-20 * (distribution.highest() - distribution.lowest()));
  if (!(scale > 0)) return {centre, 0};
  const auto first = [&](double x) { return (x - centre) / scale; };
  const auto second = [&](double x) { return first(x) * first(x); };
  const double mean = integrate_quantile(distribution, first, 0, 0, 1e-12);
  const double square = integrate_quantile(distribution, second, 0, 0, 1e-12);
  return {centre + scale * mean, scale * scale * std::max(0.0, square - mean * mean)};
}

} // namespace carepath
