// The charts of the report, described without naming the program that draws them.
//
// Texts are plain and may hold anything; they are drawn as they stand. Values are in the unit of their axis
// label, except that a per-cent axis takes shares from 0 to 1. NaN values are left out.
#pragma once

#include <array>
#include <future>
#include <limits>
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

namespace carepath::report {

struct Axis {
  std::string label;
  bool percent = false;
  bool from_zero = true;
  double step = 0;                                       // distance between ticks; 0 chooses a round one
  double top = std::numeric_limits<double>::quiet_NaN(); // upper end; NaN fits the data
};

/// A labelled line across the chart at one value of an axis.
struct Mark {
  double at = 0;
  std::string label;
};

/// One line with its confidence band; `low` and `high` may be empty.
struct LineSeries {
  std::string label; // written at the line's end
  std::size_t look = 0;
  std::vector<double> values;
  std::vector<double> low;
  std::vector<double> high;
};

struct LineChart {
  Axis x;
  Axis y;
  std::vector<double> at; // x of every value
  std::vector<LineSeries> series;
  std::vector<Mark> targets; // across, at values of y
};

/// One part of stacked bars, a value per bar.
struct BarPart {
  std::string label;
  std::string colour;
  std::vector<double> values;
};

/// Bars between edges on a number line, with an optional outline for comparison.
struct HistogramChart {
  Axis x;
  Axis y;
  std::vector<double> edges;
  std::vector<BarPart> parts;
  std::vector<double> outline;
  std::vector<Mark> marks; // upright, at values of x
};

/// Lying bars, one per category from the top, each a stack of parts.
struct StackedBars {
  Axis x;
  std::vector<std::string> categories;
  std::vector<BarPart> parts;
};

struct DotSeries {
  std::string label;
  std::size_t look = 0;
  std::vector<double> values;
  std::vector<double> low; // limits; may be empty
  std::vector<double> high;
};

/// Points on a number line, one row per category from the top, one point per series.
struct DotPlot {
  Axis x;
  std::vector<std::string> categories;
  std::vector<DotSeries> series;
  std::vector<Mark> marks; // upright, at values of x
};

/// A cell for each pair of levels of two axes, coloured by its value; y goes up. `line` is drawn across, in
/// units of cells counted from the middle of the first.
struct HeatMap {
  std::string x_label;
  std::string y_label;
  std::string value_label;
  bool percent = false; // values are per cent, from 0 to 100
  std::vector<std::string> x;
  std::vector<std::string> y;
  std::vector<double> values;                             // [y, x]
  std::vector<std::string> texts;                         // the same in words; may be empty
  std::vector<std::array<std::array<double, 2>, 2>> line; // pieces, each from one place to another
};

/// Whether a chart takes the page's width or half of it.
enum class ChartWidth { full, half };

/// A picture that is being drawn. `get` waits for its SVG text and throws `ReportError` when it could not be
/// drawn.
using Picture = std::future<std::string>;

/// Draws charts as SVG by running gnuplot once for each, several at once. Outlives its pictures.
class Plotter {
public:
  /// `at_once`: how many programs run together; 0 for one a core.
  explicit Plotter(std::string program = "gnuplot", unsigned at_once = 0);
  /// The chart as an SVG file's text. Fails when gnuplot is missing or fails.
  [[nodiscard]] Picture draw(const LineChart& chart, ChartWidth width = ChartWidth::full) const;
  [[nodiscard]] Picture draw(const HistogramChart& chart, ChartWidth width = ChartWidth::half) const;
  [[nodiscard]] Picture draw(const StackedBars& chart, ChartWidth width = ChartWidth::full) const;
  [[nodiscard]] Picture draw(const DotPlot& chart, ChartWidth width = ChartWidth::full) const;
  [[nodiscard]] Picture draw(const HeatMap& chart, ChartWidth width = ChartWidth::full) const;

private:
  [[nodiscard]] Picture start(std::string script) const;
  [[nodiscard]] std::string run(const std::string& script) const;
  std::string program_;
  std::unique_ptr<std::counting_semaphore<>> turns_;
};

} // namespace carepath::report
