// Draws the window once without a display and writes it as a picture.
#pragma once

#include "viewer/shell.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace carepath {

struct PictureSize {
  int width = 1360;
  int height = 860;
  float scale = 1; // of fonts and spacing
};

/// Renders the shell off screen (EGL without a surface) and writes a PNG. Returns what went wrong, in
/// words, or an empty string.
/// `before_frame` is called before each frame, for what goes on beside the window; where it says that
/// something is wrong, no picture is written.
[[nodiscard]] std::string write_screenshot(Shell& shell, const PictureSize& size,
                                           const std::filesystem::path& file,
                                           const std::function<std::string()>& before_frame = {});

} // namespace carepath
