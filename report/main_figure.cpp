// The main figure: the share within the standard and the size of the list, through time, all variants
// together.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

/// The unit of time in which a run is read: weeks from three on, days from two on, else hours.
std::string unit_of_time(const std::vector<double>& days) {
  const double last = days.empty() ? 0 : days.back();
  return last >= 21 ? "weeks" : last >= 2 ? "days" : "hours";
}

std::vector<double> times_in(const std::string& unit, const std::vector<double>& days) {
  std::vector<double> times;
  for (const double day : days) times.push_back(day / days_per(unit));
  return times;
}

/// The rows of a table of times: with as many decimals as tell each from the next.
std::vector<std::string> time_names(const std::vector<double>& times, int decimals) {
  std::vector<std::string> names;
  for (const double time : times) names.push_back(plain(time, decimals));
  const bool alike = std::adjacent_find(names.begin(), names.end()) != names.end();
  return alike && decimals < 4 ? time_names(times, decimals + 1) : names;
}

/// "Weeks" of "weeks"; "Week" for `one`.
std::string heading_of(const std::string& unit, bool one) {
  const auto word = one ? unit.substr(0, unit.size() - 1) : unit;
  return std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])))) +
         word.substr(1);
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
  const auto unit = unit_of_time(results.times);
  chart.at = times_in(unit, results.times);
  chart.x = {fmt::format("{} from {}", heading_of(unit, false), date_words(results.start_date)), false, true,
             unit == "weeks" ? week_step(chart.at) : 0};
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
  Table table(row.title + ", mean and 95% limits",
              variant_columns(results, heading_of(unit_of_time(results.times), true)));
  const auto times = time_names(chart.at, 1);
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
    table.row(times[t], cells);
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
  page.figure(page.plotter().draw(chart), {title_of(row), description(chart, row), "through the run."},
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
