// Scripts for charts with an upright value axis: lines with bands, and histograms.
#include "report/plot_script.hpp"

#include "report/palette.hpp"
#include "report/plot_parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace carepath::report {
namespace {

constexpr double line_height = 420;      // points, at least
constexpr double plot_share = 0.8;       // of the height; axis and margins take the rest
constexpr double histogram_height = 300; // points
constexpr double label_gap = 21;         // points a line of a label takes
constexpr double line_spacing = 0.85;    // of gnuplot's character height, between the lines of a label
constexpr std::size_t label_width = 27;  // characters of one line of a label

double last_value(const std::vector<double>& values) {
  for (auto at = values.rbegin(); at != values.rend(); ++at)
    if (std::isfinite(*at)) return *at;
  return std::nan("");
}

/// A label in the lines it is written in.
using LabelLines = std::vector<std::string>;

/// High enough for all labels, one under the other.
double height_for(const std::vector<LabelLines>& labels) {
  std::size_t lines = 0;
  for (const auto& label : labels) lines += label.size();
  return std::max(line_height, std::ceil(static_cast<double>(lines) * label_gap / plot_share));
}

/// Heights of the labels at the lines' ends, moved apart where they would overlap.
std::vector<double> label_heights(const std::vector<LineSeries>& series,
                                  const std::vector<LabelLines>& labels, const Range& range) {
  const double line = (range.high - range.low) * label_gap / (height_for(labels) * plot_share);
  const auto half = [&](std::size_t i) { return line * static_cast<double>(labels[i].size()) / 2; };
  std::vector<double> at(series.size());
  for (std::size_t i = 0; i < series.size(); ++i) at[i] = last_value(series[i].values);
  std::vector<std::size_t> order(series.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !std::isfinite(at[i]); });
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return at[a] < at[b]; });
  for (std::size_t i = 1; i < order.size(); ++i)
    at[order[i]] = std::max(at[order[i]], at[order[i - 1]] + half(order[i - 1]) + half(order[i]));
  double ceiling = range.high + line;
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    at[*i] = std::min(at[*i], ceiling - half(*i));
    ceiling = at[*i] - half(*i);
  }
  return at;
}

const char* dash_of(const Look& look) {
  return std::string_view(look.dash) == "solid" ? "1" : look.dash;
}

/// The label to the right of its line's end, its lines centred on `height`, after a piece of the line.
std::string end_label(const LabelLines& lines, double height, const Look& look) {
  if (!std::isfinite(height)) return {};
  auto out =
      fmt::format("set arrow from graph 1.010, first {0} to graph 1.062, first {0} nohead lw 2.6 dt {1} "
                  "lc rgb '{2}'\n",
                  number(height), dash_of(look), look.colour);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += fmt::format(
        "set label {} at graph 1.072, first {} left offset character 0,{:.2f} textcolor rgb '{}'\n",
        in_quotes(lines[i]), number(height),
        line_spacing * (static_cast<double>(lines.size() - 1) / 2 - static_cast<double>(i)), look.colour);
  return out;
}

/// Nothing that is shown is below zero, so no limit is drawn there either: a share, a number, a time.
bool never_negative(const LineChart& chart) {
  Range means;
  for (const auto& series : chart.series) means.add(series.values);
  return means.empty() || means.low >= 0;
}

std::string line_data(const LineChart& chart, std::size_t which) {
  const auto& series = chart.series[which];
  const double least = never_negative(chart) ? 0 : -std::numeric_limits<double>::infinity();
  auto out = fmt::format("$line{} << EOD\n", which);
  const bool banded = series.low.size() == series.values.size() && series.high.size() == series.values.size();
  for (std::size_t i = 0; i < chart.at.size() && i < series.values.size(); ++i)
    out += fmt::format("{} {} {} {}\n", number(chart.at[i]), number(series.values[i]),
                       number(banded ? std::max(series.low[i], least) : series.values[i]),
                       number(banded ? series.high[i] : series.values[i]));
  return out + "EOD\n";
}

std::string line_plots(const LineChart& chart) {
  std::string bands;
  std::string lines;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto& look = variant_look(chart.series[i].look);
    bands +=
        fmt::format("{}$line{} using 1:3:4 with filledcurves fc rgb '{}' fs transparent solid 0.16 noborder",
                    i == 0 ? "plot " : ", ", i, look.colour);
    lines +=
        fmt::format(", $line{} using 1:2 with lines lw 2.6 dt {} lc rgb '{}'", i, dash_of(look), look.colour);
  }
  return bands + lines + "\n";
}

Range value_range(const LineChart& chart) {
  Range range;
  range.add_series(chart.series);
  for (const auto& target : chart.targets) range.add(target.at);
  if (!range.empty() && never_negative(chart)) range.low = std::max(range.low, 0.0);
  return range;
}

/// Fill areas of stacked bars between edges, one data block per part.
std::string histogram_data(const HistogramChart& chart, std::vector<double>& tops) {
  std::string out;
  for (std::size_t part = 0; part < chart.parts.size(); ++part) {
    out += fmt::format("$part{} << EOD\n", part);
    for (std::size_t bin = 0; bin + 1 < chart.edges.size() && bin < chart.parts[part].values.size(); ++bin) {
      const double low = tops[bin];
      tops[bin] += chart.parts[part].values[bin];
      out += fmt::format("{} {} {} {} {} {}\n", number((chart.edges[bin] + chart.edges[bin + 1]) / 2),
                         number(tops[bin]), number(chart.edges[bin]), number(chart.edges[bin + 1]),
                         number(low), number(tops[bin]));
    }
    out += "EOD\n";
  }
  return out;
}

std::string outline_data(const HistogramChart& chart) {
  std::string out = "$outline << EOD\n";
  for (std::size_t bin = 0; bin + 1 < chart.edges.size() && bin < chart.outline.size(); ++bin)
    out += fmt::format("{0} {2}\n{1} {2}\n", number(chart.edges[bin]), number(chart.edges[bin + 1]),
                       number(chart.outline[bin]));
  return out + "EOD\n";
}

} // namespace

std::string script_for(const LineChart& chart, ChartWidth width) {
  Range x;
  x.add(chart.at);
  const double end = x.high;
  const double x_step = round_out(x, chart.x, 8);
  auto y = value_range(chart);
  const double y_step = round_out(y, chart.y, 6);
  std::vector<LabelLines> labels;
  std::size_t widest = 0;
  for (const auto& series : chart.series) {
    labels.push_back(two_lines(series.label, label_width));
    widest = std::max(widest, longest(labels.back()));
  }
  auto script = preamble(points(width), height_for(labels)) + axis_script('x', chart.x, x, x_step) +
                axis_script('y', chart.y, y, y_step) + fmt::format("set rmargin {}\n", widest * 4 / 5 + 8);
  if (end > x.low) script += fmt::format("set xrange [{}:{}]\n", number(x.low), number(end));
  const auto heights = label_heights(chart.series, labels, y);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    script += end_label(labels[i], heights[i], variant_look(chart.series[i].look));
    script += line_data(chart, i);
  }
  for (const auto& target : chart.targets) script += across_mark(target);
  return script + (chart.series.empty() ? "plot 0 with lines lc rgb '#FFFFFF'\n" : line_plots(chart));
}

std::string script_for(const HistogramChart& chart, ChartWidth width) {
  Range x;
  x.add(chart.edges);
  x.widen(false);
  std::vector<double> tops(chart.edges.size(), 0.0);
  const auto data = histogram_data(chart, tops);
  Range y;
  y.add(tops);
  y.add(chart.outline);
  const double y_step = round_out(y, chart.y, 5);
  auto ticks = x;
  const double x_step = round_out(ticks, chart.x, 7);
  auto script = preamble(points(width), histogram_height) + axis_script('x', chart.x, ticks, x_step) +
                axis_script('y', chart.y, y, y_step) + "set tmargin 2.2\nset rmargin 3\n" + data;
  script += fmt::format("set xrange [{}:{}]\n", number(x.low), number(x.high));
  for (const auto& mark : chart.marks) script += upright_mark(mark);
  std::string plots;
  for (std::size_t i = 0; i < chart.parts.size(); ++i)
    plots += fmt::format("{}$part{} using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lw 0.4 fc rgb '{}'",
                         plots.empty() ? "plot " : ", ", i, chart.parts[i].colour);
  if (!chart.outline.empty()) {
    script += outline_data(chart);
    plots += fmt::format("{}$outline using 1:2 with lines lw 1.6 lc rgb '#222222'",
                         plots.empty() ? "plot " : ", ");
  }
  return script + (plots.empty() ? "plot 0 with lines lc rgb '#FFFFFF'" : plots) + "\n";
}

} // namespace carepath::report
