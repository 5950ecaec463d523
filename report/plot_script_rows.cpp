// Scripts for lying charts, a row per category: stacked bars, and points with limits.
#include "report/palette.hpp"
#include "report/plot_parts.hpp"
#include "report/plot_script.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr double bars_frame_height = 76; // points for the axis and the space above
constexpr double bar_height = 34;
constexpr double dot_height = 15;
constexpr double row_padding = 16;

/// One data block per part: bars of each row from where the part before ended.
std::string stacked_data(const StackedBars& chart, std::vector<double>& ends) {
  std::string out;
  for (std::size_t part = 0; part < chart.parts.size(); ++part) {
    out += fmt::format("$part{} << EOD\n", part);
    for (std::size_t row = 0; row < chart.categories.size() && row < chart.parts[part].values.size(); ++row) {
      const double value = chart.parts[part].values[row];
      if (!std::isfinite(value)) continue;
      const double y = -static_cast<double>(row);
      out += fmt::format("{0} {1} {2} {0} {3} {4}\n", number(ends[row] + value), number(y), number(ends[row]),
                         number(y - 0.34), number(y + 0.34));
      ends[row] += value;
    }
    out += "EOD\n";
  }
  return out;
}

/// The size of a part, written inside it where it is wide enough.
std::string part_labels(const StackedBars& chart, double top) {
  std::string out;
  for (std::size_t row = 0; row < chart.categories.size(); ++row) {
    double start = 0;
    for (const auto& part : chart.parts) {
      const double value = row < part.values.size() && std::isfinite(part.values[row]) ? part.values[row] : 0;
      const bool dark =
          part.colour == gain_colour || part.colour == lose_colour || part.colour == part_colour(2);
      if (chart.x.percent && value > 0.06 * top)
        out += fmt::format("set label '{:.0f}%' at first {}, first -{} center front textcolor rgb '{}'\n",
                           value * 100, number(start + value / 2), row, dark ? "#FFFFFF" : "#222222");
      start += value;
    }
  }
  return out;
}

std::string dot_data(const DotPlot& chart, std::size_t which) {
  const auto& series = chart.series[which];
  const auto count = static_cast<double>(chart.series.size());
  const double shift = (count - 1) / 2 - static_cast<double>(which);
  auto out = fmt::format("$dots{} << EOD\n", which);
  for (std::size_t row = 0; row < series.values.size(); ++row) {
    const bool limited =
        row < series.low.size() && row < series.high.size() && std::isfinite(series.low[row]);
    const double value = series.values[row];
    if (!std::isfinite(value)) continue;
    out +=
        fmt::format("{} {} {} {}\n", number(value), number(shift * 0.72 / count - static_cast<double>(row)),
                    number(limited ? series.low[row] : value), number(limited ? series.high[row] : value));
  }
  return out + "EOD\n";
}

bool has_dots(const DotSeries& series) {
  return std::any_of(series.values.begin(), series.values.end(), [](double v) { return std::isfinite(v); });
}

/// Faint lines between the rows, so that a row's points are seen together.
std::string row_rules(std::size_t rows) {
  std::string out;
  for (std::size_t row = 0; row + 1 < rows; ++row)
    out +=
        fmt::format("set arrow from graph 0, first -{0}.5 to graph 1, first -{0}.5 nohead back lw 0.8 lc rgb "
                    "'#CCD1D6'\n",
                    row);
  return out;
}

} // namespace

std::string script_for(const StackedBars& chart, ChartWidth width) {
  const std::size_t rows = std::max<std::size_t>(chart.categories.size(), 1);
  std::vector<double> ends(rows, 0.0);
  const auto data = stacked_data(chart, ends);
  Range x;
  x.add(ends);
  const double step = round_out(x, chart.x, width == ChartWidth::full ? 8 : 5);
  auto script = preamble(points(width), bars_frame_height + bar_height * static_cast<double>(rows)) +
                axis_script('x', chart.x, x, step) + row_names(chart.categories) +
                "set border 1\nset rmargin 4\nset tmargin 0.6\n" + data + part_labels(chart, x.high);
  std::string plots;
  for (std::size_t i = 0; i < chart.parts.size(); ++i)
    plots += fmt::format("{}$part{} using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder fc rgb '{}'",
                         i == 0 ? "plot " : ", ", i, chart.parts[i].colour);
  return script + (plots.empty() ? "plot NaN" : plots) + "\n";
}

std::string script_for(const DotPlot& chart, ChartWidth width) {
  const std::size_t rows = std::max<std::size_t>(chart.categories.size(), 1);
  const double row_height = row_padding + dot_height * static_cast<double>(chart.series.size());
  Range x;
  x.add_series(chart.series);
  for (const auto& mark : chart.marks) x.add(mark.at);
  const double step = round_out(x, chart.x, width == ChartWidth::full ? 8 : 5);
  auto script = preamble(points(width), bars_frame_height + 10 + row_height * static_cast<double>(rows)) +
                axis_script('x', chart.x, x, step) + row_names(chart.categories) + row_rules(rows) +
                "set border 1\nset rmargin 4\nset tmargin 2.2\n";
  for (const auto& mark : chart.marks) script += upright_mark(mark);
  std::string plots;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    if (!has_dots(chart.series[i])) continue;
    const auto& look = variant_look(chart.series[i].look);
    script += dot_data(chart, i);
    plots += fmt::format("{}$dots{} using 1:2:3:4 with xerrorbars pt {} ps 0.95 lw 1.6 lc rgb '{}'",
                         plots.empty() ? "plot " : ", ", i, look.point, look.colour);
  }
  return script + (plots.empty() ? "plot NaN" : plots) + "\n";
}

} // namespace carepath::report
