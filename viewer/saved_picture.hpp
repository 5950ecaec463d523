// Saves parts of the frame that was just drawn as PNG files.
#pragma once

#include "viewer/shell.hpp"

#include <filesystem>

namespace carepath {

/// A rectangle of the frame in pixels, rows counted from the top.
struct PictureArea {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

/// Reads the pixels of the bound framebuffer, `frame_height` rows high, and writes them. False when it
/// cannot.
[[nodiscard]] bool save_picture(const PictureArea& area, int frame_height, const std::filesystem::path& file);

/// Saves every plot whose picture was asked for, into the current folder, and says so in the shell.
void save_wanted_pictures(Shell& shell, int frame_width, int frame_height);

} // namespace carepath
