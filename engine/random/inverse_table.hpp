// An inverse CDF as polynomials over cells of u: one look-up and twelve multiplications a draw.
//
// Cells are geometric in min(u, 1-u): an octave for every halving, 16 cells in each, both halves built
// from their own tail so that each is exact to the end. The cell and the place in it come straight
// from the bits of u. Each cell is checked when built (|F(x) - u| at most 1e-10); one that fails is
// cut into 16 smaller ones, up to three times, and after that asks the exact quantile at each draw.
// Idea: Hörmann and Leydold (2003), Continuous random variate generation by fast numerical inversion.
#pragma once

#include "engine/random/distribution.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace carepath {

/// Largest |F(x) - u| that a table may make.
inline constexpr double inversion_tolerance = 1e-10;

/// u as its distance from the nearer end of (0, 1), so that neither tail is rounded away.
struct Tail {
  bool upper = false;
  double probability = 0; // P(X <= x) in the lower half, P(X > x) in the upper one
};
[[nodiscard]] Tail tail_of(Uniform u);
/// The exact quantile at `at`.
[[nodiscard]] double quantile_at(const Distribution& distribution, Tail at);
/// How far `at` lies from [P(X < x), P(X <= x)]; 0 anywhere inside the jump of an atom.
[[nodiscard]] double inversion_gap(const Distribution& distribution, double x, Tail at);

class InverseTable {
public:
  explicit InverseTable(DistributionPtr distribution);

  /// The value at u: never decreasing in u, but for the last two bits.
  [[nodiscard]] double at(Uniform u) const {
    const std::uint64_t flip = 0 - (u.bits >> 63); // all ones in the upper half
    const std::uint64_t distance = u.bits ^ flip;
    const auto octave = static_cast<unsigned>(std::countl_zero(distance | 1)) - 1;
    if (octave >= octaves) [[unlikely]]
      return exact(u);
    const std::uint64_t fraction = distance << (octave + 2); // the leading one shifted out
    const std::size_t cell = (flip & cells_per_side) + octave * cells_per_octave + (fraction >> 60);
    const double value = evaluate(cells_[cell], place(fraction << 4));
    if (value != value) [[unlikely]]
      return refined(u, cells_[cell], fraction << 4);
    return value;
  }

  /// Cells in the table, with those cut smaller.
  [[nodiscard]] std::size_t cell_count() const { return cells_.size(); }

private:
  static constexpr unsigned octaves = 16;
  static constexpr std::size_t cells_per_octave = 16;
  static constexpr std::size_t cells_per_side = octaves * cells_per_octave;

  /// A polynomial of degree 5 in s, from -1 to 1 away from the near end of (0, 1). When the first
  /// coefficient is not a number the second is the first of 16 smaller cells, or -1: ask exactly.
  using Cell = std::array<double, 6>;
  struct Span {
    bool upper;
    double from; // distance from the near end of (0, 1)
    double width;
  };

  /// The place in a cell, -1 to 1, from the bits below the cell's number.
  static double place(std::uint64_t bits) {
    return static_cast<double>(static_cast<std::int64_t>(bits ^ (std::uint64_t{1} << 63))) * 0x1p-63;
  }
  static double evaluate(const Cell& c, double s) {
    const double s2 = s * s;
    return (c[0] + c[1] * s) + s2 * ((c[2] + c[3] * s) + s2 * (c[4] + c[5] * s));
  }

  [[nodiscard]] double exact(Uniform u) const;
  [[nodiscard]] double refined(Uniform u, const Cell& cell, std::uint64_t bits) const;
  [[nodiscard]] double node(Span span, double s) const;
  [[nodiscard]] bool accurate(const Cell& cell, Span span) const;
  void fill(std::size_t first, Span whole, int depth);
  [[nodiscard]] Cell cell_of(Span span, double first, double last, int depth);

  DistributionPtr distribution_;
  std::vector<Cell> cells_;
};

} // namespace carepath
