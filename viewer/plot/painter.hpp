// Draws shapes into the window and, when a drawing is wanted, writes the same shapes as SVG.
//
// Everything of a plot goes through here, so that a saved drawing shows what the window shows.
#pragma once

#include "viewer/theme.hpp"

#include <span>
#include <string>

namespace carepath {

/// An SVG drawing as text, in the window's pixels; the part of the window it shows is its view box.
class SvgDrawing {
public:
  void polyline(std::span<const ImVec2> points, Colour colour, LineStyle style, float thickness);
  void polygon(std::span<const ImVec2> points, Colour fill);
  void circle(ImVec2 centre, float radius, Colour fill);
  void text(ImVec2 top_left, float size, Colour colour, const std::string& words);
  /// Shapes until `end_clip` are cut off at this rectangle.
  void begin_clip(ImVec2 low, ImVec2 high);
  void end_clip() { body_ += "</g>\n"; }
  /// The whole document.
  [[nodiscard]] std::string document(ImVec2 low, ImVec2 high, const std::string& title) const;

private:
  std::string body_;
  int clips_ = 0;
};

class Painter {
public:
  explicit Painter(ImDrawList* draw) : draw_(draw) {}
  void also_into(SvgDrawing* svg) { svg_ = svg; }

  void polyline(std::span<const ImVec2> points, Colour colour, LineStyle style, float thickness);
  void segment(ImVec2 from, ImVec2 to, Colour colour, float thickness = 1);
  void dashed(ImVec2 from, ImVec2 to, Colour colour, float thickness);
  void rectangle(ImVec2 low, ImVec2 high, Colour fill);
  void quad(const ImVec2 (&corners)[4], Colour fill);
  void dot(ImVec2 centre, float radius, Colour fill);
  void text(ImVec2 top_left, Colour colour, const std::string& words);
  void begin_clip(ImVec2 low, ImVec2 high);
  void end_clip();

private:
  ImDrawList* draw_;
  SvgDrawing* svg_ = nullptr;
};

/// Draws a polyline in a line style, dashes measured along it in pixels.
void draw_styled_line(ImDrawList& draw, std::span<const ImVec2> points, Colour colour, LineStyle style,
                      float thickness);

} // namespace carepath
