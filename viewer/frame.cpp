#include "viewer/frame.hpp"

#include "viewer/saved_picture.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <utility>

namespace carepath {
namespace {

KeyStrokes& strokes() {
  return *static_cast<KeyStrokes*>(ImGui::GetIO().UserData);
}

void take_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  if (action == GLFW_REPEAT || strokes().is_told_now(key, action == GLFW_PRESS))
    ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, mods);
}

void let_go_of_keys(GLFWwindow* window) {
  for (const int key : strokes().end_frame()) ImGui_ImplGlfw_KeyCallback(window, key, 0, GLFW_RELEASE, 0);
}

} // namespace

Drawing::Drawing(GLFWwindow* window, const char* shading_language, std::string tables_file)
    : tables_file_(std::move(tables_file)) {
  ImGui::CreateContext();
  auto& io = ImGui::GetIO();
  io.IniFilename = tables_file_.empty() ? nullptr : tables_file_.c_str();
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.UserData = &strokes_;
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  glfwSetKeyCallback(window, take_key);
  ImGui_ImplOpenGL3_Init(shading_language);
}

Drawing::~Drawing() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

void fit_text(Shell& shell, float display_scale, float& fitted) {
  const float wanted = display_scale * shell.text_scale;
  if (wanted == fitted) return;
  fitted = wanted;
  apply_theme(wanted);
  ImGui::GetIO().Fonts->Clear();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  shell.fonts = load_fonts(wanted);
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

bool exchange(Shell& shell, Rooms rooms) {
  if (std::exchange(shell.cancel_loading, false)) rooms.loader.cancel();
  for (auto& path : std::exchange(shell.wanted, {})) rooms.loader.request(std::move(path));
  for (auto& outcome : rooms.loader.collect()) accept(shell, std::move(outcome));
  shell.loading = rooms.loader.busy();
  return rooms.live.attend(shell.what_if, shell.workspace);
}

void draw_frame(GLFWwindow* window, Shell& shell) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  // The clock of a browser may give two frames the same time.
  ImGui::GetIO().DeltaTime = std::max(ImGui::GetIO().DeltaTime, 1e-4F);
  ImGui::NewFrame();
  draw_shell(shell);
  ImGui::Render();
  let_go_of_keys(window);
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(1, 1, 1, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  save_wanted_pictures(shell, width, height);
  glfwSwapBuffers(window);
}

} // namespace carepath
