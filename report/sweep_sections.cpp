// The sections of a sweep's page: how its main figures change over the points, which points meet the targets,
// where a figure breaks even, and all points in one table.
#include "engine/base/text.hpp"
#include "engine/results/set_values.hpp"
#include "engine/results/target.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/sweep_grid.hpp"
#include "report/targets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr std::size_t most_maps = 4;
constexpr std::size_t most_rows = 5000; // of the table of points

/// The levels of a figure that decide: its target, both ends of one that is a band; else what the first point
/// has.
std::vector<Level> deciding_levels(const Results& results, std::size_t kpi) {
  const auto& row = results.kpis[kpi];
  if (!row.has_target) return {Level{estimate_of(results, 0, kpi).mean}};
  if (is_band(row)) return {Level{row.target}, Level{row.target_high, true}};
  return {Level{row.target, row.target_at_most}};
}

std::string level_words(const KpiRow& row, const Level& level) {
  if (!row.has_target) return figure(level.value, row.unit) + ", as at the first point";
  const auto value = round_figure(level.value, row.unit);
  if (!is_band(row)) return "the target of " + value;
  return fmt::format("{}, the {} end of the target", value, level.at_most ? "upper" : "lower");
}

HeatMap map_of(const SweepAxis& x, const SweepAxis& y, const std::vector<double>& cells, std::string label,
               std::string_view unit) {
  HeatMap map;
  map.x_label = x.name;
  map.y_label = y.name;
  map.value_label = std::move(label);
  map.percent = is_share(unit);
  map.x = x.cells;
  map.y = y.cells;
  for (const double value : cells) {
    map.values.push_back(map.percent ? value * 100 : value);
    map.texts.push_back(figure(value, map.percent ? "share" : ""));
  }
  return map;
}

std::string numbers_table(const std::string& caption, const SweepAxis& x, const SweepAxis& y,
                          const std::vector<double>& cells, std::string_view unit) {
  std::vector<std::string> columns{y.name + " \\ " + x.name};
  columns.insert(columns.end(), x.cells.begin(), x.cells.end());
  Table table(caption, columns);
  for (std::size_t row = y.cells.size(); row-- > 0;) {
    std::vector<Cell> values;
    for (std::size_t column = 0; column < x.cells.size(); ++column)
      values.push_back(number_cell(figure(cells[row * x.cells.size() + column], unit)));
    table.row(y.cells[row], values);
  }
  return table.html();
}

/// Between which levels of y the level is passed, in words; empty when nowhere.
std::string passing_words(const SweepAxis& y, const std::vector<double>& places) {
  std::string words;
  for (const double at : places) {
    const auto below =
        std::min(static_cast<std::size_t>(at), y.cells.size() - 2); // `at` may be the last cell
    words +=
        fmt::format("{}between {} and {}", words.empty() ? "" : "; ", y.cells[below], y.cells[below + 1]);
    if (y.numbers.empty()) continue;
    const double step = y.numbers[below + 1] - y.numbers[below];
    words += fmt::format(" (about {})", plain(y.numbers[below] + (at - static_cast<double>(below)) * step,
                                              std::fabs(step) < 1 ? 3 : 1));
  }
  return words;
}

/// Where a figure breaks even, along y for each level of x; along x for each of y when it is nowhere along y.
std::string break_even_table(const KpiRow& row, const Level& level, const SweepAxis& x, const SweepAxis& y,
                             const std::vector<double>& cells, bool turned = false) {
  Table table(fmt::format("Where {} passes {}", title_of(row), level_words(row, level)), {x.name, y.name});
  bool anywhere = false;
  for (std::size_t column = 0; column < x.cells.size(); ++column) {
    const auto words = passing_words(y, passed_at(cells, x.cells.size(), column, level));
    anywhere = anywhere || !words.empty();
    table.row(x.cells[column], {text_cell(words.empty() ? "nowhere" : words)});
  }
  if (anywhere || turned) return table.html();
  return break_even_table(row, level, y, x, transposed(cells, x.cells.size()), true);
}

/// Where no line lies between the cells: "meets the target of 92% everywhere", or nowhere; of an end of a
/// band on which side of it all are.
std::string unpassed_words(const KpiRow& row, const Level& level, const std::vector<double>& cells) {
  const auto words = level_words(row, level);
  const auto known = std::count_if(cells.begin(), cells.end(), [](double mean) { return !std::isnan(mean); });
  const auto meeting = std::count_if(cells.begin(), cells.end(), [&](double mean) {
    return level.at_most ? is_at_most(mean, level.value) : is_at_least(mean, level.value);
  });
  const bool everywhere = meeting == known;
  if (!row.has_target || (!everywhere && meeting > 0)) return "nowhere passes " + words;
  if (is_band(row))
    return fmt::format("{} {} {}", everywhere ? "nowhere" : "everywhere", level.at_most ? "above" : "below",
                       words);
  return everywhere ? fmt::format("meets {} everywhere", words) : "nowhere meets " + words;
}

/// "the orange line is the target of 92%.", "nowhere meets the target of 92%."; of a band each end.
std::string passed_words(const KpiRow& row, const std::vector<Level>& passed, const std::vector<Level>& never,
                         const std::vector<double>& cells) {
  std::vector<std::string> lines, said;
  for (const auto& level : passed) lines.push_back(level_words(row, level));
  if (!passed.empty())
    said.push_back(
        fmt::format("the orange {} {}", passed.size() > 1 ? "lines are" : "line is", join(lines, ", and ")));
  for (const auto& level : never) said.push_back(unpassed_words(row, level, cells));
  return join(said, "; ") + ".";
}

std::string averaged_note(const Results& results) {
  return results.coordinates.size() > 2 ? " Each cell is the mean over the other coordinates." : "";
}

void add_map(Page& page, std::size_t kpi, const SweepAxis& x, const SweepAxis& y) {
  const auto& results = page.results();
  const auto& row = results.kpis[kpi];
  const auto cells = cell_means(x, y, means_of(results, kpi));
  auto map = map_of(x, y, cells, row.unit == "share" ? "per cent" : row.unit, row.unit);
  std::vector<Level> passed, never;
  for (const auto& level : deciding_levels(results, kpi)) {
    const auto line = level_line(cells, x.cells.size(), level);
    (line.empty() ? never : passed).push_back(level);
    map.line.insert(map.line.end(), line.begin(), line.end());
  }
  const auto description = fmt::format(
      "A grid of {} by {}, darker where the figure is larger. The numbers are in the table.", x.name, y.name);
  page.figure(page.plotter().draw(map),
              {title_of(row), description, passed_words(row, passed, never, cells) + averaged_note(results)},
              numbers_table(title_of(row), x, y, cells, row.unit));
  for (const auto& level : passed) page.html(break_even_table(row, level, x, y, cells));
}

/// One point of the chart for each cell: with its limits where it is one point of the sweep, without where it
/// is the mean of several.
DotSeries dots_of(const Results& results, std::size_t kpi, const SweepAxis& axis) {
  DotSeries dots{title_of(results.kpis[kpi]), 1, {}, {}, {}};
  dots.values = group_means(axis.cell_of, axis.cells.size(), means_of(results, kpi));
  dots.low.assign(axis.cells.size(), NAN);
  dots.high = dots.low;
  for (std::size_t variant = 0; variant < axis.cell_of.size(); ++variant) {
    const auto cell = axis.cell_of[variant];
    if (std::count(axis.cell_of.begin(), axis.cell_of.end(), cell) > 1) continue;
    const auto estimate = estimate_of(results, variant, kpi);
    dots.low[cell] = estimate.low;
    dots.high[cell] = estimate.high;
  }
  return dots;
}

/// One coordinate alone: each figure as points with limits.
void add_dots(Page& page, std::size_t kpi, const SweepAxis& axis) {
  const auto& results = page.results();
  const auto& row = results.kpis[kpi];
  DotPlot chart;
  chart.x = {is_share(row.unit) ? "per cent" : row.unit, is_share(row.unit), false};
  chart.categories = axis.cells;
  chart.series.push_back(dots_of(results, kpi, axis));
  for (const double bound : target_bounds(row))
    chart.marks.push_back(
        {bound, "Target: " + (is_band(row) ? round_figure(bound, row.unit) : target_words(row))});
  std::string description = "A point with limits for each level of " + axis.name,
              caption = "by " + axis.name + ".";
  if (results.variants.size() > axis.cells.size()) {
    description += "; without limits where it is the mean of several";
    caption += fmt::format(" Each is the mean of the points in each {}.", axis.cut ? "part" : "level");
  }
  page.figure(page.plotter().draw(chart), {title_of(row), description, caption}, "");
}

/// Whether a point meets all targets: 1, 0, or NaN when it cannot be said.
std::vector<double> meets_targets(const Results& results, const std::vector<std::size_t>& targets) {
  std::vector<double> meets;
  for (std::size_t variant = 0; variant < results.variants.size(); ++variant) {
    double all = 1;
    for (const auto kpi : targets) {
      const auto& row = results.kpis[kpi];
      const double mean = estimate_of(results, variant, kpi).mean;
      all = std::isnan(mean) || std::isnan(all) ? NAN : (target_met(row, mean) ? all : 0);
    }
    meets.push_back(all);
  }
  return meets;
}

std::vector<std::size_t> targets_of(const Results& results) {
  std::vector<std::size_t> targets;
  for (std::size_t kpi = 0; kpi < results.kpis.size(); ++kpi)
    if (results.kpis[kpi].has_target && results.kpis[kpi].group.empty()) targets.push_back(kpi);
  return targets;
}

/// For each level of x, the levels of y at which every point meets all targets.
std::string frontier_table(const SweepAxis& x, const SweepAxis& y, const std::vector<double>& cells) {
  Table table("Where every point meets all targets", {x.name, y.name});
  for (std::size_t column = 0; column < x.cells.size(); ++column) {
    std::string levels;
    for (std::size_t row = 0; row < y.cells.size(); ++row)
      if (cells[row * x.cells.size() + column] == 1) levels += (levels.empty() ? "" : ", ") + y.cells[row];
    table.row(x.cells[column], {text_cell(levels.empty() ? "none" : levels)});
  }
  return table.html();
}

/// The command that runs the first point alone, as an example of looking into one.
std::string look_into(const Results& results) {
  std::string words = "carepath run " + results.variants.front().file;
  const auto settings = point_settings(results, results.variants.front());
  if (!settings) return {};
  for (const auto& setting : *settings) words += fmt::format(" --set '{}'", setting);
  return words + " -o point.h5";
}

Cell coordinate_cell(const VariantResult& variant, std::size_t coordinate) {
  return text_cell(coordinate < variant.coordinates.size() ? variant.coordinates[coordinate] : "");
}

} // namespace

void add_sweep_maps(Page& page) {
  const auto& results = page.results();
  const auto kpis = headline_kpis(results);
  if (kpis.empty()) return;
  page.open_section("maps", "How the main figures change");
  const auto axes = strongest_axes(results, kpis.front());
  if (axes.empty()) page.paragraph("No coordinate of this sweep can be drawn: see the table of points.");
  for (std::size_t at = 0; at < kpis.size() && at < most_maps && !axes.empty(); ++at)
    axes.size() == 2 ? add_map(page, kpis[at], axes[0], axes[1]) : add_dots(page, kpis[at], axes[0]);
  page.close_section();
}

void add_sweep_targets(Page& page) {
  const auto& results = page.results();
  const auto targets = targets_of(results);
  if (targets.empty()) return;
  page.open_section("frontier", "Which points meet the targets");
  const auto meets = meets_targets(results, targets);
  const auto met = static_cast<std::size_t>(std::count(meets.begin(), meets.end(), 1.0));
  page.paragraph(fmt::format("{} points meet all targets by their means:", out_of(met, meets.size())));
  std::vector<std::string> words;
  for (const auto kpi : targets)
    words.push_back(title_of(results.kpis[kpi]) + ", " + target_words(results.kpis[kpi]));
  page.bullets(words);
  const auto axes = strongest_axes(results, targets.front());
  const auto differing = std::minmax_element(meets.begin(), meets.end());
  if (axes.size() == 2 && *differing.first < *differing.second) { // else there is no frontier to draw
    const auto cells = cell_means(axes[0], axes[1], meets);
    auto map = map_of(axes[0], axes[1], cells, "points, per cent", "share");
    map.line = level_line(cells, axes[0].cells.size(), Level{0.999});
    page.figure(page.plotter().draw(map),
                {"Share of points that meet all targets",
                 "A grid, darker where more points meet all targets.",
                 "the orange line is the frontier: beyond it every point does."},
                numbers_table("Share of points that meet all targets", axes[0], axes[1], cells, "share"));
    page.html(frontier_table(axes[0], axes[1], cells));
  }
  page.close_section();
}

void add_sweep_points(Page& page) {
  const auto& results = page.results();
  auto kpis = headline_kpis(results);
  for (const auto kpi : targets_of(results))
    if (std::find(kpis.begin(), kpis.end(), kpi) == kpis.end()) kpis.push_back(kpi);
  std::vector<std::string> columns{"Point"};
  for (const auto& coordinate : results.coordinates) columns.push_back(coordinate.name);
  for (const auto kpi : kpis) columns.push_back(title_of(results.kpis[kpi]));
  Table table("All points, mean and 95% limits", columns);
  for (std::size_t at = 0; at < results.variants.size() && at < most_rows; ++at) {
    std::vector<Cell> cells;
    for (std::size_t c = 0; c < results.coordinates.size(); ++c)
      cells.push_back(coordinate_cell(results.variants[at], c));
    for (const auto kpi : kpis)
      cells.push_back(number_cell(with_limits(estimate_of(results, at, kpi), results.kpis[kpi].unit)));
    table.row(fmt::format("{}", at + 1), cells);
  }
  page.open_section("points", "All points");
  page.html("<p class=\"note\">Every figure of every point, group by group, is in the long table that "
            "<code>carepath "
            "export OUT.h5 --csv DIR</code> writes as <code>sweep.csv</code>.</p>\n");
  if (const auto words = look_into(results); !words.empty())
    page.html("<p class=\"note\">Series, waits and the map of one point come from a run of it, with the same "
              "numbers: <code>" +
              escape(words) + "</code></p>\n");
  page.html("<details class=\"numbers\" open><summary>Table of points</summary>" + table.html() +
            "</details>\n");
  std::vector<std::string> failures;
  for (const auto& variant : results.variants)
    for (const auto& failure : variant.failures) failures.push_back(variant.name + ": " + failure);
  if (!failures.empty()) page.heading("What failed, and is in no figure");
  page.bullets(failures);
  page.close_section();
}

} // namespace carepath::report
