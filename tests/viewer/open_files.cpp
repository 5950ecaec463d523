// Many files at once: labels, colours, visibility, and rows matched by name.
#include <catch2/catch.hpp>

#include "tests/viewer/viewer_sample.hpp"
#include "viewer/settings.hpp"
#include "viewer/workspace.hpp"

#include <set>

using namespace carepath;
using namespace carepath::test;

namespace {

std::shared_ptr<const Results> sample() {
  return std::make_shared<const Results>(sample_results());
}

} // namespace

TEST_CASE("files are held side by side, each variant with a look of its own") {
  Workspace workspace;
  workspace.add("one/study.h5", sample());
  workspace.add("two/study.h5", sample());
  REQUIRE(workspace.files().size() == 2);
  CHECK(workspace.files()[0].label == "study");
  CHECK(workspace.files()[1].label == "study (2)");
  std::set<std::pair<Colour, LineStyle>> looks;
  for (const auto& variant : workspace.shown()) looks.insert({variant.look.colour, variant.look.style});
  CHECK(looks.size() == 10);
}

TEST_CASE("the same path again replaces the reading and keeps the looks") {
  Workspace workspace;
  workspace.add("study.h5", sample());
  workspace.files()[0].looks[2].visible = false;
  workspace.add("./study.h5", sample());
  REQUIRE(workspace.files().size() == 1);
  CHECK(workspace.shown().size() == 4);
}

TEST_CASE("hiding a file or a variant takes it out of every panel's list") {
  Workspace workspace;
  workspace.add("a.h5", sample());
  workspace.add("b.h5", std::make_shared<const Results>(small_results()));
  CHECK(workspace.shown().size() == 6);
  CHECK(workspace.shown().back().label == "queue (b)");
  workspace.files()[0].visible = false;
  CHECK(workspace.shown().size() == 1);
  CHECK(shown_kpis(workspace).size() == 1);
  workspace.close(workspace.files()[0].id);
  CHECK(workspace.shown()[0].label == "queue");
}

TEST_CASE("rows of several files are joined by name") {
  Workspace workspace;
  workspace.add("a.h5", std::make_shared<const Results>(small_results()));
  workspace.add("b.h5", sample());
  const auto rows = shown_kpis(workspace);
  CHECK(rows.size() == sample_results().kpis.size());
  const auto shown = workspace.shown();
  CHECK(estimate_of(shown[0], rows[0])->mean == 0.5);
  CHECK(estimate_of(shown[1], rows[0])->mean == 0.58);
  CHECK_FALSE(estimate_of(shown[0], rows[3]).has_value());
}

TEST_CASE("a wait kept in days is shown in the unit the file prefers") {
  Workspace workspace;
  workspace.add("a.h5", sample());
  const auto row = shown_kpis(workspace)[4];
  CHECK(row.unit == "weeks");
  CHECK(estimate_of(workspace.shown()[0], row)->mean == Approx(22 - 16 * 0.58));
  CHECK(estimate_of(workspace.shown()[0], row)->mean != Approx(7 * (22 - 16 * 0.58))); // days
  CHECK(difference_of(workspace.shown()[1], row)->mean == Approx(16 * (0.58 - 0.52)));
}

TEST_CASE("differences are those stored, against the file's first variant") {
  Workspace workspace;
  workspace.add("a.h5", sample());
  const auto shown = workspace.shown();
  const auto row = shown_kpis(workspace).front();
  CHECK_FALSE(difference_of(shown[0], row).has_value());
  CHECK(difference_of(shown[3], row)->mean == Approx(0.79 - 0.58));
  CHECK(difference_of(shown[1], row)->mean == Approx(0.52 - 0.58));
}

TEST_CASE("a curve is the stored row of its series, and absent spans are empty") {
  Workspace workspace;
  workspace.add("a.h5", sample());
  workspace.add("b.h5", std::make_shared<const Results>(small_results()));
  const auto shown = workspace.shown();
  const auto curve = curve_of(shown[0], "rtt18");
  REQUIRE(curve.mean.size() == 104);
  CHECK(curve.mean[0] == Approx(0.60));
  CHECK(curve.mean[0] != Approx(4200)); // the first series' row
  CHECK(curve_of(shown[5], "list").low.empty());
  CHECK(curve_of(shown[5], "rtt18").mean.empty());
  CHECK(census_of(shown[0], "rtt", 3, false).size() == 105);
  CHECK(census_of(shown[0], "rtt", 4, false).empty());
  CHECK(census_of(shown[0], "cancer", 0, false).empty());
}

TEST_CASE("what is remembered comes back, and lines from elsewhere are passed over") {
  Shell shell;
  shell.panel = "pathway";
  shell.text_scale = 1.25F;
  shell.choices.numbers["pathway/order"] = 1;
  shell.choices.numbers["sweep/point"] = 7; // of one file: not kept
  Shell next;
  apply_settings(next, settings_text(shell) + "panel = no-such-panel\ntext = huge\nnonsense\nchoice x = y\n");
  CHECK(next.panel == "pathway");
  CHECK(next.text_scale == 1.25F);
  CHECK(next.choices.numbers.at("pathway/order") == 1);
  CHECK(next.choices.numbers.count("sweep/point") == 0);
}
