// carepath-viewer: command line, then a window or a picture.
#include "viewer/arguments.hpp"
#include "viewer/screenshot.hpp"
#include "viewer/window.hpp"

#include "engine/results/reader.hpp"

#include <cstdio>

namespace {

using namespace carepath;

/// Reads all files, draws one picture. Unreadable files are told on standard error.
int take_screenshot(const ViewerArguments& arguments) {
  Shell shell;
  shell.panel = arguments.panel;
  for (const auto& file : arguments.files) {
    auto outcome = load_results(file, read_results);
    if (outcome.fault != LoadFault::none) {
      std::fprintf(stderr, "%s\n%s\n", fault_title(outcome.fault).c_str(), fault_text(outcome).c_str());
      return 2;
    }
    accept(shell, std::move(outcome));
  }
  PictureSize size;
  size.scale = arguments.scale;
  size.width = static_cast<int>(static_cast<float>(size.width) * size.scale);
  size.height = static_cast<int>(static_cast<float>(size.height) * size.scale);
  const auto trouble = write_screenshot(shell, size, arguments.screenshot);
  if (!trouble.empty()) std::fprintf(stderr, "carepath-viewer: %s\n", trouble.c_str());
  return trouble.empty() ? 0 : 1;
}

int open_window(const ViewerArguments& arguments) {
  const auto trouble = run_window(arguments.files, arguments.panel, read_results);
  if (!trouble.empty()) std::fprintf(stderr, "carepath-viewer: %s\n", trouble.c_str());
  return trouble.empty() ? 0 : 1;
}

} // namespace

int main(int count, char** words) {
  const std::vector<std::string> list(words + 1, words + count);
  const auto arguments = read_arguments(list);
  if (!arguments.fault.empty()) {
    std::fprintf(stderr, "carepath-viewer: %s\n\n%s", arguments.fault.c_str(), usage_text().c_str());
    return 2;
  }
  if (arguments.help || arguments.list) {
    std::fputs(arguments.help ? usage_text().c_str() : panel_list_text().c_str(), stdout);
    return 0;
  }
  return arguments.screenshot.empty() ? open_window(arguments) : take_screenshot(arguments);
}
