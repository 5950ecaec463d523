// What all gnuplot scripts share: size and type, axes with round ticks, marks, numbers, quoted text.
#pragma once

#include "report/plot.hpp"

#include <span>
#include <string>

namespace carepath::report {

/// Smallest and largest of the values added; NaN and infinite ones are passed over.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void add(double value);
  void add(std::span<const double> values);
  /// The values of lines or rows of points, and their limits.
  void add_series(const auto& all) {
    for (const auto& series : all)
      for (const auto* values : {&series.values, &series.low, &series.high}) add(*values);
  }
  /// Gives a range whose ends are the same, or too near to be drawn apart, a length that can be drawn; one of
  /// `shares` that are the whole grows down.
  void widen(bool shares);
  [[nodiscard]] bool empty() const { return low > high; }
};

/// Widens a range to whole ticks of an axis and returns the distance between them.
double round_out(Range& range, const Axis& axis, int wanted_ticks);

/// A number in gnuplot's notation; "NaN" when there is none.
[[nodiscard]] std::string number(double value);

/// Picture size in points, type, grey frame, no key.
[[nodiscard]] std::string preamble(double width, double height);

/// Ticks, label and range of the x or y axis; shares are written as per cent.
[[nodiscard]] std::string axis_script(char name, const Axis& axis, const Range& range, double step);

/// A dashed upright line at `mark`, its label at the top.
[[nodiscard]] std::string upright_mark(const Mark& mark);

/// A dashed line across at `mark`, its label above the line's left end.
[[nodiscard]] std::string across_mark(const Mark& mark);

/// The names of the rows of a lying chart, from the top, at 0, -1, -2, ...
[[nodiscard]] std::string row_names(const std::vector<std::string>& categories);

/// Longest label in characters, for the margin that holds it.
[[nodiscard]] std::size_t longest(const std::vector<std::string>& labels);

/// The first characters of a label too long for a chart, with an ellipsis.
[[nodiscard]] std::string shortened(const std::string& label, std::size_t most);

/// A label in at most two lines of about `width` characters, broken between words; shortened beyond that.
[[nodiscard]] std::vector<std::string> two_lines(const std::string& label, std::size_t width);

inline constexpr double full_width = 1000; // points
inline constexpr double half_width = 560;
inline double points(ChartWidth width) {
  return width == ChartWidth::full ? full_width : half_width;
}

} // namespace carepath::report
