// Looks: the colour-blind-safe palette, the fonts and the light style, all scaled by the display.
//
// The palette is Okabe and Ito's (2008, "Color Universal Design"), ordered so that the first colours
// stand well apart on white; after eight variants the colours repeat with another line style.
#pragma once

#include <cstddef>
#include <imgui.h>
#include <string>

namespace carepath {

using Colour = ImU32;

enum class LineStyle { solid, dashed, dotted };

/// Fonts in use; null members mean the library's own font, so that drawing works without any file.
struct Fonts {
  ImFont* regular = nullptr;
  ImFont* bold = nullptr;
  ImFont* heading = nullptr;
  ImFont* mono = nullptr;
};

namespace colours {
inline constexpr Colour text = IM_COL32(28, 32, 38, 255);
inline constexpr Colour muted = IM_COL32(96, 104, 114, 255);
inline constexpr Colour grid = IM_COL32(226, 230, 235, 255);
inline constexpr Colour axis = IM_COL32(140, 148, 158, 255);
inline constexpr Colour ground = IM_COL32(255, 255, 255, 215); // behind words in a plot
inline constexpr Colour card = IM_COL32(247, 248, 250, 255);
inline constexpr Colour good = IM_COL32(0, 114, 88, 255);   // darker Okabe-Ito bluish green: 4.5:1 on white
inline constexpr Colour bad = IM_COL32(176, 66, 0, 255);    // darker vermillion
inline constexpr Colour unsure = IM_COL32(110, 88, 0, 255); // darker yellow-brown
} // namespace colours

/// Colour of the n-th opened variant.
[[nodiscard]] Colour palette_colour(std::size_t position);
/// Line style of the n-th opened variant: changes after each round of the palette.
[[nodiscard]] LineStyle palette_style(std::size_t position);
/// The colour with another opacity, 0 to 1.
[[nodiscard]] Colour with_opacity(Colour colour, float opacity);

/// Loads DejaVu at the display's scale into the current context, or keeps the library's font when the
/// files are absent.
[[nodiscard]] Fonts load_fonts(float scale);
/// Light style of the current context, sizes times `scale`.
void apply_theme(float scale);

} // namespace carepath
