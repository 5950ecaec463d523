// A meeting with the viewer, through Dear ImGui's own input: the orthopaedic comparison is opened, every
// panel is clicked, the date is scrubbed, a slider is dragged, and the answer is seen in another panel.
#include <catch2/catch.hpp>

#include "models/study/study.hpp"
#include "tests/viewer/headless.hpp"
#include "viewer/whatif/live_study.hpp"

#include <algorithm>

using namespace carepath;
using namespace carepath::test;

namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Results> comparison_of_two_replications() {
  const auto folder = fs::path(CAREPATH_SOURCE_DIR) / "scenarios" / "orthopaedics";
  StudyOptions options;
  options.files = {folder / "current.toml", folder / "hub.toml"};
  options.replications = 2;
  const auto study = read_study(options);
  REQUIRE_FALSE(study.faults.has_errors());
  return std::make_shared<const Results>(run_study(study, {}));
}

/// The window as a test holds it: frames, and a hand on the mouse.
class Meeting {
public:
  Meeting() { shell_.workspace.add("orthopaedics.h5", comparison_of_two_replications()); }

  void frames(int number) {
    for (int frame = 0; frame < number; ++frame) {
      live_.attend(shell_.what_if, shell_.workspace);
      REQUIRE(headless_.draw([&] { draw_shell(shell_); }) > 0);
    }
  }
  void click(ImVec2 at) { drag(at, at); }
  void drag(ImVec2 from, ImVec2 to) {
    auto& io = ImGui::GetIO();
    io.MousePos = from;
    frames(2);
    io.MouseDown[0] = true;
    frames(2);
    io.MousePos = to;
    frames(2);
    io.MouseDown[0] = false;
    frames(2);
  }
  void finish_runs() {
    frames(1);
    live_.wait();
    frames(3);
  }
  Shell& shell() { return shell_; }

private:
  Headless headless_;
  Shell shell_;
  LiveStudy live_{{}, 2};
};

/// Clicks down the list at the left, as far as its last panel; the panels that came up.
std::vector<std::string> panels_clicked(Meeting& meeting) {
  std::vector<std::string> seen;
  for (float y = 30; y < 500; y += 5) {
    meeting.click({90, y});
    seen.push_back(meeting.shell().panel);
    if (seen.back() == panel_catalogue().back().name) break; // below it a file dialog would open
  }
  return seen;
}

} // namespace

TEST_CASE(
    "a meeting: every panel is clicked, the date scrubbed, a slider dragged, and the answer is everywhere") {
  Meeting meeting;
  auto& shell = meeting.shell();
  meeting.frames(3);

  const auto seen = panels_clicked(meeting);
  for (const auto& panel : panel_catalogue())
    CHECK(std::find(seen.begin(), seen.end(), panel.name) != seen.end());

  shell.panel = "pathway";
  shell.choices.moment = 0;
  meeting.frames(3);
  // From below: the map moves, then the date; the choosers above would open.
  for (float y = 200; y > 60 && shell.choices.moment == 0; y -= 5) meeting.drag({600, y}, {900, y});
  CHECK(shell.choices.moment > 0);

  shell.panel = "what-if";
  meeting.frames(2);
  meeting.finish_runs(); // the scenario is read
  REQUIRE_FALSE(shell.what_if.levers.empty());
  CHECK(shell.workspace.files().size() == 1);
  for (float y = 600; y > 100 && !shell.what_if.anything_moved(); y -= 5) meeting.drag({340, y}, {420, y});
  CHECK(shell.what_if.anything_moved());
  meeting.finish_runs();
  INFO(shell.what_if.fault);
  REQUIRE(shell.workspace.files().size() == 2);
  CHECK(shell.what_if.replications == 2);

  for (const auto& panel : panel_catalogue()) {
    shell.panel = panel.name;
    meeting.frames(2);
  }
  const auto shown = shell.workspace.shown();
  CHECK(shown.size() == 3); // current and hub, and the what-if without its base a second time
  CHECK(shown.back().label.find("What if") != std::string::npos);
}
