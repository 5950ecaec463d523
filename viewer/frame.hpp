// What every frame of a window does, on the desktop and in a page.
#pragma once

#include "viewer/key_strokes.hpp"
#include "viewer/shell.hpp"
#include "viewer/whatif/live_study.hpp"

#include <string>

struct GLFWwindow;

namespace carepath {

/// The drawing library's context and back ends, for a window whose OpenGL context is current.
class Drawing {
public:
  /// `shading_language`: the first line of shaders. `tables_file`: where widths of columns are kept; empty:
  /// nowhere.
  Drawing(GLFWwindow* window, const char* shading_language, std::string tables_file);
  ~Drawing();
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

private:
  std::string tables_file_; // the library keeps a pointer to it
  KeyStrokes strokes_;      // and to this
};

/// What works in the background.
struct Rooms {
  Loader& loader;
  LiveStudy& live;
};

/// Fonts and sizes for the display's scale times the user's; made anew when that is not `fitted`.
void fit_text(Shell& shell, float display_scale, float& fitted);
/// Hands wishes to the background and takes what it has done. True when the what-if has something new.
bool exchange(Shell& shell, Rooms rooms);
/// Draws the shell into the window and shows it.
void draw_frame(GLFWwindow* window, Shell& shell);

} // namespace carepath
