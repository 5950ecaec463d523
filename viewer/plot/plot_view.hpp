// What is kept of one plot between frames: where the user has zoomed to, and what they want saved of it.
#pragma once

#include "viewer/plot/axis.hpp"

#include <imgui.h>
#include <string>

namespace carepath {

enum class PlotWish {
  none,
  copy_data,    // as CSV on the clipboard
  save_drawing, // as SVG
  save_picture, // as PNG: by whoever can read the window's pixels, from `picture_low` and `picture_high`
};

struct PlotView {
  bool fitted = true; // follow the data; false once zoomed or panned
  Range x{};
  Range y{};
  PlotWish wish = PlotWish::none;
  ImVec2 picture_low{};
  ImVec2 picture_high{};
  bool picture_ready = false; // the rectangle is set, and this frame shows the plot without its menu
  std::string file_stem{};    // for what is saved
  std::string told{};         // what became of the last wish, for the user
};

/// "stem.svg", or "stem-2.svg" and so on when that is there already; in the current folder.
[[nodiscard]] std::string unused_file(const std::string& stem, const std::string& ending);

} // namespace carepath
