// The live what-if: levers of a scenario, answers equal to the command line's, the overlay that is saved, and
// how soon the first answer comes.
#include <catch2/catch.hpp>

#include "models/study/study.hpp"
#include "tests/results/describe.hpp"
#include "tests/results/temporary_folder.hpp"
#include "viewer/panels/catalogue.hpp"
#include "viewer/whatif/live_study.hpp"
#include "viewer/whatif/overlay.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

using namespace carepath;
using namespace carepath::test;

namespace {

namespace fs = std::filesystem;

const fs::path orthopaedics = fs::path(CAREPATH_SOURCE_DIR) / "scenarios" / "orthopaedics";
constexpr std::uint32_t replications = 6;

StudyOptions options_of(std::vector<fs::path> files, std::vector<std::string> settings = {}) {
  StudyOptions options;
  options.files = std::move(files);
  options.settings = std::move(settings);
  options.replications = replications;
  return options;
}

Results results_of(const StudyOptions& options) {
  const auto study = read_study(options);
  INFO(study.faults.render(study.texts));
  REQUIRE_FALSE(study.faults.has_errors());
  return run_study(study, {});
}

const Results& comparison() {
  static const Results results =
      results_of(options_of({orthopaedics / "current.toml", orthopaedics / "hub.toml"}));
  return results;
}

/// A workspace with the comparison open, and the hub chosen to be changed.
struct Desk {
  Workspace workspace;
  WhatIfBoard board;
  LiveStudy live{{}, 2};

  explicit Desk(std::size_t variant = 1, const fs::path& file = orthopaedics / "results.h5",
                const Results& results = comparison()) {
    workspace.add(file, std::make_shared<const Results>(results));
    board.wanted = true;
    board.chosen = {workspace.files()[0].id, variant, ""};
    settle();
  }
  void settle() {
    live.attend(board, workspace);
    live.wait();
    live.attend(board, workspace);
  }
  Lever& lever(const std::string& path) {
    const auto found = std::find_if(board.levers.begin(), board.levers.end(),
                                    [&](const Lever& each) { return each.path == path; });
    INFO(path << " " << board.fault);
    REQUIRE(found != board.levers.end());
    return *found;
  }
  const Results& answer() {
    REQUIRE(workspace.files().size() == 2);
    return *workspace.files()[1].results;
  }
};

bool same_bits(double left, double right) {
  return std::memcmp(&left, &right, sizeof left) == 0 || (std::isnan(left) && std::isnan(right));
}

/// Every figure of the second variant: values, limits, series, paired differences, who gains.
void check_same_figures(const Results& left, const Results& right) {
  const auto& a = left.variants[1];
  const auto& b = right.variants[1];
  const auto same = [](const std::vector<double>& x, const std::vector<double>& y) {
    return x.size() == y.size() && std::equal(x.begin(), x.end(), y.begin(), same_bits);
  };
  REQUIRE(left.kpis.size() == right.kpis.size());
  CHECK(same(a.values, b.values));
  CHECK(same(a.series_mean, b.series_mean));
  CHECK(same(a.series_low, b.series_low));
  CHECK(same(a.series_p95, b.series_p95));
  CHECK(same(a.census[0], b.census[0]));
  CHECK(same(a.waiting, b.waiting));
  for (std::size_t row = 0; row < left.kpis.size(); ++row) {
    CHECK(same_bits(a.estimates[row].low, b.estimates[row].low));
    CHECK(same_bits(left.differences[0].estimates[row].mean, right.differences[0].estimates[row].mean));
    CHECK(same_bits(left.differences[0].estimates[row].high, right.differences[0].estimates[row].high));
  }
  REQUIRE(left.paired.size() == right.paired.size());
  for (std::size_t row = 0; row < left.paired.size(); ++row) {
    CHECK(same_bits(left.paired[row].gain, right.paired[row].gain));
    CHECK(same(left.paired[row].change_counts, right.paired[row].change_counts));
  }
}

} // namespace

TEST_CASE("levers are every number and quantity with a path, with its unit and ends") {
  Desk desk;
  const auto& sessions = desk.lever("resource.theatre_list.sessions");
  CHECK(sessions.value == 8);
  CHECK(sessions.unit == "per week");
  CHECK(sessions.whole);
  CHECK(sessions.high >= 16);
  CHECK(lever_text(sessions, 10) == "10 per week");
  CHECK(desk.lever("parameter.dna.is").high == 1);
  CHECK(desk.lever("cost.implant.amount").money);
  CHECK(lever_text(desk.lever("cost.implant.amount"), 2500) == "£2500");
  CHECK(desk.lever("step.ward.takes.mix.2.is.hip.mean").value == Approx(2.5));
  for (const auto& lever : desk.board.levers)
    CHECK(lever.path != "resource.clinic.working_weeks"); // a fraction
}

TEST_CASE("the what-if gives the figures of the command line with the same setting, to the last bit") {
  Desk desk;
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.settle();
  CHECK(desk.board.fault.empty());
  CHECK(desk.board.replications == replications);
  const auto by_command = results_of(options_of({orthopaedics / "current.toml", orthopaedics / "hub.toml"},
                                                {"hub:resource.theatre_list.sessions=10 per week"}));
  check_same_figures(desk.answer(), by_command);
  // Another setting must not pass for it.
  CHECK(comparison().variants[1].values != desk.answer().variants[1].values);
}

TEST_CASE("the saved overlay is a scenario that gives the same figures") {
  const TemporaryFolder folder;
  for (const char* name : {"current.toml", "cats.toml", "hub.toml"})
    fs::copy_file(orthopaedics / name, folder / name);
  Desk desk(1, folder / "results.h5");
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.lever("step.ward.takes.mix.2.is.hip.mean").now = 2.25;
  desk.settle();
  desk.board.save_as = "more-lists";
  desk.settle();
  INFO(desk.board.saved);
  REQUIRE(fs::exists(folder / "more-lists.toml"));
  const auto text = read_text((folder / "more-lists.toml").string());
  CHECK(text.find("sessions = \"10 per week\"") != std::string::npos);
  CHECK(text.find("slots") == std::string::npos); // what is as in its base is not said again
  check_same_figures(desk.answer(),
                     results_of(options_of({folder / "current.toml", folder / "more-lists.toml"})));
  desk.board.save_as = "more-lists.toml";
  desk.settle();
  CHECK(desk.board.saved.find("already") != std::string::npos);
}

TEST_CASE("a what-if saved in another folder of the library names its base from there, or is not saved") {
  const TemporaryFolder folder;
  std::ofstream(folder / ".carepath-library") << "";
  for (const char* name : {"pathway", "ideas"}) fs::create_directory(folder / name);
  for (const char* name : {"current.toml", "cats.toml", "hub.toml"})
    fs::copy_file(orthopaedics / name, folder / "pathway" / name);
  Desk desk(1, folder / "pathway" / "results.h5");
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.settle();
  desk.board.save_as = (folder / "ideas" / "more-lists.toml").string();
  desk.settle();
  INFO(desk.board.saved);
  REQUIRE(fs::exists(folder / "ideas" / "more-lists.toml"));
  check_same_figures(desk.answer(), results_of(options_of({folder / "pathway" / "current.toml",
                                                           folder / "ideas" / "more-lists.toml"})));
  const TemporaryFolder outside;
  desk.board.save_as = (outside / "more-lists.toml").string();
  desk.settle();
  CHECK(desk.board.saved.starts_with("Not saved"));
  CHECK_FALSE(fs::exists(outside / "more-lists.toml"));
}

TEST_CASE("what no file can build on is not saved: the scenario is in the results alone") {
  auto results = comparison();
  for (auto& text : results.scenario_texts)
    text.text += "# as it was elsewhere\n"; // no file here is the same
  Desk desk(1, "/somewhere/else/results.h5", results);
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.board.save_as = "more-lists";
  desk.settle();
  CHECK(desk.board.saved.starts_with("Not saved"));
  CHECK(desk.board.saved.find("hub.toml") != std::string::npos);
}

TEST_CASE("the first variant can be changed too, and is compared with itself as it was") {
  Desk desk(0);
  desk.lever("source.gp.rate").now = 110;
  desk.settle();
  CHECK(desk.answer().variants[0].values == comparison().variants[0].values);
  CHECK(desk.answer().variants[1].values != comparison().variants[0].values);
}

TEST_CASE(
    "while a slider is held the answer is coarse, and letting go finishes it on the same replications") {
  Desk desk;
  desk.lever("resource.theatre_list.sessions").now = 9;
  desk.board.dragging = true;
  desk.settle();
  CHECK(desk.board.replications == coarse_replications);
  const auto first = desk.answer().variants[1].values[0];
  desk.board.dragging = false;
  desk.settle();
  CHECK(desk.board.replications == replications);
  CHECK(same_bits(desk.answer().variants[1].values[0], first));
}

TEST_CASE("a value the scenario cannot have is told with the scenario's own words, and the answer stays") {
  Desk desk;
  desk.lever("resource.theatre_list.sessions").now = -1;
  desk.settle();
  CHECK(desk.board.fault.find("sessions") != std::string::npos);
  CHECK(desk.workspace.files().size() == 1);
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.settle();
  CHECK(desk.board.fault.empty());
  CHECK(desk.workspace.files().size() == 2);
}

TEST_CASE("after a value that cannot be, undoing all shows the scenario as it is") {
  Desk desk;
  const auto move_to = [&](double value) {
    desk.lever("resource.theatre_list.sessions").now = value;
    desk.settle();
  };
  move_to(10);
  CHECK(desk.answer().variants[1].values != comparison().variants[1].values);
  move_to(-1);
  CHECK_FALSE(desk.board.fault.empty());
  move_to(desk.lever("resource.theatre_list.sessions").value);
  check_same_figures(desk.answer(), comparison());
}

TEST_CASE("an answer that comes after another scenario was chosen is not taken for that one's") {
  Desk desk;
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.live.attend(desk.board, desk.workspace);
  desk.live.wait(); // answered, and not yet taken
  desk.board.chosen.variant = 0;
  desk.settle();
  CHECK(desk.board.answers == 0);
  CHECK(desk.board.replications == 0);
  CHECK(desk.workspace.files().size() == 1);
}

TEST_CASE("a file of the user's called what-if is a scenario as any other, beside the answer") {
  Desk desk(1, orthopaedics / "what-if.h5");
  CHECK(desk.workspace.files()[0].label == "what-if");
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.settle();
  REQUIRE(desk.workspace.files().size() == 2);
  CHECK(desk.board.answer == desk.workspace.files()[1].id);
  CHECK(desk.workspace.shown().size() == 3); // the base is not shown a second time

  Workspace alone;
  alone.add("what-if.h5", std::make_shared<const Results>(comparison()));
  CHECK(find_panel("what-if")->has_content(alone));
}

TEST_CASE("what was set for one scenario alone holds after its [variant], as when it was run") {
  const TemporaryFolder folder;
  for (const char* name : {"current.toml", "cats.toml", "hub.toml"})
    fs::copy_file(orthopaedics / name, folder / name);
  write_text(folder / "plan.toml", "[scenario]\ntitle = \"Plan\"\nbase = \"hub.toml\"\n\n"
                                   "[variant.more]\n\"resource.theatre_list.sessions\" = \"12 per week\"\n");
  auto options = options_of({folder / "plan.toml"}, {"plan.more:resource.theatre_list.sessions=9 per week"});
  options.with_variants = true;
  const auto results = results_of(options);
  Desk desk(1, folder / "results.h5", results);
  CHECK(desk.lever("resource.theatre_list.sessions").value == 9);
  CHECK(Desk(0, folder / "results.h5", results).lever("resource.theatre_list.sessions").value == 8);
  options.settings = {"resource.theatre_list.sessions=10 per week"};
  CHECK(Desk(1, folder / "all.h5", results_of(options)).lever("resource.theatre_list.sessions").value == 10);
}

TEST_CASE("a point of a sweep has the values it lies at; a whole alternative is not run as something else") {
  auto results = comparison();
  const std::string path = "resource.theatre_list.sessions";
  results.coordinates = {{path, path}};
  results.variants[0].coordinates = {"8 per week"};
  results.variants[1].coordinates = {"11 per week"};
  CHECK(Desk(1, orthopaedics / "results.h5", results).lever(path).value == 11);
  results.coordinates = {{"service", "service"}};
  const Desk desk(1, orthopaedics / "results.h5", results);
  CHECK(desk.board.levers.empty());
  CHECK(desk.board.fault.find("whole alternative") != std::string::npos);
}

TEST_CASE("that uncertain inputs are not drawn in the what-if is said where the file has draws of them") {
  CHECK_FALSE(Desk().board.best_estimates);
  auto results = comparison();
  results.uncertain.emplace_back();
  CHECK(Desk(1, orthopaedics / "results.h5", results).board.best_estimates);
}

TEST_CASE("results whose scenario is nowhere to be found are run from the texts inside them") {
  Desk desk(1, "/somewhere/else/results.h5");
  CHECK(desk.board.fault.empty());
  desk.lever("resource.theatre_list.sessions").now = 10;
  desk.settle();
  CHECK(desk.workspace.files().size() == 2);
}

TEST_CASE("stopping ends the run and leaves what was answered") {
  Desk desk;
  desk.lever("resource.theatre_list.sessions").now = 12;
  desk.live.attend(desk.board, desk.workspace);
  desk.board.cancel = true;
  desk.live.attend(desk.board, desk.workspace);
  desk.live.wait();
  desk.live.attend(desk.board, desk.workspace);
  CHECK_FALSE(desk.board.running);
  CHECK(desk.board.replications <= replications);
}

TEST_CASE("the first answer comes soon after letting go", "[timing]") {
  Desk desk;
  desk.lever("resource.theatre_list.sessions").now = 9; // the base's replications are run with this one
  desk.settle();
  desk.lever("resource.theatre_list.sessions").now = 11;
  desk.settle();
  WARN("first answer after " << desk.board.first_answer_ms << " ms");
  // 200 ms on two idle cores; a busy machine or a sanitizer may take a while longer.
  CHECK(desk.board.first_answer_ms < 20000);
}
