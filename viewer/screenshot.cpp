// Off-screen drawing through EGL's surfaceless platform: needs a software or hardware Mesa, no display.
#include "viewer/screenshot.hpp"

#include "viewer/saved_picture.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>

namespace carepath {

namespace {

/// An OpenGL 3.3 context bound to no surface, for the life of the object.
class OffscreenContext {
public:
  OffscreenContext() {
    display_ = eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
    if (display_ == EGL_NO_DISPLAY || eglInitialize(display_, nullptr, nullptr) == EGL_FALSE) return;
    eglBindAPI(EGL_OPENGL_API);
    const EGLint wanted[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, EGL_PBUFFER_BIT,
                             EGL_NONE};
    EGLConfig config = nullptr;
    EGLint found = 0;
    eglChooseConfig(display_, wanted, &config, 1, &found);
    const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION,
                              3,
                              EGL_CONTEXT_MINOR_VERSION,
                              3,
                              EGL_CONTEXT_OPENGL_PROFILE_MASK,
                              EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                              EGL_NONE};
    context_ = eglCreateContext(display_, found > 0 ? config : EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, version);
    current_ = context_ != EGL_NO_CONTEXT &&
               eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) == EGL_TRUE;
  }
  ~OffscreenContext() {
    if (display_ == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
    eglTerminate(display_);
  }
  OffscreenContext(const OffscreenContext&) = delete;
  OffscreenContext& operator=(const OffscreenContext&) = delete;
  [[nodiscard]] bool ready() const { return current_; }

private:
  EGLDisplay display_ = EGL_NO_DISPLAY;
  EGLContext context_ = EGL_NO_CONTEXT;
  bool current_ = false;
};

/// The picture being drawn into, bound for the life of the object.
class Canvas {
public:
  explicit Canvas(const PictureSize& size) {
    glGenFramebuffers(1, &buffer_);
    glGenRenderbuffers(1, &pixels_);
    glBindRenderbuffer(GL_RENDERBUFFER, pixels_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, size.width, size.height);
    glBindFramebuffer(GL_FRAMEBUFFER, buffer_);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, pixels_);
  }
  ~Canvas() {
    glDeleteFramebuffers(1, &buffer_);
    glDeleteRenderbuffers(1, &pixels_);
  }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

private:
  GLuint buffer_ = 0;
  GLuint pixels_ = 0;
};

/// What `before_frame` found wrong, or nothing.
std::string draw_frames(Shell& shell, const PictureSize& size,
                        const std::function<std::string()>& before_frame) {
  // Tables and wrapped text need a few frames to learn their widths.
  constexpr int frames = 5;
  for (int frame = 0; frame < frames; ++frame) {
    if (auto fault = before_frame ? before_frame() : std::string(); !fault.empty()) return fault;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    draw_shell(shell);
    ImGui::Render();
    glViewport(0, 0, size.width, size.height);
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }
  glFinish();
  return {};
}

} // namespace

std::string write_screenshot(Shell& shell, const PictureSize& size, const std::filesystem::path& file,
                             const std::function<std::string()>& before_frame) {
  const OffscreenContext context;
  if (!context.ready())
    return "cannot draw without a display: EGL offers no surfaceless OpenGL 3.3 (package libgl1-mesa-dri)";
  const Canvas canvas(size);
  ImGui::CreateContext();
  auto& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
  io.DeltaTime = 1.0F / 60;
  apply_theme(size.scale);
  shell.fonts = load_fonts(size.scale);
  std::string trouble;
  if (!ImGui_ImplOpenGL3_Init("#version 150"))
    trouble = "OpenGL cannot be used";
  else {
    trouble = draw_frames(shell, size, before_frame);
    if (trouble.empty() && !save_picture({0, 0, size.width, size.height}, size.height, file))
      trouble = "cannot write " + file.string();
    ImGui_ImplOpenGL3_Shutdown();
  }
  ImGui::DestroyContext();
  return trouble;
}

} // namespace carepath
