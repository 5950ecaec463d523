// Every panel of the catalogue is drawn over every kind of workspace, and with the mouse all over it.
#include <catch2/catch.hpp>

#include "tests/viewer/headless.hpp"
#include "tests/viewer/viewer_sample.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <set>

using namespace carepath;
using namespace carepath::test;

namespace {

std::shared_ptr<const Results> shared(Results results) {
  return std::make_shared<const Results>(std::move(results));
}

/// The workspaces every panel must survive, by name.
std::vector<std::pair<std::string, Shell>> shells() {
  std::vector<std::pair<std::string, Shell>> made(7);
  made[0].first = "no file";
  made[1].first = "an empty Results";
  made[1].second.workspace.add("empty.h5", shared({}));
  made[2].first = "a small Results";
  made[2].second.workspace.add("small.h5", shared(small_results()));
  made[3].first = "five variants";
  made[3].second.workspace.add("sample.h5", shared(sample_results()));
  made[4].first = "three files";
  for (const char* name : {"one/sample.h5", "two/sample.h5"})
    made[4].second.workspace.add(name, shared(sample_results()));
  made[4].second.workspace.add("small.h5", shared(small_results()));
  made[5].first = "all hidden";
  made[5].second.workspace.add("sample.h5", shared(sample_results()));
  for (auto& look : made[5].second.workspace.files()[0].looks) look.visible = false;
  made[6].first = "a sweep of 1,000 variants";
  made[6].second.workspace.add("sweep.h5", shared(sweep_results(1000)));
  return made;
}

int draw_shell_frames(Headless& headless, Shell& shell, int frames) {
  int vertices = 0;
  for (int frame = 0; frame < frames; ++frame) vertices = headless.draw([&] { draw_shell(shell); });
  return vertices;
}

/// Vertices of one panel alone over one file.
int panel_vertices(const char* name, Results results) {
  Headless headless;
  Shell shell;
  shell.workspace.add("file.h5", shared(std::move(results)));
  int vertices = 0;
  for (int frame = 0; frame < 3; ++frame)
    vertices = headless.draw_in_window(
        [&] { draw_panel(*find_panel(name), {shell.workspace, shell.choices, shell.fonts, shell.what_if}); });
  return vertices;
}

} // namespace

TEST_CASE("every panel draws over every kind of workspace") {
  for (const auto& panel : panel_catalogue())
    for (auto& [name, shell] : shells()) {
      INFO(panel.name << " over " << name);
      Headless headless;
      shell.panel = panel.name;
      CHECK(draw_shell_frames(headless, shell, 3) > 0);
    }
}

TEST_CASE("every panel survives the mouse moving, turning the wheel and dragging") {
  for (const auto& panel : panel_catalogue()) {
    INFO(panel.name);
    Headless headless;
    Shell shell;
    shell.panel = panel.name;
    shell.workspace.add("sample.h5", shared(sample_results()));
    auto& io = ImGui::GetIO();
    for (int step = 0; step < 60; ++step) {
      io.MousePos = {300.0F + 17.0F * static_cast<float>(step), 120.0F + 11.0F * static_cast<float>(step)};
      io.MouseWheel = step % 7 == 0 ? 1.0F : step % 11 == 0 ? -2.0F : 0.0F;
      io.MouseDown[0] = step % 20 > 14;
      REQUIRE(headless.draw([&] { draw_shell(shell); }) > 0);
    }
  }
}

TEST_CASE("a panel with data draws more than its empty state") {
  for (const auto& panel : panel_catalogue()) {
    INFO(panel.name);
    const bool of_sweeps = std::strcmp(panel.name, "sweep") == 0;
    CHECK(panel_vertices(panel.name, of_sweeps ? sweep_results(1000) : sample_results()) >
          2 * panel_vertices(panel.name, {}));
  }
}

TEST_CASE("a panel without data says so instead of showing nothing") {
  for (const auto& panel : panel_catalogue()) {
    INFO(panel.name);
    Workspace workspace;
    workspace.add("empty.h5", shared({}));
    CHECK_FALSE(panel.has_content(workspace));
    CHECK(std::strlen(panel.empty) > 20);
  }
}

TEST_CASE("rows that are too short for their axes are left out, not read beyond their end") {
  Results results = sample_results();
  for (auto& variant : results.variants) {
    variant.estimates.resize(1);
    variant.series_mean.resize(50);
    variant.series_low.clear();
    variant.census[0].resize(10);
    variant.edges.push_back({90, 91, "", 1});
  }
  for (auto& variant : results.variants) {
    variant.waiting.resize(7);
    variant.occupancy.clear();
    variant.by_hour = {{1, 2, 3}};
    variant.values.resize(11);
    variant.coordinates.clear();
  }
  results.paired[0].change_counts.resize(3);
  results.differences[0].estimates.clear();
  for (const auto& panel : panel_catalogue()) CHECK(panel_vertices(panel.name, results) > 0);
}

TEST_CASE("no panel takes long to build a frame, whatever is open") {
  std::printf("Milliseconds to build a frame (no graphics):\n");
  for (const auto& panel : panel_catalogue()) {
    std::printf("  %-14s", panel.name);
    for (auto& [name, shell] : shells()) {
      Headless headless;
      shell.panel = panel.name;
      draw_shell_frames(headless, shell, 3);
      constexpr int frames = 10;
      const auto begin = std::chrono::steady_clock::now();
      draw_shell_frames(headless, shell, frames);
      const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
      std::printf(" %7.2f", passed.count() / frames);
      INFO(panel.name << " over " << name);
      CHECK(passed.count() / frames < 1000); // frozen; 60 frames a second have 16.7 each
    }
    std::printf("\n");
  }
}

TEST_CASE("Page Down turns to the next panel and Page Up back") {
  Headless headless;
  auto& io = ImGui::GetIO();
  io.KeyMap[ImGuiKey_PageDown] = 1;
  io.KeyMap[ImGuiKey_PageUp] = 2;
  Shell shell;
  const auto press = [&](int key) {
    io.KeysDown[key] = true;
    draw_shell_frames(headless, shell, 1);
    io.KeysDown[key] = false;
    draw_shell_frames(headless, shell, 1);
  };
  const auto& panels = panel_catalogue();
  CHECK(shell.panel == panels[0].name);
  press(1);
  CHECK(shell.panel == panels[1].name);
  press(2);
  press(2);
  CHECK(shell.panel == panels.back().name);
}

TEST_CASE("playing moves the date and stops at the end") {
  Headless headless;
  Shell shell;
  shell.panel = "pathway";
  shell.workspace.add("sample.h5", shared(sample_results()));
  shell.choices.moment = 700;
  shell.choices.playing = true;
  draw_shell_frames(headless, shell, 2);
  CHECK(shell.choices.moment > 700);
  CHECK(shell.animated());
  draw_shell_frames(headless, shell, 120);
  CHECK(shell.choices.moment == 721); // the last of the 104 weekly times
  CHECK_FALSE(shell.animated());
}

TEST_CASE("the sweep explorer says so when every figure is of a group, and draws no million cells") {
  auto grouped_only = sweep_results(40);
  for (auto& row : grouped_only.kpis) row.group = "sex";
  CHECK(panel_vertices("sweep", grouped_only) > 0);
  auto sampled = sweep_results(1000);
  for (std::size_t at = 0; at < sampled.variants.size(); ++at)
    for (auto& level : sampled.variants[at].coordinates) level = std::to_string(at) + ".5";
  CHECK(panel_vertices("sweep", sampled) < 100'000);
}

TEST_CASE("a panel without the date does not keep the window busy with playing it") {
  Headless headless;
  Shell shell;
  shell.panel = "pathway";
  shell.workspace.add("sample.h5", shared(sample_results()));
  shell.choices.playing = true;
  draw_shell_frames(headless, shell, 2);
  CHECK(shell.animated());
  shell.panel = "kpis";
  draw_shell_frames(headless, shell, 1);
  CHECK_FALSE(shell.animated());
}

TEST_CASE("a point of a sweep that is chosen is shown in every panel") {
  Headless headless;
  Shell shell;
  shell.panel = "sweep";
  shell.workspace.add("sweep.h5", shared(sweep_results(1000)));
  CHECK(shell.workspace.shown().size() == 6);
  shell.choices.to_show.emplace_back(shell.workspace.files()[0].id, 777);
  draw_shell_frames(headless, shell, 1);
  CHECK(shell.workspace.shown().back().result->name == "point-777");
}

TEST_CASE("waits split by decision to admit pair a variant's counts with its own, not with another's") {
  auto results = sample_results();
  results.variants[0].census_with_decision.clear();
  Headless headless;
  static std::string clipboard;
  ImGui::GetIO().SetClipboardTextFn = [](void*, const char* text) { clipboard = text; };
  Shell shell;
  shell.panel = "week-bands";
  shell.workspace.add("sample.h5", shared(results));
  shell.choices.number("week-bands/show") = 2;
  shell.choices.number("week-bands/date") = 0;
  draw_shell_frames(headless, shell, 3);
  const auto& label = results.variants[1].title;
  const auto& clock = results.censuses[0].clock;
  shell.choices.plot("week-bands/split/" + label).wish = PlotWish::copy_data;
  draw_shell_frames(headless, shell, 1);
  const auto variant = shell.workspace.shown()[1];
  const auto line = clipboard.find("with a decision to admit,bar,0");
  REQUIRE(line != std::string::npos);
  const auto last = clipboard.find("\r\n", line);
  CHECK(std::stod(clipboard.substr(clipboard.rfind(',', last) + 1)) ==
        Approx(census_of(variant, clock, 0, true)[0]));
}

TEST_CASE("panel names are unique and found by name") {
  std::set<std::string> names;
  for (const auto& panel : panel_catalogue()) {
    CHECK(names.insert(panel.name).second);
    CHECK(find_panel(panel.name) == &panel);
  }
  CHECK(find_panel("no-such-panel") == nullptr);
}

TEST_CASE("a file that cannot be opened raises a dialog that stays until closed") {
  Headless headless;
  Shell shell;
  const int before = draw_shell_frames(headless, shell, 3);
  accept(shell, {"gone.h5", LoadFault::not_found, "", nullptr});
  CHECK(draw_shell_frames(headless, shell, 3) > before);
  CHECK(shell.faults.size() == 1);
}
