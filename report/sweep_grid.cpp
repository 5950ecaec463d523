#include "report/sweep_grid.hpp"

#include "engine/base/bound.hpp"
#include "engine/base/undefined.hpp"
#include "engine/results/coordinate_number.hpp"
#include "report/format.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr std::size_t most_cells = 16; // beyond that numbers are cut into parts, and words are not drawn
constexpr std::size_t parts = 8;

const std::string& written(const VariantResult& variant, std::size_t coordinate) {
  static const std::string nothing;
  return coordinate < variant.coordinates.size() ? variant.coordinates[coordinate] : nothing;
}

/// The texts of a coordinate in the order they come, or by size when all are numbers in one unit.
std::vector<std::string> levels_of(const Results& results, std::size_t coordinate, bool& numbers) {
  std::vector<std::string> levels;
  for (const auto& variant : results.variants)
    if (std::find(levels.begin(), levels.end(), written(variant, coordinate)) == levels.end())
      levels.push_back(written(variant, coordinate));
  numbers = std::all_of(levels.begin(), levels.end(),
                        [&](const auto& level) { return in_one_unit(level, levels.front()); });
  if (numbers)
    std::stable_sort(levels.begin(), levels.end(), [](const auto& a, const auto& b) {
      return coordinate_number(a) < coordinate_number(b);
    });
  return levels;
}

/// What follows the number: " per week" of "5 per week".
std::string unit_of(const std::string& text) {
  const auto end = text.find(' ');
  return end == std::string::npos ? "" : text.substr(end);
}

/// A unit that all cells share is said once, by the name of the axis.
void move_unit_to_name(SweepAxis& axis) {
  const auto unit = unit_of(axis.cells.front());
  const auto shared = [&](const std::string& cell) { return unit_of(cell) == unit; };
  if (axis.numbers.empty() || unit.empty() || !std::all_of(axis.cells.begin(), axis.cells.end(), shared))
    return;
  for (auto& cell : axis.cells) cell.resize(cell.size() - unit.size());
  axis.name += "," + unit;
}

/// Parts of equal width from the least number to the largest.
void cut(const Results& results, std::size_t coordinate, const std::vector<std::string>& levels,
         SweepAxis& axis) {
  const double low = coordinate_number(levels.front());
  const double width = (coordinate_number(levels.back()) - low) / static_cast<double>(parts);
  const int decimals = std::clamp(static_cast<int>(std::ceil(1 - std::log10(width))), 0, 6);
  for (std::size_t part = 0; part < parts; ++part) {
    const double from = low + width * static_cast<double>(part);
    axis.cells.push_back(plain(from, decimals) + "–" + plain(from + width, decimals));
    axis.numbers.push_back(from + width / 2);
  }
  for (const auto& variant : results.variants) {
    const double at = (coordinate_number(written(variant, coordinate)) - low) / width;
    axis.cell_of.push_back(std::min(static_cast<std::size_t>(std::max(at, 0.0)), parts - 1));
  }
  axis.cut = true;
  if (const auto unit = unit_of(levels.front()); unit == unit_of(levels.back()) && !unit.empty())
    axis.name += "," + unit;
}

/// How far the means of a KPI lie apart along an axis: their variance.
double strength(const SweepAxis& axis, const std::vector<double>& values) {
  double number = 0, sum = 0, squares = 0;
  for (const double mean : group_means(axis.cell_of, axis.cells.size(), values)) {
    if (!std::isfinite(mean)) continue;
    number += 1;
    sum += mean;
    squares += mean * mean;
  }
  return number > 0 ? squares / number - (sum / number) * (sum / number) : 0;
}

bool is_on_side_of_less(double value, const Level& level) {
  return level.at_most ? is_at_most(value, level.value) : !is_at_least(value, level.value);
}

/// Where between two values the level lies, from 0 to 1; nothing when it does not.
std::optional<double> between(double a, double b, const Level& level) {
  if (!std::isfinite(a) || !std::isfinite(b) || is_on_side_of_less(a, level) == is_on_side_of_less(b, level))
    return std::nullopt;
  return std::clamp((level.value - a) / (b - a), 0.0, 1.0);
}

} // namespace

std::vector<double> means_of(const Results& results, std::size_t kpi) {
  std::vector<double> values;
  for (std::size_t variant = 0; variant < results.variants.size(); ++variant)
    values.push_back(estimate_of(results, variant, kpi).mean);
  return values;
}

std::optional<SweepAxis> sweep_axis(const Results& results, std::size_t coordinate) {
  bool numbers = false;
  const auto levels = levels_of(results, coordinate, numbers);
  if (levels.size() < 2 || (levels.size() > most_cells && !numbers)) return std::nullopt;
  SweepAxis axis;
  axis.name = results.coordinates[coordinate].name;
  if (levels.size() > most_cells) return cut(results, coordinate, levels, axis), axis;
  axis.cells = levels;
  if (numbers)
    for (const auto& level : levels) axis.numbers.push_back(coordinate_number(level));
  for (const auto& variant : results.variants) {
    const auto found = std::find(levels.begin(), levels.end(), written(variant, coordinate));
    axis.cell_of.push_back(static_cast<std::size_t>(found - levels.begin()));
  }
  move_unit_to_name(axis);
  return axis;
}

std::vector<SweepAxis> strongest_axes(const Results& results, std::size_t kpi) {
  const auto values = means_of(results, kpi);
  std::vector<std::pair<double, SweepAxis>> found;
  for (std::size_t coordinate = 0; coordinate < results.coordinates.size(); ++coordinate)
    if (auto axis = sweep_axis(results, coordinate))
      found.emplace_back(strength(*axis, values), std::move(*axis));
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<SweepAxis> axes;
  for (auto& [size, axis] : found)
    if (axes.size() < 2) axes.push_back(std::move(axis));
  return axes;
}

std::vector<double> group_means(const std::vector<std::size_t>& cell_of, std::size_t cells,
                                const std::vector<double>& values) {
  std::vector<double> sums(cells, 0), counts(cells, 0);
  for (std::size_t at = 0; at < values.size(); ++at) {
    if (!std::isfinite(values[at])) continue;
    sums[cell_of[at]] += values[at];
    counts[cell_of[at]] += 1;
  }
  for (std::size_t cell = 0; cell < cells; ++cell)
    sums[cell] = counts[cell] > 0 ? sums[cell] / counts[cell] : undefined;
  return sums;
}

std::vector<double> cell_means(const SweepAxis& x, const SweepAxis& y, const std::vector<double>& values) {
  std::vector<std::size_t> cell_of;
  for (std::size_t at = 0; at < values.size(); ++at)
    cell_of.push_back(y.cell_of[at] * x.cells.size() + x.cell_of[at]);
  return group_means(cell_of, x.cells.size() * y.cells.size(), values);
}

std::vector<LinePiece> level_line(const std::vector<double>& values, std::size_t columns,
                                  const Level& level) {
  std::vector<LinePiece> line;
  const auto rows = columns > 0 ? values.size() / columns : 0;
  for (std::size_t y = 0; y + 1 < rows; ++y)
    for (std::size_t x = 0; x + 1 < columns; ++x) {
      const auto at = [&](std::size_t right, std::size_t up) {
        return values[(y + up) * columns + x + right];
      };
      const auto left = static_cast<double>(x), low = static_cast<double>(y);
      std::vector<std::array<double, 2>> ends; // on the sides below, right, above, left
      if (const auto part = between(at(0, 0), at(1, 0), level)) ends.push_back({left + *part, low});
      if (const auto part = between(at(1, 0), at(1, 1), level)) ends.push_back({left + 1, low + *part});
      if (const auto part = between(at(0, 1), at(1, 1), level)) ends.push_back({left + *part, low + 1});
      if (const auto part = between(at(0, 0), at(0, 1), level)) ends.push_back({left, low + *part});
      for (std::size_t end = 0; end + 1 < ends.size(); end += 2) line.push_back({ends[end], ends[end + 1]});
    }
  return line;
}

std::vector<double> transposed(const std::vector<double>& values, std::size_t columns) {
  std::vector<double> turned;
  for (std::size_t column = 0; column < columns; ++column)
    for (std::size_t at = column; at < values.size(); at += columns) turned.push_back(values[at]);
  return turned;
}

std::vector<double> passed_at(const std::vector<double>& values, std::size_t columns, std::size_t column,
                              const Level& level) {
  std::vector<double> places;
  for (std::size_t y = 0; (y + 1) * columns < values.size(); ++y)
    if (const auto part = between(values[y * columns + column], values[(y + 1) * columns + column], level))
      places.push_back(static_cast<double>(y) + *part);
  return places;
}

} // namespace carepath::report
