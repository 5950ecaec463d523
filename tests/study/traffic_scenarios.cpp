// The traffic equations of shipped test scenarios, compiled from their files.
#include "models/study/offered_load.hpp"
#include "models/study/study.hpp"
#include "models/study/traffic.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace carepath;

namespace {

TrafficReport traffic_of_file(const std::string& file, const std::vector<std::string>& settings = {}) {
  StudyOptions options;
  const bool shipped = file.find('/') != std::string::npos;
  options.files = {std::string(CAREPATH_SOURCE_DIR) + (shipped ? "/scenarios/" : "/tests/cases/") + file};
  options.settings = settings;
  const Study study = read_study(options);
  INFO(study.faults.render(study.texts));
  REQUIRE(study.variants.size() == 1);
  return solve_traffic(study.variants[0]);
}

} // namespace

TEST_CASE("the flows of a scenario with random routing are exact") {
  const auto report = traffic_of_file("19-jackson.toml");
  const double week = 168; // hours
  REQUIRE(report.steps.size() == 3);
  CHECK(report.steps[0].per_week == Approx(0.3 * week).epsilon(1e-9));
  CHECK(report.steps[1].per_week == Approx((0.2 + 0.3 * 0.3) * week).epsilon(1e-9));
  CHECK(report.steps[2].per_week == Approx(0.5 * week).epsilon(1e-9));
  CHECK(report.resources[0].load == Approx(0.3 * 1.0).epsilon(1e-9));
  CHECK(report.resources[1].load == Approx(0.29 * 2.5 / 2).epsilon(1e-9));
  CHECK(report.resources[2].load == Approx(0.5 * 2.0 / 2).epsilon(1e-9));
  CHECK(report.resources[2].load != Approx(0.51).epsilon(1e-9));
}

TEST_CASE("loads that no trial can tell are said to be unknown, and why") {
  const auto report =
      traffic_of_file("19-clinic-interrupted.toml"); // sent back at closing, and taken on at once
  CHECK(report.unknown.find("step 'serve' leads back to itself and no time passes") != std::string::npos);
  CHECK(report.resources.empty());
  CHECK(traffic_of_file("19-clinic-hours.toml").unknown.empty());
}

TEST_CASE("what people would ask for if they did not give up is the offered load") {
  const auto report = traffic_of_file("17-impatience.toml");
  const auto& server = report.resources.at(0);
  CHECK(server.asked == Approx(48).epsilon(1e-9)); // 48 an hour for an hour each
  REQUIRE(server.losses.size() == 1);
  CHECK(server.losses[0].kind == LossKind::gave_up);
  CHECK(server.losses[0].to == std::vector<std::string>{"left"});
  // What the scenario's own theory expects of those who give up.
  CHECK(server.demand == Approx(48 * (1 - server.losses[0].share)).epsilon(1e-9));
  CHECK(server.can_be_left);
}

TEST_CASE("results hold the offered load of each resource with a limit") {
  StudyOptions options;
  options.files = {CAREPATH_SOURCE_DIR "/scenarios/examples/booked_stay.toml"};
  options.replications = 1;
  const auto study = read_study(options);
  REQUIRE_FALSE(study.faults.has_errors());
  auto results = run_study(study, {});
  auto& rows = results.variants[0].resources;
  CHECK(std::isnan(rows.at(0).offered_load));
  rows.push_back({});
  rows.back().name = "of another study";
  add_offered_loads(study, results);
  CHECK(rows.at(0).offered_load == solve_traffic(study.variants[0]).resources.at(0).load);
  CHECK(std::isnan(rows.back().offered_load));
}

TEST_CASE("the starting list of a scenario clears with the slots that newcomers leave") {
  const auto report = traffic_of_file("14-run-down.toml");
  const auto& slots = report.resources.at(0);
  CHECK(slots.kind == ResourceKind::diary);
  CHECK(slots.demand == Approx(30).epsilon(1e-9));
  CHECK(slots.starting_list == 1200);
  CHECK(slots.weeks_to_clear == Approx(1200 / (slots.capacity - 30)).epsilon(1e-9));
}

TEST_CASE("a stay booked over several days asks for the amounts of all its days") {
  const double weeks = 30.0 / 7;
  const auto booked = traffic_of_file("examples/booked_stay.toml").resources.at(0);
  CHECK(booked.demand == Approx(3 * (2 + 1 + 1) / weeks).epsilon(1e-9));
  CHECK(booked.demand != Approx(3 * 2 / weeks).epsilon(1e-9)); // the first day alone
  const auto longer =
      traffic_of_file("examples/booked_stay.toml", {"step.care.needs.sessions=70"}).resources.at(0);
  CHECK(longer.demand == Approx(3 * (2 + 69) / weeks).epsilon(1e-9));
}

TEST_CASE("a step that leads on by queues or dates is named, one that leads on by chance is not") {
  CHECK(traffic_of_file("examples/choice_by_date.toml").chosen_by_state.size() == 1);
  CHECK(traffic_of_file("19-jackson.toml").chosen_by_state.empty());
}
