// The viewer in a web page: one canvas, no threads, files dropped on it kept in the page's memory.
#pragma once

#include "viewer/frame.hpp"

#include <memory>
#include <string>

struct GLFWwindow;

namespace carepath {

class Page {
public:
  /// Needs the canvas of the page. Reading and running take turns with drawing.
  Page();
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  /// One frame; nothing at all when nothing happened since the last ones.
  void turn();
  /// Opens a file that lies in the page's memory.
  void open(const std::string& path);
  /// The last what-if as JSON, figures with all digits: {"settings", "replications", "running",
  /// "first_answer_ms", "figures": [{"name", "group", "mean", "low", "high"}, ...]}.
  [[nodiscard]] std::string answer_json() const;

private:
  [[nodiscard]] bool is_awake();

  GLFWwindow* window_;
  Shell shell_;
  std::unique_ptr<Drawing> drawing_;
  Loader loader_;
  LiveStudy live_;
  float fitted_ = 0; // scale of text the fonts are made for
  int settle_ = 3;   // frames until the drawing library has settled
  std::string kept_; // the settings last kept
};

} // namespace carepath
