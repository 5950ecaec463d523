// A picture of every panel through EGL, where the machine offers it. Set CAREPATH_PICTURES to a folder to
// keep them.
#include <catch2/catch.hpp>

#include "tests/results/temporary_folder.hpp"
#include "tests/viewer/viewer_sample.hpp"
#include "viewer/screenshot.hpp"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include <cstdlib>
#include <fstream>

using namespace carepath;
using namespace carepath::test;

namespace {

namespace fs = std::filesystem;

/// The graphics driver keeps a little memory when it is unloaded; that is not ours to find.
std::string photograph(Shell& shell, const PictureSize& size, const fs::path& file) {
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler disabler;
#endif
  return write_screenshot(shell, size, file);
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Shell sample_shell(const char* panel) {
  Shell shell;
  shell.panel = panel;
  shell.workspace.add("orthopaedics.h5", std::make_shared<const Results>(sample_results()));
  return shell;
}

} // namespace

TEST_CASE("every panel can be photographed without a display") {
  const char* kept = std::getenv("CAREPATH_PICTURES");
  const fs::path folder =
      kept != nullptr ? fs::path(kept) : fs::temp_directory_path() / "carepath-viewer-pictures";
  fs::create_directories(folder);
  std::string previous;
  for (const auto& panel : panel_catalogue()) {
    auto shell = sample_shell(panel.name);
    const auto file = folder / (std::string(panel.name) + ".png");
    const auto trouble = photograph(shell, {}, file);
    if (trouble.starts_with("cannot draw without a display")) {
      WARN("no picture taken: " << trouble);
      return;
    }
    REQUIRE(trouble.empty());
    const auto bytes = bytes_of(file);
    CHECK(bytes.starts_with("\x89PNG"));
    CHECK(bytes.size() > 10000);
    CHECK(bytes != previous); // each panel looks different
    previous = bytes;
  }
  if (kept == nullptr) fs::remove_all(folder);
}

TEST_CASE("a file that cannot be opened is told over whatever is shown") {
  const char* kept = std::getenv("CAREPATH_PICTURES");
  const fs::path folder = kept != nullptr ? fs::path(kept) : fs::temp_directory_path();
  auto plain = sample_shell("kpis");
  auto told = sample_shell("kpis");
  accept(told,
         {"orthopaedics.h5", LoadFault::damaged, "'orthopaedics.h5' is damaged: it was cut short", nullptr});
  if (!photograph(plain, {}, folder / "without-dialog.png").empty()) return;
  REQUIRE(photograph(told, {}, folder / "dialog.png").empty());
  CHECK(bytes_of(folder / "dialog.png") != bytes_of(folder / "without-dialog.png"));
  if (kept == nullptr)
    for (const char* name : {"dialog.png", "without-dialog.png"}) fs::remove(folder / name);
}

TEST_CASE("a picture that cannot be written is reported") {
  auto shell = sample_shell("overview");
  CHECK_FALSE(photograph(shell, {400, 300, 1}, "/no/such/folder/picture.png").empty());
}

TEST_CASE("what is wrong beside the window is reported, and no picture is written") {
  const TemporaryFolder folder;
  auto shell = sample_shell("overview");
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler disabler;
#endif
  const auto trouble =
      write_screenshot(shell, {400, 300, 1}, folder / "none.png", [] { return std::string("misspelt"); });
  if (trouble.starts_with("cannot draw without a display")) return;
  CHECK(trouble == "misspelt");
  CHECK_FALSE(fs::exists(folder / "none.png"));
}
