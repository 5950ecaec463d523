// Where targets are marked: at the bound, and at both ends of a band.
#include <catch2/catch.hpp>

#include "tests/viewer/headless.hpp"
#include "tests/viewer/viewer_sample.hpp"
#include "viewer/panels/catalogue.hpp"
#include "viewer/panels/parts.hpp"
#include "viewer/panels/what_if_answer.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <utility>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The share within 18 weeks is to be 60% or more, or from 60% to `high`.
Results with_target_up_to(Results results, double high) {
  const auto aim = [high](auto& rows) {
    for (auto& row : rows)
      if (row.name == "rtt18") {
        row.target = 0.6;
        row.target_high = high;
      }
  };
  aim(results.kpis);
  aim(results.series);
  return results;
}

/// A shell over one file, with the share chosen wherever a figure is chosen.
Shell shell_over(Results results) {
  Shell shell;
  shell.workspace.add("file.h5", std::make_shared<const Results>(std::move(results)));
  for (const char* series : {"over-time/series", "what-if/series"}) shell.choices.number(series) = 1;
  shell.choices.number("sweep/view") = 2;
  return shell;
}

PanelContext context_of(Shell& shell) {
  return {shell.workspace, shell.choices, shell.fonts, shell.what_if};
}

int vertices(const char* panel, Results results) {
  Headless headless;
  auto shell = shell_over(std::move(results));
  int drawn = 0;
  for (int frame = 0; frame < 3; ++frame)
    drawn = headless.draw_in_window([&] { find_panel(panel)->draw(context_of(shell)); });
  return drawn;
}

/// A plot drawn by `draw`, as text: what it is called between frames, and what its file is called.
std::string drawing_of(const std::string& view, const std::string& file, Results results,
                       const std::function<void(const PanelContext&)>& draw) {
  const auto before = std::filesystem::current_path();
  const auto folder = std::filesystem::temp_directory_path() / "carepath-target-marks";
  std::filesystem::create_directories(folder);
  std::filesystem::current_path(folder);
  Headless headless;
  auto shell = shell_over(std::move(results));
  shell.choices.plot(view).wish = PlotWish::save_drawing;
  for (int frame = 0; frame < 4; ++frame) headless.draw_in_window([&] { draw(context_of(shell)); });
  std::ifstream saved(folder / ("carepath-" + file + ".svg"));
  const std::string text{std::istreambuf_iterator<char>(saved), {}};
  std::filesystem::current_path(before);
  std::filesystem::remove_all(folder);
  return text;
}

std::size_t marks_in(const std::string& drawing) {
  REQUIRE(drawing.starts_with("<svg"));
  std::size_t count = 0;
  const std::string mark = ">Target";
  for (auto at = drawing.find(mark); at != std::string::npos; at = drawing.find(mark, at + 1)) ++count;
  return count;
}

} // namespace

TEST_CASE("a plot marks a bound, and both ends of a band") {
  for (const auto& [high, marks] : {std::pair(none, 1U), std::pair(0.95, 2U)}) {
    const auto sample = with_target_up_to(sample_results(), high);
    CHECK(marks_in(drawing_of("over-time/rtt18", "over-time", sample, find_panel("over-time")->draw)) ==
          marks);
    CHECK(marks_in(drawing_of("replications/spread", "replications", sample,
                              find_panel("replications")->draw)) == marks);
    CHECK(marks_in(drawing_of("what-if/rtt18", "what-if", sample, draw_what_if_answer)) == marks);
    CHECK(marks_in(drawing_of("sweep/frontier", "sweep-frontier", with_target_up_to(sweep_results(100), high),
                              find_panel("sweep")->draw)) == marks);
  }
}

TEST_CASE("the overview and the comparison draw both ends of a band") {
  // The words beside both have as many letters, and every variant has the same verdict.
  for (const char* panel : {"overview", "compare"}) {
    INFO(panel);
    const int glyphs = 4 * 2;
    CHECK(vertices(panel, with_target_up_to(sample_results(), 0.95)) >
          vertices(panel, with_target_up_to(sample_results(), none)) + glyphs);
  }
}

TEST_CASE("the scale of a figure holds both ends of its band") {
  const auto shell = shell_over(with_target_up_to(sample_results(), 0.99));
  const auto row = main_kpis(shell.workspace).front();
  REQUIRE(row.name == "rtt18");
  CHECK(estimates_range(shell.workspace.shown(), row, 0).high == Approx(0.99));
}
