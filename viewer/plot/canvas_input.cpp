// Mouse, keys and menu of a plot, and what they ask for: zooming, copying the data, saving the picture.
#include "viewer/plot/canvas.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

constexpr double wheel_step = 0.85;
constexpr double key_step = 0.1; // of what is shown

void pan(PlotView& view, double across, double up) {
  view.x = shifted(view.x, across * view.x.span());
  view.y = shifted(view.y, up * view.y.span());
  view.fitted = false;
}

void zoom(PlotView& view, double factor) {
  view.x = zoomed(view.x, 0.5 * (view.x.low + view.x.high), factor);
  view.y = zoomed(view.y, 0.5 * (view.y.low + view.y.high), factor);
  view.fitted = false;
}

void take_arrows(PlotView& view) {
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
  if (pressed(ImGuiKey_LeftArrow)) pan(view, -key_step, 0);
  if (pressed(ImGuiKey_RightArrow)) pan(view, key_step, 0);
  if (pressed(ImGuiKey_UpArrow)) pan(view, 0, key_step);
  if (pressed(ImGuiKey_DownArrow)) pan(view, 0, -key_step);
}

void take_letter(PlotView& view, ImWchar letter) {
  switch (letter) {
  case '+':
  case '=': return zoom(view, wheel_step);
  case '-': return zoom(view, 1 / wheel_step);
  case 'f': view.fitted = true; return;
  case 'c': view.wish = PlotWish::copy_data; return;
  case 's': view.wish = PlotWish::save_drawing; return;
  case 'p': view.wish = PlotWish::save_picture; return;
  default: return;
  }
}

} // namespace

void PlotCanvas::handle_mouse() {
  const auto& io = ImGui::GetIO();
  const bool dragged = ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0);
  clicked_ = hovered_ && ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
             io.MouseDragMaxDistanceSqr[0] < io.MouseDragThreshold * io.MouseDragThreshold;
  if (dragged) {
    view_.x = shifted(view_.x, x_map_.to_value(0) - x_map_.to_value(io.MouseDelta.x));
    view_.y = shifted(view_.y, y_map_.to_value(0) - y_map_.to_value(io.MouseDelta.y));
    view_.fitted = false;
  }
  if (hovered_ && io.MouseWheel != 0) {
    const double factor = std::pow(wheel_step, static_cast<double>(io.MouseWheel));
    view_.x = zoomed(view_.x, x_map_.to_value(io.MousePos.x), factor);
    if (!io.KeyShift) view_.y = zoomed(view_.y, y_map_.to_value(io.MousePos.y), factor);
    view_.fitted = false;
  }
  if (hovered_ && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    view_.fitted = true;
    view_.x = setup_.x;
    view_.y = setup_.y;
  }
  x_map_.values = view_.x = drawable(view_.x, 0);
  y_map_.values = view_.y = drawable(view_.y, 0);
}

void PlotCanvas::handle_keys() {
  const auto& io = ImGui::GetIO();
  if (!ImGui::IsItemFocused() || io.WantTextInput) return;
  if (io.KeyShift) take_arrows(view_);
  for (const ImWchar letter : io.InputQueueCharacters) take_letter(view_, letter);
}

void PlotCanvas::draw_menu() {
  const float em = ImGui::GetFontSize();
  if (asked_ != PlotWish::save_picture) { // a saved picture shows no buttons
    ImGui::SetCursorScreenPos({high_.x - 2.0F * em, origin_.y});
    if (ImGui::SmallButton("...")) ImGui::OpenPopup("plot menu");
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("Copy the data, save the picture");
  }
  if (!ImGui::BeginPopup("plot menu")) return;
  if (ImGui::MenuItem("Copy data as CSV", "c")) view_.wish = PlotWish::copy_data;
  if (ImGui::MenuItem("Save as SVG", "s")) view_.wish = PlotWish::save_drawing;
  if (ImGui::MenuItem("Save as PNG", "p")) view_.wish = PlotWish::save_picture;
  ImGui::Separator();
  if (ImGui::MenuItem("Show all data", "f")) view_.fitted = true;
  ImGui::EndPopup();
}

void PlotCanvas::note(const char* kind, double x, double y, double other) {
  if (asked_ == PlotWish::copy_data) noted_.push_back({name_, kind, x, y, other});
}

void PlotCanvas::carry_out_wish() {
  view_.file_stem = fmt::format("carepath-{}", setup_.id);
  const ImVec2 corner{origin_.x + size_.x, origin_.y + size_.y};
  switch (asked_) {
  case PlotWish::none: return;
  case PlotWish::copy_data:
    ImGui::SetClipboardText(plot_csv(setup_.x_title, setup_.y_title, noted_).c_str());
    view_.told = fmt::format("Copied {} rows of data.", noted_.size());
    break;
  case PlotWish::save_drawing: {
    const auto file = unused_file(view_.file_stem, ".svg");
    const auto trouble = write_text_file(file, svg_.document(origin_, corner, setup_.y_title));
    view_.told = trouble.empty() ? "Saved " + file : trouble;
    break;
  }
  case PlotWish::save_picture:
    view_.picture_low = origin_;
    view_.picture_high = corner;
    view_.picture_ready = true;
    return;
  }
  if (view_.wish == asked_) view_.wish = PlotWish::none;
}

} // namespace carepath
