// Drawing of the plot frame and its contents on Dear ImGui's draw list.
#include "viewer/plot/canvas.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {

namespace {

constexpr float smallest_plot = 40; // pixels; below this nothing can be read anyway

float widest(const std::vector<Tick>& ticks) {
  float width = 0;
  for (const auto& tick : ticks) width = std::max(width, ImGui::CalcTextSize(tick.label.c_str()).x);
  return width;
}

int ticks_that_fit(float pixels, float each) {
  return std::clamp(static_cast<int>(pixels / each), 2, 12);
}

} // namespace

PlotCanvas::PlotCanvas(PlotSetup setup, PlotView& view)
    : setup_(std::move(setup)), view_(view), draw_(ImGui::GetWindowDrawList()),
      origin_(ImGui::GetCursorScreenPos()) {
  if (view_.fitted) {
    view_.x = drawable(setup_.x, 0);
    view_.y = drawable(setup_.y, 0);
  }
  place();
  handle_mouse();
  draw_frame();
  draw_->PushClipRect(low_, high_, true);
}

PlotCanvas::~PlotCanvas() {
  draw_->PopClipRect();
}

void PlotCanvas::place() {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float em = ImGui::GetFontSize();
  const ImVec2 size{std::max(setup_.size.x > 0 ? setup_.size.x : room.x, 4 * smallest_plot),
                    std::max(setup_.size.y > 0 ? setup_.size.y : room.y, 4 * smallest_plot)};
  y_map_ = {view_.y, origin_.y + size.y - 2.8F * em, origin_.y + 2.0F * em};
  low_ = {origin_.x + widest(y_ticks()) + em, origin_.y + 2.0F * em};
  high_ = {origin_.x + size.x - 1.2F * em, origin_.y + size.y - 2.8F * em};
  high_.x = std::max(high_.x, low_.x + smallest_plot);
  x_map_ = {view_.x, low_.x, high_.x};
  ImGui::InvisibleButton(setup_.id, size);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  hovered_ = ImGui::IsItemHovered() && mouse.x >= low_.x && mouse.x <= high_.x && mouse.y >= low_.y &&
             mouse.y <= high_.y;
}

void PlotCanvas::handle_mouse() {
  const auto& io = ImGui::GetIO();
  const bool dragged = ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0);
  if (dragged) {
    view_.x = shifted(view_.x, x_map_.to_value(0) - x_map_.to_value(io.MouseDelta.x));
    view_.y = shifted(view_.y, y_map_.to_value(0) - y_map_.to_value(io.MouseDelta.y));
    view_.fitted = false;
  }
  if (hovered_ && io.MouseWheel != 0) {
    const double factor = std::pow(0.85, static_cast<double>(io.MouseWheel));
    view_.x = zoomed(view_.x, x_map_.to_value(io.MousePos.x), factor);
    if (!io.KeyShift) view_.y = zoomed(view_.y, y_map_.to_value(io.MousePos.y), factor);
    view_.fitted = false;
  }
  if (hovered_ && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) view_ = {true, setup_.x, setup_.y};
  x_map_.values = view_.x = drawable(view_.x, 0);
  y_map_.values = view_.y = drawable(view_.y, 0);
}

std::vector<Tick> PlotCanvas::x_ticks() const {
  const int wanted = ticks_that_fit(high_.x - low_.x, 6.5F * ImGui::GetFontSize());
  auto ticks = month_ticks(view_.x, wanted, setup_.start_date);
  return ticks.empty() ? number_ticks(view_.x, wanted, setup_.x_unit) : ticks;
}

std::vector<Tick> PlotCanvas::y_ticks() const {
  const float height = std::abs(y_map_.pixel_high - y_map_.pixel_low);
  return number_ticks(view_.y, ticks_that_fit(height, 3.2F * ImGui::GetFontSize()), setup_.y_unit);
}

void PlotCanvas::draw_frame() {
  const float em = ImGui::GetFontSize();
  for (const auto& tick : y_ticks()) {
    const float y = y_map_.to_pixel(tick.value);
    const float width = ImGui::CalcTextSize(tick.label.c_str()).x;
    draw_->AddLine({low_.x, y}, {high_.x, y}, colours::grid);
    draw_->AddText({low_.x - width - 0.5F * em, y - 0.5F * em}, colours::muted, tick.label.c_str());
  }
  for (const auto& tick : x_ticks()) {
    const float x = x_map_.to_pixel(tick.value);
    const float width = ImGui::CalcTextSize(tick.label.c_str()).x;
    draw_->AddLine({x, high_.y}, {x, high_.y + 0.3F * em}, colours::axis);
    const float from = std::min(x - 0.5F * width, high_.x + 1.1F * em - width); // the last label stays whole
    draw_->AddText({from, high_.y + 0.4F * em}, colours::muted, tick.label.c_str());
  }
  draw_->AddLine({low_.x, high_.y}, high_, colours::axis);
  draw_->AddText({origin_.x, origin_.y}, colours::text, setup_.y_title.c_str());
  const float width = ImGui::CalcTextSize(setup_.x_title.c_str()).x;
  draw_->AddText({high_.x - width, high_.y + 1.6F * em}, colours::muted, setup_.x_title.c_str());
}

ImVec2 PlotCanvas::point(double x, double y) const {
  // Far outside the picture is drawn at its rim: huge coordinates would overflow the rasteriser.
  constexpr float rim = 20000;
  return {std::clamp(x_map_.to_pixel(x), -rim, rim), std::clamp(y_map_.to_pixel(y), -rim, rim)};
}

void PlotCanvas::line(std::span<const double> xs, std::span<const double> ys, Colour colour, LineStyle style,
                      float thickness) {
  std::vector<ImVec2> run;
  const auto flush = [&] {
    draw_styled_line(*draw_, run, colour, style, thickness);
    run.clear();
  };
  for (std::size_t at = 0; at < std::min(xs.size(), ys.size()); ++at) {
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
  for (std::size_t at = 0; at + 1 < length; ++at)
    if (known(at) && known(at + 1))
      draw_->AddQuadFilled(point(xs[at], lows[at]), point(xs[at], highs[at]),
                           point(xs[at + 1], highs[at + 1]), point(xs[at + 1], lows[at + 1]), colour);
  draw_->Flags = flags;
}

void PlotCanvas::bars(std::span<const double> edges, std::span<const double> heights, Colour colour,
                      float gap) {
  for (std::size_t bin = 0; bin < heights.size() && bin + 1 < edges.size(); ++bin) {
    if (!std::isfinite(heights[bin])) continue;
    const double trim = 0.5 * static_cast<double>(gap) * (edges[bin + 1] - edges[bin]);
    const ImVec2 from = point(edges[bin] + trim, heights[bin]);
    const ImVec2 to = point(edges[bin + 1] - trim, 0);
    draw_->AddRectFilled({from.x, std::min(from.y, to.y)}, {to.x, std::max(from.y, to.y)}, colour);
  }
}

void PlotCanvas::steps(std::span<const double> edges, std::span<const double> heights, Colour colour,
                       LineStyle style) {
  std::vector<ImVec2> outline;
  for (std::size_t bin = 0; bin < heights.size() && bin + 1 < edges.size(); ++bin) {
    const double height = std::isfinite(heights[bin]) ? heights[bin] : 0;
    outline.push_back(point(edges[bin], height));
    outline.push_back(point(edges[bin + 1], height));
  }
  draw_styled_line(*draw_, outline, colour, style, 1.8F);
}

void PlotCanvas::horizontal_mark(double y, const std::string& label, Colour colour) {
  const float at = y_map_.to_pixel(y);
  if (!std::isfinite(at)) return;
  const float em = ImGui::GetFontSize();
  const ImVec2 ends[] = {{low_.x, at}, {high_.x, at}};
  draw_styled_line(*draw_, ends, colour, LineStyle::dashed, 1.5F);
  const float above = at - 1.15F * em >= low_.y ? at - 1.15F * em : at + 0.15F * em;
  draw_->AddText({low_.x + 0.4F * em, above}, colour, label.c_str());
}

void PlotCanvas::vertical_mark(double x, const std::string& label, Colour colour) {
  const float at = x_map_.to_pixel(x);
  if (!std::isfinite(at)) return;
  const float em = ImGui::GetFontSize();
  const ImVec2 ends[] = {{at, low_.y}, {at, high_.y}};
  draw_styled_line(*draw_, ends, colour, LineStyle::dashed, 1.5F);
  draw_->AddText({at + 0.3F * em, low_.y + 0.1F * em}, colour, label.c_str());
}

std::optional<double> PlotCanvas::hovered_x() const {
  if (!hovered_) return std::nullopt;
  return x_map_.to_value(ImGui::GetIO().MousePos.x);
}

void PlotCanvas::cursor(double x) {
  const float at = point(x, 0).x;
  draw_->AddLine({at, low_.y}, {at, high_.y}, colours::axis);
}

void PlotCanvas::cursor_dot(double x, double y, Colour colour) {
  if (std::isfinite(y)) draw_->AddCircleFilled(point(x, y), 0.28F * ImGui::GetFontSize(), colour);
}

} // namespace carepath
