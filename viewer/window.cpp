// GLFW window, OpenGL 3 drawing, and a loop that sleeps while nothing happens.
#include "viewer/window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <utility>

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

/// The library's context and back ends.
class Drawing {
public:
  explicit Drawing(GLFWwindow* window) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr; // the viewer leaves no file behind
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 150");
  }
  ~Drawing() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
};

void draw_frame(GLFWwindow* window, Shell& shell) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  draw_shell(shell);
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(1, 1, 1, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window);
}

void take_dropped_files(GLFWwindow* window, int count, const char** paths) {
  auto* shell = static_cast<Shell*>(glfwGetWindowUserPointer(window));
  shell->wanted.insert(shell->wanted.end(), paths, paths + count);
}

void exchange_files(Shell& shell, Loader& loader) {
  for (auto& path : std::exchange(shell.wanted, {})) loader.request(std::move(path));
  for (auto& outcome : loader.collect()) accept(shell, std::move(outcome));
  shell.loading = loader.busy();
}

void loop(GLFWwindow* window, Shell& shell, Loader& loader) {
  // After an event the library needs a few frames to settle; then the program sleeps.
  constexpr int settling_frames = 3;
  constexpr double idle_seconds = 0.5;
  for (int settle = settling_frames; glfwWindowShouldClose(window) == GLFW_FALSE;) {
    if (settle > 0)
      glfwPollEvents();
    else {
      glfwWaitEventsTimeout(idle_seconds);
      settle = settling_frames;
    }
    exchange_files(shell, loader);
    draw_frame(window, shell);
    --settle;
  }
}

} // namespace

std::string run_window(const std::vector<std::filesystem::path>& files, const std::string& panel,
                       const ReadFunction& read) {
  const Window window;
  if (window.get() == nullptr)
    return "no display to open a window on; `--screenshot PANEL.png` draws without one";
  const Drawing drawing(window.get());
  Shell shell;
  shell.panel = panel;
  shell.wanted = files;
  apply_theme(window.scale());
  shell.fonts = load_fonts(window.scale());
  Loader loader(read, glfwPostEmptyEvent);
  glfwSetWindowUserPointer(window.get(), &shell);
  glfwSetDropCallback(window.get(), take_dropped_files);
  loop(window.get(), shell, loader);
  glfwSetDropCallback(window.get(), nullptr);
  return {};
}

} // namespace carepath
