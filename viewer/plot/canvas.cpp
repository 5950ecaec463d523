// The frame of a plot: where it lies, its ticks and titles.
#include "viewer/plot/canvas.hpp"

#include "viewer/plot/date_axis.hpp"

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

/// A tick in the middle of each whole step of the range that has a name.
std::vector<Tick> name_ticks(Range range, const std::vector<std::string>& names, std::size_t most) {
  std::vector<Tick> ticks;
  const auto apart = std::max<std::size_t>(1, (names.size() + most - 1) / std::max<std::size_t>(most, 1));
  for (std::size_t at = 0; at < names.size(); at += apart) {
    const double middle = static_cast<double>(at) + 0.5;
    if (middle >= range.low && middle <= range.high && !names[at].empty())
      ticks.push_back({middle, names[at]});
  }
  return ticks;
}

} // namespace

PlotCanvas::PlotCanvas(PlotSetup setup, PlotView& view)
    : setup_(std::move(setup)), view_(view), asked_(view.wish), draw_(ImGui::GetWindowDrawList()),
      paint_(draw_), origin_(ImGui::GetCursorScreenPos()) {
  if (view_.fitted) {
    view_.x = drawable(setup_.x, 0);
    view_.y = drawable(setup_.y, 0);
  }
  if (asked_ == PlotWish::save_drawing) paint_.also_into(&svg_);
  place();
  handle_mouse();
  handle_keys();
  draw_frame();
  paint_.begin_clip(low_, high_);
}

PlotCanvas::~PlotCanvas() {
  paint_.end_clip();
  carry_out_wish();
}

void PlotCanvas::place() {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float em = ImGui::GetFontSize();
  size_ = {std::max(setup_.size.x > 0 ? setup_.size.x : room.x, 4 * smallest_plot),
           std::max(setup_.size.y > 0 ? setup_.size.y : room.y, 4 * smallest_plot)};
  const float top = origin_.y + 2.0F * em;
  y_map_ = {view_.y, origin_.y + size_.y - 2.8F * em, top};
  const float labels = std::min(widest(y_ticks()) + em, 0.4F * size_.x);
  low_ = {origin_.x + labels, top};
  high_ = {origin_.x + size_.x - 1.2F * em, origin_.y + size_.y - 2.8F * em};
  high_.x = std::max(high_.x, low_.x + smallest_plot);
  x_map_ = {view_.x, low_.x, high_.x};
  ImGui::PushID(setup_.id);
  draw_menu();
  ImGui::SetCursorScreenPos({origin_.x, top});
  ImGui::InvisibleButton("area", {size_.x, size_.y - 2.0F * em});
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  hovered_ = ImGui::IsItemHovered() && mouse.x >= low_.x && mouse.x <= high_.x && mouse.y >= low_.y &&
             mouse.y <= high_.y;
  ImGui::OpenPopupOnItemClick("plot menu", ImGuiPopupFlags_MouseButtonRight);
  ImGui::PopID();
}

std::vector<Tick> PlotCanvas::x_ticks() const {
  const float em = ImGui::GetFontSize();
  const float wide = high_.x - low_.x;
  if (!setup_.x_names.empty())
    return name_ticks(x_map_.values, setup_.x_names,
                      static_cast<std::size_t>(std::max(1.0F, wide / (3.2F * em))));
  auto ticks = date_ticks(x_map_.values, ticks_that_fit(wide, 6 * em), setup_.start_date);
  if (!ticks.empty()) return ticks;
  ticks = number_ticks(x_map_.values, ticks_that_fit(wide, 5 * em), setup_.x_unit);
  const float each = widest(ticks) + 1.2F * em;
  if (each > 5 * em) ticks = number_ticks(x_map_.values, ticks_that_fit(wide, each), setup_.x_unit);
  return ticks;
}

std::vector<Tick> PlotCanvas::y_ticks() const {
  const float em = ImGui::GetFontSize();
  const float tall = y_map_.pixel_low - y_map_.pixel_high;
  if (!setup_.y_names.empty())
    return name_ticks(y_map_.values, setup_.y_names,
                      static_cast<std::size_t>(std::max(1.0F, tall / (1.1F * em))));
  return number_ticks(y_map_.values, ticks_that_fit(tall, 2.5F * em), setup_.y_unit);
}

void PlotCanvas::draw_y_ticks() {
  const float em = ImGui::GetFontSize();
  const bool names = !setup_.y_names.empty();
  for (const auto& tick : y_ticks()) {
    const float y = y_map_.to_pixel(tick.value);
    if (!names) paint_.segment({low_.x, y}, {high_.x, y}, colours::grid);
    const float width = ImGui::CalcTextSize(tick.label.c_str()).x;
    const ImVec4 cut{origin_.x, y - em, low_.x - 0.3F * em, y + em};
    draw_->PushClipRect({cut.x, cut.y}, {cut.z, cut.w}, true);
    paint_.text({std::max(origin_.x, low_.x - width - 0.5F * em), y - 0.5F * em},
                names ? colours::text : colours::muted, tick.label);
    draw_->PopClipRect();
  }
}

void PlotCanvas::draw_x_ticks() {
  const float em = ImGui::GetFontSize();
  for (const auto& tick : x_ticks()) {
    const float x = x_map_.to_pixel(tick.value);
    const float width = ImGui::CalcTextSize(tick.label.c_str()).x;
    paint_.segment({x, high_.y}, {x, high_.y + 0.3F * em}, colours::axis);
    // The last label stays whole.
    const float from = std::min(x - 0.5F * width, high_.x + 1.1F * em - width);
    paint_.text({from, high_.y + 0.4F * em}, colours::muted, tick.label);
  }
}

void PlotCanvas::draw_frame() {
  const float em = ImGui::GetFontSize();
  draw_y_ticks();
  draw_x_ticks();
  const bool has_axis = setup_.x_names.empty() || !setup_.x_names.front().empty();
  if (has_axis) paint_.segment({low_.x, high_.y}, high_, colours::axis);
  paint_.text(origin_, colours::text, setup_.y_title);
  const float width = ImGui::CalcTextSize(setup_.x_title.c_str()).x;
  paint_.text({high_.x - width, high_.y + 1.6F * em}, colours::muted, setup_.x_title);
}

ImVec2 PlotCanvas::point(double x, double y) const {
  // Far outside the picture is drawn at its rim: huge coordinates would overflow the rasteriser.
  constexpr float rim = 20000;
  return {std::clamp(x_map_.to_pixel(x), -rim, rim), std::clamp(y_map_.to_pixel(y), -rim, rim)};
}

std::optional<double> PlotCanvas::hovered_x() const {
  if (!hovered_) return std::nullopt;
  return x_map_.to_value(ImGui::GetIO().MousePos.x);
}

std::optional<double> PlotCanvas::hovered_y() const {
  if (!hovered_) return std::nullopt;
  return y_map_.to_value(ImGui::GetIO().MousePos.y);
}

std::optional<std::size_t> nearest_index(std::span<const double> values, double x) {
  if (values.empty()) return std::nullopt;
  const auto above = std::lower_bound(values.begin(), values.end(), x);
  if (above == values.begin()) return 0;
  const auto index = static_cast<std::size_t>(above - values.begin());
  if (index == values.size() || x - values[index - 1] <= values[index] - x) return index - 1;
  return index;
}

} // namespace carepath
