// The need check: several events, and people still inside.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Ten people a week decide at `review` after `takes`; half of them are treated, in one of two ways.
std::string decided_after(const std::string& takes) {
  return fmt::format(R"([scenario]
title = "Reviews"
[run]
start = 2026-04-06
length = "40 weeks"
replications = 8
[source.gp]
count = 10
per = "1 week"
first = "wait"
[step.wait]
takes = "{}"
next = "review"
[step.review]
next = {{ drugs = 0.3, knife = 0.2, home = 0.5 }}
[step.drugs]
next = "home"
[step.knife]
next = "home"
[outcome]
home = "Home"
[need.treatment]
patients = ["drugs.arrive", "knife.arrive"]
decided = "review.arrive"
)",
                     takes);
}

} // namespace

TEST_CASE("a need is met at any of several events") {
  const auto results = ScenarioFolder({{"now.toml", decided_after("1 day")}}).run();
  CHECK(figure(results, "need.treatment.share") == Approx(0.5).margin(0.04));
  CHECK(figure(results, "need.treatment.decided") == Approx(400).margin(12));
  CHECK(figure(results, "need.treatment") ==
        Approx(figure(results, "need.treatment.share") * figure(results, "need.treatment.decided"))
            .epsilon(0.02));
}

TEST_CASE("those still inside are counted, and a longer pipeline is no smaller need") {
  const auto results =
      ScenarioFolder({{"now.toml", decided_after("1 day")}, {"later.toml", decided_after("10 weeks")}}).run();
  CHECK(figure(results, "need.treatment.undecided", {}, 1) == Approx(100).margin(10)); // ten weeks of ten
  CHECK(figure(results, "need.treatment.undecided", {}, 0) < 5);
  REQUIRE(results.variants[1].need_checks.size() == 1);
  const auto& words = results.variants[1].need_checks[0];
  INFO(words);
  CHECK(words.find("Still inside undecided: ") != std::string::npos);
  CHECK(words.find("Not within 3 points of what is stated.") == std::string::npos);
}
