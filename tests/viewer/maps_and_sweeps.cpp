// What panels read out of results before they draw: two pathways laid over each other, queues at a moment,
// the frontier of a sweep.
#include <catch2/catch.hpp>

#include "engine/results/set_values.hpp"
#include "tests/viewer/viewer_sample.hpp"
#include "viewer/panels/pathway_model.hpp"
#include "viewer/panels/sweep_model.hpp"

#include <algorithm>

using namespace carepath;
using namespace carepath::test;

namespace {

Workspace workspace_of(Results results) {
  Workspace workspace;
  workspace.add("file.h5", std::make_shared<const Results>(std::move(results)));
  return workspace;
}

Presence presence_of(const PathwayMap& map, const std::string& name) {
  const auto found = std::find_if(map.nodes.begin(), map.nodes.end(),
                                  [&](const MapNode& node) { return node.shown().name == name; });
  REQUIRE(found != map.nodes.end());
  return found->presence;
}

} // namespace

TEST_CASE("laid over each other, two pathways show what is added, gone, changed and as before") {
  auto results = sample_results();
  auto& before = results.variants[0];
  before.nodes[1].name = "old triage"; // in the first only; "triage" is in the second only
  results.variants[1].nodes[2].per_week = 20;
  const auto workspace = workspace_of(results);
  const auto shown = workspace.shown();
  const auto map = difference_map(shown[0], shown[1]);
  CHECK(presence_of(map, "old triage") == Presence::removed);
  CHECK(presence_of(map, "triage") == Presence::added);
  CHECK(presence_of(map, "first") == Presence::changed);
  CHECK(presence_of(map, "ward") == Presence::same);
  CHECK(map.nodes.size() == before.nodes.size() + 1);
}

TEST_CASE("between two recorded times the queue is drawn between them, and beyond them as at the end") {
  auto results = sample_results();
  auto& variant = results.variants[0];
  const auto row = 2 * results.times.size();
  variant.waiting[row] = 100;
  variant.waiting[row + 1] = 200;
  const auto workspace = workspace_of(results);
  const auto shown = workspace.shown();
  CHECK(crowd_at(shown[0], 2, 0)->waiting == Approx(100));
  CHECK(crowd_at(shown[0], 2, 3.5)->waiting == Approx(150));
  CHECK(crowd_at(shown[0], 2, -9)->waiting == Approx(100));
  CHECK(crowd_at(shown[0], 2, 1e6)->waiting == Approx(variant.waiting[row + results.times.size() - 1]));
  CHECK_FALSE(crowd_at(shown[0], 0, 0).has_value()); // a source has no queue
  CHECK_FALSE(crowd_at(shown[0], 999, 0).has_value());
}

TEST_CASE("settings stand in the order care moves through them, sources first and outcomes last") {
  const auto workspace = workspace_of(sample_results());
  const auto shown = workspace.shown();
  const auto map = map_of(shown[0]);
  const auto settings = ordered_settings(map);
  CHECK(settings == std::vector<std::string>{"primary", "community", "acute", "home"});
  const auto bands = bands_of(map, settings);
  CHECK(bands.front() == 0);
  CHECK(bands.back() == 5);
  CHECK(*std::max_element(bands.begin(), bands.end()) == 5);
}

TEST_CASE("no point of the frontier is beaten in both figures, and every other is") {
  const auto workspace = workspace_of(sweep_results(200));
  const auto table = sweep_table(workspace.files()[0]);
  const std::size_t cost = 5;
  const std::size_t share = 0;
  const auto best = frontier(table, cost, true, share, false, false);
  REQUIRE(best.size() > 3);
  const auto beats = [&](std::size_t left, std::size_t right) {
    const double cost_gain = table.value(right, cost) - table.value(left, cost);
    const double share_gain = table.value(left, share) - table.value(right, share);
    return cost_gain >= 0 && share_gain >= 0 && cost_gain + share_gain > 0;
  };
  for (std::size_t at = 0; at < table.size(); ++at) {
    bool beaten = false;
    for (const auto point : best) beaten = beaten || beats(point, at);
    const bool on_it = std::find(best.begin(), best.end(), at) != best.end();
    CHECK(beaten != on_it);
  }
}

TEST_CASE("a point that misses a target is not feasible, and levels stand by their numbers") {
  const auto workspace = workspace_of(sweep_results(200));
  const auto table = sweep_table(workspace.files()[0]);
  CHECK(table.axes[0].levels.front() == "20 per week");
  CHECK(table.axes[0].levels.back() == "39 per week");
  CHECK(table.axes[1].levels ==
        std::vector<std::string>{"10", "12", "14", "16", "18", "20", "22", "24", "26", "28"});
  CHECK_FALSE(table.feasible[0]);
  const auto only = frontier(table, 5, true, 0, false, true);
  for (const auto point : only) CHECK(table.feasible[point]);
  CHECK(point_words(table, 0) == "lists 20 per week, beds 10, service none");
}

TEST_CASE(
    "the settings of a sweep's point are its paths and values, and none stand for a whole alternative") {
  auto results = sweep_results(40);
  CHECK_FALSE(point_settings(results, results.variants[3]).has_value());
  results.coordinates.pop_back();
  CHECK(*point_settings(results, results.variants[3]) ==
        std::vector<std::string>{"resource.theatre.sessions=23 per week", "resource.bed.capacity=10"});
  results.coordinates[0].name = results.coordinates[0].path; // named by its path where short names clash
  CHECK(point_settings(results, results.variants[3])->size() == 2);
  CHECK(point_settings(small_results(), small_results().variants[0])->empty());
}

TEST_CASE("levels stand in the order of their numbers, and words after them") {
  auto results = sweep_results(6);
  results.coordinates = {{"beds", "resource.bed.capacity"}};
  const char* levels[] = {"10", "none", "2", "as now", "30", "4"};
  for (std::size_t at = 0; at < 6; ++at) results.variants[at].coordinates = {levels[at]};
  OpenFile file;
  file.results = std::make_shared<const Results>(results);
  CHECK(sweep_table(file).axes[0].levels == std::vector<std::string>{"2", "4", "10", "30", "none", "as now"});
}
