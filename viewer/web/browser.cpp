#include "viewer/web/browser.hpp"

#include <cstdlib>
#include <emscripten.h>
#include <emscripten/html5.h>

// The scripts below are the page's side of these functions; index.html has the rest.
// clang-format off
EM_JS(int, carepath_touched, (), {
  const touched = Module.touched ? 1 : 0;
  Module.touched = false;
  return touched;
});
EM_JS(void, carepath_copy, (const char* text), {
  const copied = UTF8ToString(text);
  Module.copied = copied;
  if (navigator.clipboard) navigator.clipboard.writeText(copied).catch(() => {});
});
EM_JS(void, carepath_choose, (), { document.getElementById("files").click(); });
EM_JS(void, carepath_deliver, (const char* path), {
  const name = UTF8ToString(path);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([FS.readFile(name)]));
  link.download = name.split("/").pop();
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
EM_JS(char*, carepath_kept, (), {
  try {
    return allocateUTF8(localStorage.getItem("carepath-viewer") || "");
  } catch (refused) {
    return allocateUTF8("");
  }
});
EM_JS(void, carepath_keep, (const char* text), {
  try {
    localStorage.setItem("carepath-viewer", UTF8ToString(text));
  } catch (refused) {
  }
});
EM_JS(void, carepath_introduce, (void* page), { Module.begin(page); });
// clang-format on

namespace carepath::browser {

float pixel_ratio() {
  return static_cast<float>(emscripten_get_device_pixel_ratio());
}

void canvas_size(int& width, int& height) {
  double across = 0;
  double down = 0;
  emscripten_get_element_css_size("#canvas", &across, &down);
  width = static_cast<int>(across * emscripten_get_device_pixel_ratio());
  height = static_cast<int>(down * emscripten_get_device_pixel_ratio());
}

bool was_touched() {
  return carepath_touched() != 0;
}

void copy(const char* text) {
  carepath_copy(text);
}

void choose_files() {
  carepath_choose();
}

void deliver(const std::string& path) {
  carepath_deliver(path.c_str());
}

std::string kept_settings() {
  char* text = carepath_kept();
  std::string kept = text;
  std::free(text);
  return kept;
}

void keep_settings(const std::string& text) {
  carepath_keep(text.c_str());
}

void introduce(void* page) {
  carepath_introduce(page);
}

} // namespace carepath::browser
