// The text of a saved drawing.
#include "viewer/plot/painter.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

unsigned channel(Colour colour, int shift) {
  return (colour >> static_cast<unsigned>(shift)) & 0xFFU;
}

/// fill="#rrggbb" fill-opacity="x", or the same for a stroke.
std::string paint(const char* what, Colour colour) {
  auto text = fmt::format("{}=\"#{:02x}{:02x}{:02x}\"", what, channel(colour, IM_COL32_R_SHIFT),
                          channel(colour, IM_COL32_G_SHIFT), channel(colour, IM_COL32_B_SHIFT));
  const auto alpha = channel(colour, IM_COL32_A_SHIFT);
  if (alpha < 255) text += fmt::format(" {}-opacity=\"{:.3f}\"", what, alpha / 255.0);
  return text;
}

std::string points_text(std::span<const ImVec2> points) {
  std::string text;
  for (const auto& point : points)
    text += fmt::format("{}{:.1f},{:.1f}", text.empty() ? "" : " ", point.x, point.y);
  return text;
}

std::string escaped(const std::string& words) {
  std::string safe;
  for (const char letter : words)
    safe += letter == '&'   ? std::string("&amp;")
            : letter == '<' ? std::string("&lt;")
            : letter == '>' ? std::string("&gt;")
                            : std::string(1, letter);
  return safe;
}

std::string dashes(LineStyle style, float thickness) {
  if (style == LineStyle::solid) return {};
  const bool dashed = style == LineStyle::dashed;
  return fmt::format(" stroke-dasharray=\"{:.1f} {:.1f}\"", (dashed ? 4.0F : 1.2F) * thickness,
                     (dashed ? 2.5F : 2.2F) * thickness);
}

} // namespace

void SvgDrawing::polyline(std::span<const ImVec2> points, Colour colour, LineStyle style, float thickness) {
  body_ += fmt::format("<polyline points=\"{}\" fill=\"none\" {} stroke-width=\"{:.1f}\"{}/>\n",
                       points_text(points), paint("stroke", colour), thickness, dashes(style, thickness));
}

void SvgDrawing::polygon(std::span<const ImVec2> points, Colour fill) {
  body_ += fmt::format("<polygon points=\"{}\" {}/>\n", points_text(points), paint("fill", fill));
}

void SvgDrawing::circle(ImVec2 centre, float radius, Colour fill) {
  body_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" {}/>\n", centre.x, centre.y, radius,
                       paint("fill", fill));
}

void SvgDrawing::text(ImVec2 top_left, float size, Colour colour, const std::string& words) {
  constexpr float ascent = 0.84F; // of DejaVu Sans, as a share of its height
  body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.1f}\" {}>{}</text>\n", top_left.x,
                       top_left.y + ascent * size, 0.86F * size, paint("fill", colour), escaped(words));
}

void SvgDrawing::begin_clip(ImVec2 low, ImVec2 high) {
  ++clips_;
  body_ += fmt::format("<clipPath id=\"clip{0}\"><rect x=\"{1:.1f}\" y=\"{2:.1f}\" width=\"{3:.1f}\" "
                       "height=\"{4:.1f}\"/></clipPath>\n<g clip-path=\"url(#clip{0})\">\n",
                       clips_, low.x, low.y, high.x - low.x, high.y - low.y);
}

std::string SvgDrawing::document(ImVec2 low, ImVec2 high, const std::string& title) const {
  return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.1f} {:.1f} {:.1f} {:.1f}\" "
                     "font-family=\"DejaVu Sans, Verdana, sans-serif\">\n<title>{}</title>\n"
                     "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#ffffff\"/>\n"
                     "{}</svg>\n",
                     low.x, low.y, high.x - low.x, high.y - low.y, escaped(title), low.x, low.y,
                     high.x - low.x, high.y - low.y, body_);
}

} // namespace carepath
