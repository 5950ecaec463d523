// Building and checking the cells of an inverse table.
#include "engine/random/inverse_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace carepath {
namespace {

constexpr int deepest = 3;                  // times a cell may be cut into 16
constexpr std::size_t most_cells = 1 << 14; // 768 KiB; beyond it cells are not cut but asked exactly

/// Where a polynomial of degree 5 meets the quantile: cos(jπ/5), both ends among them, so that
/// neighbouring cells join.
std::array<double, 6> interpolation_places() {
  const double root5 = std::sqrt(5.0);
  const double far = (1 + root5) / 4;
  const double near = (root5 - 1) / 4;
  return {-1, -far, -near, near, far, 1};
}

/// Coefficients in powers of s of the polynomial through the six values (Newton's divided differences).
std::array<double, 6> polynomial_through(std::array<double, 6> values) {
  static const std::array<double, 6> places = interpolation_places();
  for (std::size_t level = 1; level < 6; ++level)
    for (std::size_t j = 5; j >= level; --j)
      values[j] = (values[j] - values[j - 1]) / (places[j] - places[j - level]);
  std::array<double, 6> powers{};
  for (std::size_t j = 6; j-- > 0;) { // powers = powers * (s - places[j]) + values[j]
    for (std::size_t k = 5; k > 0; --k) powers[k] = powers[k - 1] - places[j] * powers[k];
    powers[0] = values[j] - places[j] * powers[0];
  }
  return powers;
}

double below_tolerance(Tail at) {
  return std::min(inversion_tolerance, 1e-7 * at.probability);
}

} // namespace

Tail tail_of(Uniform u) {
  const bool upper = (u.bits >> 63) != 0;
  const std::uint64_t distance = upper ? ~u.bits : u.bits;
  return {upper, (static_cast<double>(distance) + 0.5) * 0x1p-64};
}

double quantile_at(const Distribution& distribution, Tail at) {
  return at.upper ? distribution.quantile_complement(at.probability) : distribution.quantile(at.probability);
}

double inversion_gap(const Distribution& distribution, double x, Tail at) {
  // Values a few roundings off an atom are on it, and those below 1e-280 are as good as 0.
  const double slack = std::max(0x1p-50 * std::fabs(x), 1e-280);
  const auto probability = [&](double y) {
    return at.upper ? distribution.cdf_complement(y) : distribution.cdf(y);
  };
  const double here = std::fabs(probability(x) - at.probability);
  if (here <= 0.5 * below_tolerance(at)) return here;
  const double left = probability(x - slack);
  const double right = probability(x + slack);
  return std::max({0.0, std::min(left, right) - at.probability, at.probability - std::max(left, right)});
}

InverseTable::InverseTable(DistributionPtr distribution) : distribution_(std::move(distribution)) {
  cells_.resize(2 * cells_per_side);
  for (const bool upper : {false, true})
    for (unsigned octave = 0; octave < octaves; ++octave) {
      const double from = std::ldexp(0.25, -static_cast<int>(octave));
      fill((upper ? cells_per_side : 0) + octave * cells_per_octave, {upper, from, from}, 0);
    }
}

void InverseTable::fill(std::size_t first, Span whole, int depth) {
  double before = node(whole, -1);
  for (std::size_t j = 0; j < cells_per_octave; ++j) {
    const double width = whole.width / static_cast<double>(cells_per_octave);
    const Span span{whole.upper, whole.from + static_cast<double>(j) * width, width};
    const double after = node(span, 1);
    const Cell cell = cell_of(span, before, after, depth); // may move the vector: assign afterwards
    cells_[first + j] = cell;
    before = after;
  }
}

InverseTable::Cell InverseTable::cell_of(Span span, double first, double last, int depth) {
  static const std::array<double, 6> places = interpolation_places();
  std::array<double, 6> values{first, 0, 0, 0, 0, last};
  for (std::size_t j = 1; j < 5; ++j) values[j] = node(span, places[j]);
  const Cell cell = polynomial_through(values);
  if (accurate(cell, span)) return cell;
  Cell refused{};
  refused[0] = std::numeric_limits<double>::quiet_NaN();
  refused[1] = -1;
  if (depth == deepest || cells_.size() >= most_cells) return refused;
  const std::size_t children = cells_.size();
  cells_.resize(children + cells_per_octave);
  fill(children, span, depth + 1);
  refused[1] = static_cast<double>(children);
  return refused;
}

bool InverseTable::accurate(const Cell& cell, Span span) const {
  for (const double s : {-0.93, -0.59, 0.0, 0.59, 0.93}) {
    const Tail at{span.upper, span.from + 0.5 * (s + 1) * span.width};
    const double x = evaluate(cell, s);
    if (!std::isfinite(x) || !(inversion_gap(*distribution_, x, at) <= below_tolerance(at))) return false;
  }
  return true;
}

double InverseTable::node(Span span, double s) const {
  return quantile_at(*distribution_, {span.upper, span.from + 0.5 * (s + 1) * span.width});
}

double InverseTable::exact(Uniform u) const {
  return quantile_at(*distribution_, tail_of(u));
}

double InverseTable::refined(Uniform u, const Cell& cell, std::uint64_t bits) const {
  const Cell* at = &cell;
  while (std::isnan((*at)[0])) {
    if ((*at)[1] < 0) return exact(u);
    at = &cells_[static_cast<std::size_t>((*at)[1]) + (bits >> 60)];
    bits <<= 4;
  }
  return evaluate(*at, place(bits));
}

} // namespace carepath
