#include "viewer/plot/painter.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {

namespace {

struct DashPattern {
  float on = 0;  // pixels drawn
  float off = 0; // pixels left free
};

DashPattern pattern_of(LineStyle style, float thickness) {
  return style == LineStyle::dashed ? DashPattern{4 * thickness, 2.5F * thickness}
                                    : DashPattern{1.2F * thickness, 2.2F * thickness};
}

/// Walks along the line, drawing `on` pixels of every `on + off`; `along` carries over the corners.
void draw_dashes(ImDrawList& draw, std::span<const ImVec2> points, Colour colour, float thickness,
                 DashPattern pattern) {
  const float period = pattern.on + pattern.off;
  float along = 0;
  for (std::size_t at = 0; at + 1 < points.size(); ++at) {
    const ImVec2 from = points[at];
    const ImVec2 to = points[at + 1];
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const auto between = [&](float done) {
      return ImVec2{from.x + (to.x - from.x) * done / length, from.y + (to.y - from.y) * done / length};
    };
    for (float done = 0; done < length;) {
      const float phase = std::fmod(along + done, period);
      const bool drawn = phase < pattern.on;
      const float step = std::max(0.1F, std::min(length - done, (drawn ? pattern.on : period) - phase));
      if (drawn) draw.AddLine(between(done), between(std::min(length, done + step)), colour, thickness);
      done += step;
    }
    along += length;
  }
}

} // namespace

void draw_styled_line(ImDrawList& draw, std::span<const ImVec2> points, Colour colour, LineStyle style,
                      float thickness) {
  if (points.size() < 2) return;
  if (style == LineStyle::solid)
    draw.AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_None, thickness);
  else
    draw_dashes(draw, points, colour, thickness, pattern_of(style, thickness));
}

void Painter::polyline(std::span<const ImVec2> points, Colour colour, LineStyle style, float thickness) {
  draw_styled_line(*draw_, points, colour, style, thickness);
  if (svg_ != nullptr && points.size() > 1) svg_->polyline(points, colour, style, thickness);
}

void Painter::segment(ImVec2 from, ImVec2 to, Colour colour, float thickness) {
  draw_->AddLine(from, to, colour, thickness);
  const ImVec2 ends[] = {from, to};
  if (svg_ != nullptr) svg_->polyline(ends, colour, LineStyle::solid, thickness);
}

void Painter::dashed(ImVec2 from, ImVec2 to, Colour colour, float thickness) {
  const ImVec2 ends[] = {from, to};
  polyline(ends, colour, LineStyle::dashed, thickness);
}

void Painter::rectangle(ImVec2 low, ImVec2 high, Colour fill) {
  draw_->AddRectFilled(low, high, fill);
  const ImVec2 corners[] = {low, {high.x, low.y}, high, {low.x, high.y}};
  if (svg_ != nullptr) svg_->polygon(corners, fill);
}

void Painter::quad(const ImVec2 (&corners)[4], Colour fill) {
  draw_->AddQuadFilled(corners[0], corners[1], corners[2], corners[3], fill);
  if (svg_ != nullptr) svg_->polygon(corners, fill);
}

void Painter::dot(ImVec2 centre, float radius, Colour fill) {
  draw_->AddCircleFilled(centre, radius, fill);
  if (svg_ != nullptr) svg_->circle(centre, radius, fill);
}

void Painter::text(ImVec2 top_left, Colour colour, const std::string& words) {
  draw_->AddText(top_left, colour, words.c_str());
  if (svg_ != nullptr) svg_->text(top_left, ImGui::GetFontSize(), colour, words);
}

void Painter::begin_clip(ImVec2 low, ImVec2 high) {
  draw_->PushClipRect(low, high, true);
  if (svg_ != nullptr) svg_->begin_clip(low, high);
}

void Painter::end_clip() {
  draw_->PopClipRect();
  if (svg_ != nullptr) svg_->end_clip();
}

} // namespace carepath
