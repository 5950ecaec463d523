// GLFW window, OpenGL 3 drawing, and a loop that sleeps while nothing happens.
#include "viewer/window.hpp"

#include "viewer/frame.hpp"
#include "viewer/settings.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace carepath {

namespace {

/// GLFW and its window, closed in the right order whatever happens.
class Window {
public:
  Window() {
    if (glfwInit() == GLFW_FALSE) return;
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    window_ = glfwCreateWindow(1360, 860, "Carepath", nullptr, nullptr);
    if (window_ == nullptr) return;
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
  }
  ~Window() {
    if (window_ != nullptr) glfwDestroyWindow(window_);
    glfwTerminate();
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  [[nodiscard]] GLFWwindow* get() const { return window_; }
  [[nodiscard]] float scale() const {
    float across = 1;
    float down = 1;
    glfwGetWindowContentScale(window_, &across, &down);
    return std::clamp(across, 0.5F, 4.0F);
  }

private:
  GLFWwindow* window_ = nullptr;
};

void take_dropped_files(GLFWwindow* window, int count, const char** paths) {
  auto* shell = static_cast<Shell*>(glfwGetWindowUserPointer(window));
  shell->wanted.insert(shell->wanted.end(), paths, paths + count);
}

/// Sleeps until something happens, unless something moves by itself or a message is about to go.
void wait_for_events(const Shell& shell, int& settle) {
  // After an event the library needs a few frames to settle; then the program sleeps.
  constexpr int settling_frames = 3;
  constexpr double message_seconds = 1;
  if (settle > 0 || shell.animated()) {
    glfwPollEvents();
    --settle;
    return;
  }
  if (shell.told.empty() || ImGui::GetTime() > shell.told_until)
    glfwWaitEvents();
  else
    glfwWaitEventsTimeout(message_seconds);
  settle = settling_frames;
}

void loop(const Window& window, Shell& shell, Rooms rooms) {
  float fitted = 0;
  for (int settle = 3; glfwWindowShouldClose(window.get()) == GLFW_FALSE;) {
    wait_for_events(shell, settle);
    fit_text(shell, window.scale(), fitted);
    if (exchange(shell, rooms)) settle = std::max(settle, 2);
    draw_frame(window.get(), shell);
  }
}

} // namespace

std::string run_window(const std::vector<std::filesystem::path>& files, const std::string& panel,
                       const ReadFunction& read) {
  const Window window;
  if (window.get() == nullptr)
    return "no display to open a window on; `--screenshot PANEL.png` draws without one";
  const auto folder = settings_folder();
  std::error_code ignored;
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const Drawing drawing(window.get(), "#version 150",
                        folder.empty() ? std::string() : (folder / "tables.ini").string());
  Shell shell;
  load_settings(shell, folder);
  if (!panel.empty()) shell.panel = panel;
  shell.wanted = files;
  Loader loader(read, glfwPostEmptyEvent);
  LiveStudy live(glfwPostEmptyEvent);
  glfwSetWindowUserPointer(window.get(), &shell);
  glfwSetDropCallback(window.get(), take_dropped_files);
  loop(window, shell, {loader, live});
  glfwSetDropCallback(window.get(), nullptr);
  save_settings(shell, folder);
  return {};
}

} // namespace carepath
