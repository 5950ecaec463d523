// Draws kept between two limits, beside what else is done to a value.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// 20,000 people, half of them of each kind, with an attribute that is this value.
std::string drawn_as(const std::string& value) {
  return R"([scenario]
title = "Kept draws"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[attribute.kind]
choose = { a = 0.5, b = 0.5 }
[attribute.x]
is = )" + value +
         R"(
[source.s]
at = "start"
count = 20000
first = "done"
[outcome]
done = "Done"
[kpi]
all = { attribute = "x", at = "s.arrive", show = ["mean", "min", "max"] }
of_a = { attribute = "x", at = "s.arrive", show = ["mean", "max"], only = "kind == a" }
of_b = { attribute = "x", at = "s.arrive", show = ["mean", "max"], only = "kind == b" }
)";
}

Results results_of(const std::string& value) {
  return run_text(drawn_as(value));
}

std::string faults_drawn_as(const std::string& value) {
  return faults_of_text(drawn_as(value));
}

} // namespace

TEST_CASE("what is kept of a draw without its sign is cut out of the values without signs", "[compile]") {
  const auto results = results_of(
      R"({ dist = "normal", mean = "3 days", sd = "5 days", absolute = true, keep = ["1 day", "4 days"] })");
  // The integral of x (f(x) + f(-x)) from 1 to 4 over that of f(x) + f(-x), f being the density of the
  // normal.
  CHECK(figure(results, "all.mean") == Approx(2.4515).margin(0.025));
  CHECK(figure(results, "all.min") >= 1);
  CHECK(figure(results, "all.max") <= 4);
}

TEST_CASE("what acts after 'keep' may differ from person to person", "[compile]") {
  const auto results = results_of(
      R"({ dist = "uniform", low = "0 days", high = "10 days", keep = ["2 days", "4 days"], max = { by = "kind", a = "3 days", b = "9 days" } })");
  CHECK(figure(results, "of_a.mean") ==
        Approx(2.75).margin(0.02)); // half of them 3, the others 2.5 on average
  CHECK(figure(results, "of_a.max") == 3);
  CHECK(figure(results, "of_b.mean") == Approx(3).margin(0.03));
  CHECK(figure(results, "of_b.max") <= 4);
}

TEST_CASE("what acts before 'keep' must be known, and so must its limits", "[compile]") {
  CHECK_THAT(
      faults_drawn_as(
          R"({ dist = "exponential", mean = "2 days", times = { by = "kind", a = 1, b = 2 }, keep = ["1 day", "4 days"] })"),
      Catch::Contains("with 'keep' this 'times' must be known before the run"));
  CHECK_THAT(
      faults_drawn_as(
          R"({ dist = "exponential", mean = "2 days", keep = ["1 day", { by = "kind", a = "3 days", b = "4 days" }] })"),
      Catch::Contains("'keep' needs plain numbers"));
}
