// A drawing context without window, display or graphics library: frames are built, never shown.
#pragma once

#include "viewer/shell.hpp"

#include <imgui.h>

namespace carepath::test {

/// One context for the life of the object; `draw` runs a frame and returns its number of vertices.
class Headless {
public:
  explicit Headless(float width = 1360, float height = 860) {
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0F / 60;
    unsigned char* pixels = nullptr;
    int across = 0;
    int down = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &across, &down);
  }
  ~Headless() { ImGui::DestroyContext(); }
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  template <typename Draw> int draw(Draw drawing) {
    ImGui::NewFrame();
    drawing();
    ImGui::Render();
    return ImGui::GetDrawData()->TotalVtxCount;
  }

  /// Draws inside a window that fills the display.
  template <typename Draw> int draw_in_window(Draw drawing) {
    return draw([&] {
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
      ImGui::Begin("test", nullptr, ImGuiWindowFlags_NoDecoration);
      drawing();
      ImGui::End();
    });
  }
};

} // namespace carepath::test
