// The points of a sweep on a grid of cells: which coordinates to draw, the figures in the cells, and the line
// along which a figure has a value.
#pragma once

#include "engine/results/results.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace carepath::report {

/// One coordinate as an axis. A coordinate with many numbers is cut into parts of equal width.
struct SweepAxis {
  std::string name;                 // with the unit, where all its numbers have the same
  std::vector<std::string> cells;   // as written, without that unit
  std::vector<double> numbers;      // of each cell; empty when the coordinate has words
  std::vector<std::size_t> cell_of; // of each variant
  bool cut = false;                 // into parts, because there were too many numbers
};

/// Nothing for a coordinate that does not vary, or has too many words to be drawn.
[[nodiscard]] std::optional<SweepAxis> sweep_axis(const Results& results, std::size_t coordinate);

/// The axes along which a KPI changes most, the strongest first; at most two.
[[nodiscard]] std::vector<SweepAxis> strongest_axes(const Results& results, std::size_t kpi);

/// The mean of the values in each of so many cells; NaN where there is none.
[[nodiscard]] std::vector<double> group_means(const std::vector<std::size_t>& cell_of, std::size_t cells,
                                              const std::vector<double>& values);

/// A value of each variant, averaged over those in a cell: [y, x]; NaN where there is none.
[[nodiscard]] std::vector<double> cell_means(const SweepAxis& x, const SweepAxis& y,
                                             const std::vector<double>& values);

/// What a figure is held against. Being just there is on the side of more, or, of an upper bound, of less: on
/// that where a target is met.
struct Level {
  double value = 0;
  bool at_most = false;
};

/// A piece of a line in units of cells: x and y of both ends.
using LinePiece = std::array<std::array<double, 2>, 2>;

/// Where values on a grid [y, x] pass `level`, found between the middles of neighbouring cells in
/// proportion.
[[nodiscard]] std::vector<LinePiece> level_line(const std::vector<double>& values, std::size_t columns,
                                                const Level& level);

/// The same grid with its axes exchanged.
[[nodiscard]] std::vector<double> transposed(const std::vector<double>& values, std::size_t columns);

/// In one column of the grid: the y, in units of cells, at which the level is passed; in order.
[[nodiscard]] std::vector<double> passed_at(const std::vector<double>& values, std::size_t columns,
                                            std::size_t column, const Level& level);

/// The means of a KPI over the variants, NaN where it has none.
[[nodiscard]] std::vector<double> means_of(const Results& results, std::size_t kpi);

} // namespace carepath::report
