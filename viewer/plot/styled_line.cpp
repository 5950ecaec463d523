// Lines in dashes and dots, and the search for the value under the cursor.
#include "viewer/plot/canvas.hpp"

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

std::optional<std::size_t> nearest_index(std::span<const double> values, double x) {
  if (values.empty()) return std::nullopt;
  const auto above = std::lower_bound(values.begin(), values.end(), x);
  if (above == values.begin()) return 0;
  const auto index = static_cast<std::size_t>(above - values.begin());
  if (index == values.size() || x - values[index - 1] <= values[index] - x) return index - 1;
  return index;
}

} // namespace carepath
