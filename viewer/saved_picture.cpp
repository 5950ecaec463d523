#include "viewer/saved_picture.hpp"

#include <GL/gl.h>
#include <algorithm>
#include <stb_image_write.h>
#include <vector>

namespace carepath {

namespace {

PictureArea area_of(const PlotView& plot, int width, int height) {
  const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
  const auto clamped = [](float value, int most) { return std::clamp(static_cast<int>(value), 0, most); };
  PictureArea area;
  area.left = clamped(plot.picture_low.x * scale.x, width);
  area.top = clamped(plot.picture_low.y * scale.y, height);
  area.width = clamped(plot.picture_high.x * scale.x, width) - area.left;
  area.height = clamped(plot.picture_high.y * scale.y, height) - area.top;
  return area;
}

} // namespace

bool save_picture(const PictureArea& area, int frame_height, const std::filesystem::path& file) {
  if (area.width <= 0 || area.height <= 0) return false;
  const auto row = static_cast<std::size_t>(area.width) * 4; // a page can read no three bytes a pixel
  std::vector<unsigned char> read(row * static_cast<std::size_t>(area.height));
  // OpenGL counts rows from the bottom, a picture from the top.
  glReadPixels(area.left, frame_height - area.top - area.height, area.width, area.height, GL_RGBA,
               GL_UNSIGNED_BYTE, read.data());
  std::vector<unsigned char> picture;
  picture.reserve(read.size() / 4 * 3);
  for (std::size_t end = read.size(); end > 0; end -= row)
    for (std::size_t at = end - row; at < end; at += 4)
      for (std::size_t colour = 0; colour < 3; ++colour) picture.push_back(read[at + colour]);
  return stbi_write_png(file.c_str(), area.width, area.height, 3, picture.data(), area.width * 3) != 0;
}

void save_wanted_pictures(Shell& shell, int frame_width, int frame_height) {
  for (auto& [name, plot] : shell.choices.plots) {
    if (plot.wish != PlotWish::save_picture || !plot.picture_ready) continue;
    const auto file = unused_file(plot.file_stem, ".png");
    plot.told = save_picture(area_of(plot, frame_width, frame_height), frame_height, file)
                    ? "Saved " + file
                    : "Cannot write " + file;
    plot.wish = PlotWish::none;
    plot.picture_ready = false;
  }
}

} // namespace carepath
