// The main figure: the share within the standard and the size of the list, through time, all variants
// together.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr double days_per_week = 7;

std::vector<double> weeks_of(const std::vector<double>& days) {
  std::vector<double> weeks;
  for (const double day : days) weeks.push_back(day / days_per_week);
  return weeks;
}

/// Ticks at quarters of a year for long runs, round numbers for short ones.
double week_step(const std::vector<double>& weeks) {
  const double last = weeks.empty() ? 0 : weeks.back();
  if (last > 160) return 52;
  if (last > 60) return 13;
  return 0;
}

/// A line at the target, or at both ends of a band.
void add_targets(LineChart& chart, const SeriesRow& row) {
  if (!row.has_target) return;
  const bool band = is_band(row);
  const char* which = band || !row.target_at_most ? "at least" : "at most";
  chart.targets.push_back(
      {row.target, fmt::format("Target: {} {}", which, round_figure(row.target, row.unit))});
  if (band)
    chart.targets.push_back(
        {row.target_high, fmt::format("Target: at most {}", round_figure(row.target_high, row.unit))});
}

LineChart chart_of(const Results& results, std::size_t series) {
  const auto& row = results.series[series];
  LineChart chart;
  chart.at = weeks_of(results.times);
  const bool in_weeks = !chart.at.empty() && chart.at.back() >= 3;
  if (!in_weeks) chart.at = results.times;
  chart.x = {fmt::format("{} from {}", in_weeks ? "Weeks" : "Days", date_words(results.start_date)), false,
             true, in_weeks ? week_step(chart.at) : 0};
  chart.y = {is_share(row.unit) ? "Share, per cent" : "Number of " + row.unit, is_share(row.unit), true};
  if (row.unit == "number") chart.y.label = "Number";
  if (!is_share(row.unit) && !is_count(row.unit)) chart.y.label = row.unit;
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto& variant = results.variants[v];
    chart.series.push_back({shown_name(results, v), v, series_values(results, variant.series_mean, series),
                            series_values(results, variant.series_low, series),
                            series_values(results, variant.series_high, series)});
  }
  add_targets(chart, row);
  return chart;
}

std::string numbers_table(const Results& results, std::size_t series, const LineChart& chart) {
  const auto& row = results.series[series];
  Table table(row.title + ", mean and 95% limits", variant_columns(results, "Week"));
  for (std::size_t t = 0; t < results.times.size(); ++t) {
    std::vector<Cell> cells;
    for (const auto& line : chart.series) {
      if (t >= line.values.size()) {
        cells.push_back(number_cell("–"));
        continue;
      }
      const bool limited = t < line.low.size() && t < line.high.size();
      const Estimate estimate{line.values[t], limited ? line.low[t] : std::nan(""),
                              limited ? line.high[t] : std::nan("")};
      cells.push_back(number_cell(with_limits(estimate, is_count(row.unit) ? "" : row.unit)));
    }
    table.row(plain(results.times[t] / days_per_week, 1), cells);
  }
  return table.html();
}

std::string description(const LineChart& chart, const SeriesRow& row) {
  std::string text = "Lines over time, one per variant, with bands of 95% limits. ";
  for (const auto& line : chart.series)
    if (!line.values.empty())
      text += fmt::format("{}: from {} to {}. ", line.label, figure(line.values.front(), row.unit),
                          figure(line.values.back(), row.unit));
  return text;
}

void add_series(Page& page, std::size_t series) {
  const auto& results = page.results();
  const auto& row = results.series[series];
  const auto chart = chart_of(results, series);
  page.figure(page.plotter().draw(chart),
              {row.title.empty() ? row.name : row.title, description(chart, row), "through the run."},
              numbers_table(results, series, chart));
}

} // namespace

void add_main_figure(Page& page) {
  const auto& results = page.results();
  if (results.series.empty() || results.times.empty()) return;
  page.open_section("main-figure", "The main figure");
  page.html("<p class=\"note\">Lines are means over the replications; the shaded bands are 95% confidence "
            "limits of the "
            "mean.</p>\n");
  for (const auto series : headline_series(results)) add_series(page, series);
  page.close_section();
}

} // namespace carepath::report
