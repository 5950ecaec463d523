// Every panel still looks as it did: compared with a small grey picture that was looked at when it was kept.
//
// A panel that is meant to change: run with CAREPATH_KEEP_PICTURES=1, look at the new pictures, commit them.
#include <catch2/catch.hpp>

#include "tests/results/temporary_folder.hpp"
#include "tests/viewer/viewer_sample.hpp"
#include "viewer/screenshot.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>
#include <stb_image.h>
#include <stb_image_write.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

using namespace carepath;
using namespace carepath::test;

namespace {

namespace fs = std::filesystem;

const fs::path kept_folder = fs::path(CAREPATH_SOURCE_DIR) / "tests" / "viewer" / "pictures";

/// Grey values, row by row.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> grey;
};

Picture load(const fs::path& file) {
  Picture picture;
  int channels = 0;
  unsigned char* pixels = stbi_load(file.c_str(), &picture.width, &picture.height, &channels, 1);
  if (pixels == nullptr) return {};
  picture.grey.assign(pixels, pixels + static_cast<std::ptrdiff_t>(picture.width) * picture.height);
  stbi_image_free(pixels);
  return picture;
}

/// Every 4 by 4 pixels as their mean: what moves by a pixel or is smoothed otherwise hardly shows.
Picture quarter(const Picture& full) {
  constexpr int factor = 4;
  Picture small{full.width / factor, full.height / factor, {}};
  for (int y = 0; y < small.height; ++y)
    for (int x = 0; x < small.width; ++x) {
      int sum = 0;
      for (int dy = 0; dy < factor; ++dy)
        for (int dx = 0; dx < factor; ++dx)
          sum += full.grey[static_cast<std::size_t>((y * factor + dy) * full.width + x * factor + dx)];
      small.grey.push_back(static_cast<unsigned char>(sum / (factor * factor)));
    }
  return small;
}

/// The share of points whose brightness differs by more than an eighth of the scale.
double share_different(const Picture& left, const Picture& right) {
  if (left.grey.size() != right.grey.size() || left.grey.empty()) return 1;
  double different = 0;
  for (std::size_t at = 0; at < left.grey.size(); ++at)
    different += std::abs(int{left.grey[at]} - int{right.grey[at]}) > 32 ? 1 : 0;
  return different / static_cast<double>(left.grey.size());
}

/// A picture of the panel over the sample; empty where the machine cannot draw.
Picture picture_of(const Panel& panel, const fs::path& file) {
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler disabler; // the graphics driver keeps a little memory when it is unloaded
#endif
  Shell shell;
  shell.panel = panel.name;
  const bool sweep = std::string(panel.name) == "sweep";
  shell.workspace.add("sample.h5",
                      std::make_shared<const Results>(sweep ? sweep_results(200) : sample_results()));
  shell.choices.moment = 364;
  return write_screenshot(shell, {}, file).empty() ? quarter(load(file)) : Picture{};
}

constexpr double tolerance = 0.01;

} // namespace

TEST_CASE("every panel looks as it did when its picture was kept") {
  const TemporaryFolder folder;
  const bool keeps = std::getenv("CAREPATH_KEEP_PICTURES") != nullptr;
  for (const auto& panel : panel_catalogue()) {
    const auto now = picture_of(panel, folder / "now.png");
    if (now.grey.empty()) {
      WARN("no picture taken: this machine cannot draw without a display");
      return;
    }
    const auto file = kept_folder / (std::string(panel.name) + ".png");
    if (keeps) {
      fs::create_directories(kept_folder);
      stbi_write_png(file.c_str(), now.width, now.height, 1, now.grey.data(), now.width);
    }
    INFO(panel.name << ": run with CAREPATH_KEEP_PICTURES=1 and look at what changed");
    CHECK(share_different(now, load(file)) < tolerance);
  }
}

TEST_CASE("another panel's picture does not pass for a panel's own") {
  const auto overview = load(kept_folder / "overview.png");
  REQUIRE_FALSE(overview.grey.empty());
  for (const auto& panel : panel_catalogue())
    if (std::string(panel.name) != "overview")
      CHECK(share_different(overview, load(kept_folder / (std::string(panel.name) + ".png"))) >
            2 * tolerance);
}
