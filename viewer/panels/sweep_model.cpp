#include "viewer/panels/sweep_model.hpp"

#include "engine/results/coordinate_number.hpp"
#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace carepath {

namespace {

/// Numbers in one unit by size; what has none comes last, and all else stays in the order it comes in.
void put_in_order(std::vector<std::string>& levels) {
  const auto words = std::stable_partition(levels.begin(), levels.end(), [](const auto& level) {
    return std::isfinite(coordinate_number(level));
  });
  const auto fits = [&](const auto& level) { return in_one_unit(level, levels.front()); };
  if (!std::all_of(levels.begin(), words, fits)) return;
  std::stable_sort(levels.begin(), words, [](const auto& left, const auto& right) {
    return coordinate_number(left) < coordinate_number(right);
  });
}

SweepAxis axis_of(const Results& results, std::size_t coordinate) {
  SweepAxis axis{results.coordinates[coordinate].name, {}};
  for (char& letter : axis.name) // "theatre_list.sessions" as words
    if (letter == '_' || letter == '.') letter = ' ';
  for (const auto& variant : results.variants) {
    const auto& level = variant.coordinates[coordinate];
    if (std::find(axis.levels.begin(), axis.levels.end(), level) == axis.levels.end())
      axis.levels.push_back(level);
  }
  put_in_order(axis.levels);
  return axis;
}

void add_figures(const Results& results, SweepTable& table) {
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const auto& row = results.kpis[at];
    if (!row.group.empty()) continue;
    table.columns.push_back(at);
    table.figures.push_back(as_shown(row));
    table.ratios.push_back(unit_ratio(row.unit, table.figures.back().unit));
  }
}

bool meets_targets(const SweepTable& table, std::size_t variant) {
  for (std::size_t at = 0; at < table.figures.size(); ++at) {
    const auto& row = table.figures[at];
    if (!row.has_target) continue;
    const double value = table.value(variant, at);
    if (!target_met(row, value)) return false;
  }
  return true;
}

bool better(double left, double right, bool less) {
  return less ? left < right : left > right;
}

} // namespace

Estimate SweepTable::estimate(std::size_t variant, std::size_t figure) const {
  const auto& estimates = file->results->variants[variant].estimates;
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  if (columns[figure] >= estimates.size()) return {nothing, nothing, nothing};
  const auto& stored = estimates[columns[figure]];
  return {stored.mean * ratios[figure], stored.low * ratios[figure], stored.high * ratios[figure]};
}

double SweepTable::value(std::size_t variant, std::size_t figure) const {
  return estimate(variant, figure).mean;
}

SweepTable sweep_table(const OpenFile& file) {
  SweepTable table;
  table.file = &file;
  const auto& results = *file.results;
  const bool whole = std::all_of(results.variants.begin(), results.variants.end(), [&](const auto& variant) {
    return variant.coordinates.size() >= results.coordinates.size();
  });
  if (!whole) return table;
  for (std::size_t at = 0; at < results.coordinates.size(); ++at) table.axes.push_back(axis_of(results, at));
  std::vector<std::map<std::string, std::size_t>> numbers(table.axes.size());
  for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
    for (std::size_t level = 0; level < table.axes[axis].levels.size(); ++level)
      numbers[axis].emplace(table.axes[axis].levels[level], level);
  for (const auto& variant : results.variants) {
    auto& place = table.places.emplace_back();
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
      place.push_back(numbers[axis][variant.coordinates[axis]]);
  }
  add_figures(results, table);
  for (std::size_t at = 0; at < table.size(); ++at) table.feasible.push_back(meets_targets(table, at));
  return table;
}

std::vector<std::size_t> frontier(const SweepTable& table, std::size_t first, bool first_less,
                                  std::size_t second, bool second_less, bool feasible_only) {
  struct Point {
    double first;
    double second;
    std::size_t variant;
  };
  std::vector<Point> points;
  for (std::size_t at = 0; at < table.size(); ++at) {
    const Point point{table.value(at, first), table.value(at, second), at};
    if (!std::isfinite(point.first) || !std::isfinite(point.second)) continue;
    if (!feasible_only || table.feasible[at]) points.push_back(point);
  }
  std::sort(points.begin(), points.end(), [&](const Point& left, const Point& right) {
    if (left.first != right.first) return better(left.first, right.first, first_less);
    return better(left.second, right.second, second_less);
  });
  std::vector<std::size_t> best;
  double reached = std::numeric_limits<double>::quiet_NaN();
  for (const auto& point : points)
    if (std::isnan(reached) || better(point.second, reached, second_less)) {
      best.push_back(point.variant);
      reached = point.second;
    }
  return best;
}

std::string point_words(const SweepTable& table, std::size_t variant) {
  std::string words;
  for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
    words += (words.empty() ? "" : ", ") + table.axes[axis].name + " " +
             table.axes[axis].levels[table.places[variant][axis]];
  return words;
}

} // namespace carepath
