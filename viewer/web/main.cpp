// The page's program: makes the viewer, then draws whenever the browser has time. The page's script calls the
// functions below with the address that `introduce` gave it.
#include "viewer/web/browser.hpp"
#include "viewer/web/web_page.hpp"

#include <cstring>
#include <emscripten.h>

extern "C" {

EMSCRIPTEN_KEEPALIVE void carepath_open(carepath::Page* page, const char* path) {
  page->open(path);
}

/// The figures of the last what-if; the caller frees the text.
EMSCRIPTEN_KEEPALIVE char* carepath_answer(const carepath::Page* page) {
  return strdup(page->answer_json().c_str());
}
}

int main() {
  auto* page = new carepath::Page; // lives as long as the page is open
  emscripten_set_main_loop_arg([](void* of) { static_cast<carepath::Page*>(of)->turn(); }, page, 0, false);
  carepath::browser::introduce(page);
  return 0;
}
