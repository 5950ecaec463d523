// What can be drawn inside a plot.
#include "viewer/plot/canvas.hpp"

#include "viewer/plot/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace carepath {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

void PlotCanvas::line(std::span<const double> xs, std::span<const double> ys, Colour colour, LineStyle style,
                      float thickness) {
  std::vector<ImVec2> run;
  const auto flush = [&] {
    paint_.polyline(run, colour, style, thickness);
    run.clear();
  };
  for (std::size_t at = 0; at < std::min(xs.size(), ys.size()); ++at) {
    note("line", xs[at], ys[at], nothing);
    if (std::isfinite(xs[at]) && std::isfinite(ys[at]))
      run.push_back(point(xs[at], ys[at]));
    else
      flush();
  }
  flush();
}

void PlotCanvas::band(std::span<const double> xs, std::span<const double> lows, std::span<const double> highs,
                      Colour colour) {
  // Smoothed edges of neighbouring quads would show as seams.
  const auto flags = draw_->Flags;
  draw_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const auto length = std::min({xs.size(), lows.size(), highs.size()});
  const auto known = [&](std::size_t at) { return std::isfinite(lows[at]) && std::isfinite(highs[at]); };
  for (std::size_t at = 0; at < length; ++at) {
    note("band", xs[at], lows[at], highs[at]);
    if (at + 1 < length && known(at) && known(at + 1))
      paint_.quad({point(xs[at], lows[at]), point(xs[at], highs[at]), point(xs[at + 1], highs[at + 1]),
                   point(xs[at + 1], lows[at + 1])},
                  colour);
  }
  draw_->Flags = flags;
}

void PlotCanvas::bars(std::span<const double> edges, std::span<const double> heights, Colour colour,
                      float gap) {
  const std::vector<double> zeros(heights.size(), 0.0);
  stacked_bars(edges, zeros, heights, colour, gap);
}

void PlotCanvas::stacked_bars(std::span<const double> edges, std::span<const double> lows,
                              std::span<const double> highs, Colour colour, float gap) {
  for (std::size_t bin = 0; bin < std::min(lows.size(), highs.size()) && bin + 1 < edges.size(); ++bin) {
    if (!std::isfinite(highs[bin]) || !std::isfinite(lows[bin])) continue;
    note("bar", edges[bin], lows[bin], highs[bin]);
    const double trim = 0.5 * static_cast<double>(gap) * (edges[bin + 1] - edges[bin]);
    const ImVec2 from = point(edges[bin] + trim, highs[bin]);
    const ImVec2 to = point(edges[bin + 1] - trim, lows[bin]);
    paint_.rectangle({from.x, std::min(from.y, to.y)}, {to.x, std::max(from.y, to.y)}, colour);
  }
}

void PlotCanvas::steps(std::span<const double> edges, std::span<const double> heights, Colour colour,
                       LineStyle style) {
  std::vector<ImVec2> outline;
  for (std::size_t bin = 0; bin < heights.size() && bin + 1 < edges.size(); ++bin) {
    const double height = std::isfinite(heights[bin]) ? heights[bin] : 0;
    note("bar", edges[bin], 0, height);
    outline.push_back(point(edges[bin], height));
    outline.push_back(point(edges[bin + 1], height));
  }
  paint_.polyline(outline, colour, style, 1.8F);
}

void PlotCanvas::block(double x_low, double x_high, double y_low, double y_high, Colour colour) {
  note("block", x_low, y_low, x_high);
  const ImVec2 from = point(x_low, y_high);
  const ImVec2 to = point(x_high, y_low);
  paint_.rectangle(from, {std::max(to.x, from.x + 1), std::max(to.y, from.y + 1)}, colour);
}

void PlotCanvas::segment(double x_from, double y_from, double x_to, double y_to, Colour colour,
                         float thickness) {
  if (std::isfinite(x_from) && std::isfinite(x_to))
    paint_.segment(point(x_from, y_from), point(x_to, y_to), colour, thickness);
}

void PlotCanvas::dot(double x, double y, Colour colour, float radius) {
  if (!std::isfinite(x) || !std::isfinite(y)) return;
  note("dot", x, y, nothing);
  paint_.dot(point(x, y), radius * ImGui::GetFontSize(), colour);
}

void PlotCanvas::label(double x, double y, const std::string& words, Colour colour, ImVec2 shift_em) {
  if (!std::isfinite(x) || !std::isfinite(y)) return;
  const float em = ImGui::GetFontSize();
  const ImVec2 at = point(x, y);
  paint_.text({at.x + shift_em.x * em, at.y + (shift_em.y - 0.5F) * em}, colour, words);
}

void PlotCanvas::heat(std::size_t columns, std::span<const double> values, Range scale) {
  if (columns == 0) return;
  for (std::size_t at = 0; at < values.size(); ++at) {
    const auto x = static_cast<double>(at % columns);
    const auto y = static_cast<double>(at / columns);
    const double share = scale.span() > 0 ? (values[at] - scale.low) / scale.span() : 0.5;
    note("cell", x, y, values[at]);
    const ImVec2 from = point(x, y + 1);
    const ImVec2 to = point(x + 1, y);
    const float line = to.x - from.x > 8 ? 1.0F : 0.0F; // a thin gap where there is room for one
    paint_.rectangle(from, {to.x - line, to.y - line}, ramp_colour(share));
  }
}

/// On a ground of its own, because curves and bands lie under it.
void PlotCanvas::mark_label(ImVec2 at, const std::string& label, Colour colour) {
  const ImVec2 size = ImGui::CalcTextSize(label.c_str());
  const float margin = 0.15F * ImGui::GetFontSize();
  paint_.rectangle({at.x - margin, at.y}, {at.x + size.x + margin, at.y + size.y}, colours::ground);
  paint_.text(at, colour, label);
}

void PlotCanvas::horizontal_mark(double y, const std::string& label, Colour colour) {
  const float at = y_map_.to_pixel(y);
  if (!std::isfinite(at)) return;
  const float em = ImGui::GetFontSize();
  paint_.dashed({low_.x, at}, {high_.x, at}, colour, 1.5F);
  const float above = at - 1.15F * em >= low_.y ? at - 1.15F * em : at + 0.15F * em;
  mark_label({low_.x + 0.4F * em, above}, label, colour);
}

void PlotCanvas::vertical_mark(double x, const std::string& label, Colour colour) {
  const float at = x_map_.to_pixel(x);
  if (!std::isfinite(at)) return;
  const float em = ImGui::GetFontSize();
  paint_.dashed({at, low_.y}, {at, high_.y}, colour, 1.5F);
  const float width = ImGui::CalcTextSize(label.c_str()).x;
  const bool fits = at + 0.3F * em + width < high_.x;
  mark_label({fits ? at + 0.3F * em : at - 0.3F * em - width, low_.y + 0.1F * em}, label, colour);
}

void PlotCanvas::cursor(double x) {
  const float at = point(x, 0).x;
  draw_->AddLine({at, low_.y}, {at, high_.y}, colours::axis);
}

void PlotCanvas::cursor_dot(double x, double y, Colour colour) {
  if (std::isfinite(y)) draw_->AddCircleFilled(point(x, y), 0.28F * ImGui::GetFontSize(), colour);
}

} // namespace carepath
