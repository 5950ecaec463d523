// The traffic equations of shipped test scenarios, compiled from their files.
#include "models/study/study.hpp"
#include "models/study/traffic.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace carepath;

namespace {

TrafficReport traffic_of(const std::string& file) {
  StudyOptions options;
  options.files = {std::string(CAREPATH_SOURCE_DIR) + "/tests/cases/" + file};
  const Study study = read_study(options);
  INFO(study.faults.render(study.texts));
  REQUIRE(study.variants.size() == 1);
  return solve_traffic(study.variants[0]);
}

} // namespace

TEST_CASE("the flows of a scenario with random routing are exact") {
  const auto report = traffic_of("19-jackson.toml");
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

TEST_CASE("what people would ask for if they did not give up is the offered load") {
  const auto report = traffic_of("17-impatience.toml");
  const auto& server = report.resources.at(0);
  CHECK(server.asked == Approx(48).epsilon(1e-9)); // 48 an hour for an hour each
  REQUIRE(server.losses.size() == 1);
  CHECK(server.losses[0].kind == LossKind::gave_up);
  CHECK(server.losses[0].to == std::vector<std::string>{"left"});
  // What the scenario's own theory expects of those who give up.
  CHECK(server.demand == Approx(48 * (1 - server.losses[0].share)).epsilon(1e-9));
  CHECK(server.can_be_left);
}

TEST_CASE("the starting list of a scenario clears with the slots that newcomers leave") {
  const auto report = traffic_of("14-run-down.toml");
  const auto& slots = report.resources.at(0);
  CHECK(slots.kind == ResourceKind::diary);
  CHECK(slots.demand == Approx(30).epsilon(1e-9));
  CHECK(slots.starting_list == 1200);
  CHECK(slots.weeks_to_clear == Approx(1200 / (slots.capacity - 30)).epsilon(1e-9));
}
