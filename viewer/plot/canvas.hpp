// A small plot: axes with round ticks, lines, bands, bars, marks, a hover read-out, zoom and pan.
//
// Used as: make a PlotCanvas (it draws the frame and takes the mouse), call the drawing members, then
// let it go out of scope. Wheel zooms about the cursor, drag pans, double-click fits the data again.
// The members are few and carry no panel's knowledge, so a plotting library could replace this file.
#pragma once

#include "viewer/plot/axis.hpp"
#include "viewer/theme.hpp"

#include <optional>
#include <span>
#include <string>

namespace carepath {

/// What the user has zoomed to; kept between frames by the caller.
struct PlotView {
  bool fitted = true; // follow the data; false once zoomed or panned
  Range x;
  Range y;
};

/// What a plot shows, fixed for one frame.
struct PlotSetup {
  const char* id = "plot";
  std::string y_title; // written above the axis
  std::string x_title; // written below the axis
  std::string x_unit;
  std::string y_unit;
  std::string start_date; // when a date, the x axis is days after it and shows months
  Range x;                // data ranges; drawn as given
  Range y;
  ImVec2 size{0, 0}; // 0 or less: what is left of the window
};

class PlotCanvas {
public:
  PlotCanvas(PlotSetup setup, PlotView& view);
  ~PlotCanvas();
  PlotCanvas(const PlotCanvas&) = delete;
  PlotCanvas& operator=(const PlotCanvas&) = delete;

  /// A curve; NaN breaks it. Spans of unequal length are cut to the shorter.
  void line(std::span<const double> xs, std::span<const double> ys, Colour colour,
            LineStyle style = LineStyle::solid, float thickness = 2.0F);
  /// The area between two curves.
  void band(std::span<const double> xs, std::span<const double> lows, std::span<const double> highs,
            Colour colour);
  /// Bars from zero over bins [edges[i], edges[i+1]), `gap` of each bin left free.
  void bars(std::span<const double> edges, std::span<const double> heights, Colour colour, float gap = 0.15F);
  /// The outline of the same bars, for several in one plot.
  void steps(std::span<const double> edges, std::span<const double> heights, Colour colour, LineStyle style);
  /// A dashed line across the plot with a label inside it.
  void horizontal_mark(double y, const std::string& label, Colour colour);
  void vertical_mark(double x, const std::string& label, Colour colour);
  /// The x value under the mouse, when the mouse is over the plot.
  [[nodiscard]] std::optional<double> hovered_x() const;
  /// A thin cursor line at x and a dot on each value given afterwards by `cursor_dot`.
  void cursor(double x);
  void cursor_dot(double x, double y, Colour colour);

  [[nodiscard]] const AxisMap& x_map() const { return x_map_; }
  [[nodiscard]] const AxisMap& y_map() const { return y_map_; }

private:
  void place();
  void handle_mouse();
  void draw_frame();
  [[nodiscard]] std::vector<Tick> x_ticks() const;
  [[nodiscard]] std::vector<Tick> y_ticks() const;
  [[nodiscard]] ImVec2 point(double x, double y) const;

  PlotSetup setup_;
  PlotView& view_;
  ImDrawList* draw_;
  ImVec2 origin_; // top left of the item
  ImVec2 low_;    // top left of the plotting area
  ImVec2 high_;   // bottom right of it
  AxisMap x_map_;
  AxisMap y_map_;
  bool hovered_ = false;
};

/// The index of the value nearest to x; nothing when there are none. `values` ascend.
[[nodiscard]] std::optional<std::size_t> nearest_index(std::span<const double> values, double x);

/// Draws a polyline in a line style, dashes measured along it in pixels.
void draw_styled_line(ImDrawList& draw, std::span<const ImVec2> points, Colour colour, LineStyle style,
                      float thickness);

} // namespace carepath
