// A small plot: axes with round ticks, lines, bands, bars, a heat map, marks, a hover read-out, zoom and pan.
//
// Used as: make a PlotCanvas (it draws the frame and takes mouse and keys), call the drawing members, then
// let it go out of scope. Wheel zooms about the cursor, drag pans, double-click fits the data again; with the
// keyboard's focus, + and - zoom, Shift and an arrow pans, f fits, c copies, s and p save. The menu at the
// top right has the same. The members are few and carry no panel's knowledge, so a plotting library could
// replace this folder.
#pragma once

#include "viewer/plot/painter.hpp"
#include "viewer/plot/plot_export.hpp"
#include "viewer/plot/plot_view.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace carepath {

/// What a plot shows, fixed for one frame.
struct PlotSetup {
  const char* id = "plot";
  std::string y_title{}; // written above the axis
  std::string x_title{}; // written below the axis
  std::string x_unit{};
  std::string y_unit{};
  std::string start_date{}; // when a date, the x axis is days after it and shows months
  Range x{};                // data ranges; drawn as given
  Range y{};
  ImVec2 size{0, 0};                  // 0 or less: what is left of the window
  std::vector<std::string> x_names{}; // names instead of numbers, one at the middle of each whole step
  std::vector<std::string> y_names{}; // the same, from the bottom up
};

class PlotCanvas {
public:
  PlotCanvas(PlotSetup setup, PlotView& view);
  ~PlotCanvas();
  PlotCanvas(const PlotCanvas&) = delete;
  PlotCanvas& operator=(const PlotCanvas&) = delete;

  /// What the marks that follow belong to, for the copied data.
  void name(std::string name) { name_ = std::move(name); }

  /// A curve; NaN breaks it. Spans of unequal length are cut to the shorter.
  void line(std::span<const double> xs, std::span<const double> ys, Colour colour,
            LineStyle style = LineStyle::solid, float thickness = 2.0F);
  /// The area between two curves.
  void band(std::span<const double> xs, std::span<const double> lows, std::span<const double> highs,
            Colour colour);
  /// Bars from zero over bins [edges[i], edges[i+1]), `gap` of each bin left free.
  void bars(std::span<const double> edges, std::span<const double> heights, Colour colour, float gap = 0.15F);
  /// Bars from `lows` up to `highs`, for stacks.
  void stacked_bars(std::span<const double> edges, std::span<const double> lows,
                    std::span<const double> highs, Colour colour, float gap = 0.15F);
  /// The outline of the same bars, for several in one plot.
  void steps(std::span<const double> edges, std::span<const double> heights, Colour colour, LineStyle style);
  /// A filled rectangle from one corner of values to the other.
  void block(double x_low, double x_high, double y_low, double y_high, Colour colour);
  void segment(double x_from, double y_from, double x_to, double y_to, Colour colour, float thickness);
  /// A dot with a radius in letters.
  void dot(double x, double y, Colour colour, float radius = 0.3F);
  void label(double x, double y, const std::string& words, Colour colour, ImVec2 shift_em = {0, 0});
  /// Cells of one unit by one, values [row, column], rows from the bottom; coloured over the range `scale`.
  void heat(std::size_t columns, std::span<const double> values, Range scale);
  /// A dashed line across the plot with a label inside it.
  void horizontal_mark(double y, const std::string& label, Colour colour);
  void vertical_mark(double x, const std::string& label, Colour colour);
  /// The value under the mouse, when the mouse is over the plot.
  [[nodiscard]] std::optional<double> hovered_x() const;
  [[nodiscard]] std::optional<double> hovered_y() const;
  [[nodiscard]] bool clicked() const { return clicked_; }
  /// A thin cursor line at x and a dot on each value given afterwards by `cursor_dot`.
  void cursor(double x);
  void cursor_dot(double x, double y, Colour colour);

  [[nodiscard]] const AxisMap& x_map() const { return x_map_; }
  [[nodiscard]] const AxisMap& y_map() const { return y_map_; }

private:
  void place();
  void handle_mouse();
  void handle_keys();
  void draw_menu();
  void draw_frame();
  void draw_x_ticks();
  void draw_y_ticks();
  void carry_out_wish();
  void note(const char* kind, double x, double y, double other);
  void mark_label(ImVec2 at, const std::string& label, Colour colour);
  [[nodiscard]] std::vector<Tick> x_ticks() const;
  [[nodiscard]] std::vector<Tick> y_ticks() const;
  [[nodiscard]] ImVec2 point(double x, double y) const;

  PlotSetup setup_;
  PlotView& view_;
  PlotWish asked_; // carried out at the end of this frame; what its menu and keys ask for, in the next
  ImDrawList* draw_;
  SvgDrawing svg_;
  Painter paint_;
  std::vector<PlottedPoint> noted_; // filled when the data is to be copied
  std::string name_;
  ImVec2 origin_; // top left of the whole
  ImVec2 size_;
  ImVec2 low_;  // top left of the plotting area
  ImVec2 high_; // bottom right of it
  AxisMap x_map_;
  AxisMap y_map_;
  bool hovered_ = false;
  bool clicked_ = false;
};

/// The index of the value nearest to x; nothing when there are none. `values` ascend.
[[nodiscard]] std::optional<std::size_t> nearest_index(std::span<const double> values, double x);

} // namespace carepath
