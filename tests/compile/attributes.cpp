// What people start with does not depend on where it is written.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr const char* needed = R"(
[attribute.age]
is = 40
[attribute.need]
choose = { low = 0.5, high = 0.5 }
)";
constexpr const char* derived = R"(
[attribute.twice]
is = "= 2 * age"
[attribute.frail]
is = { chance = { by = "need", low = 0, high = 1 } }
)";

std::string visits_with(const std::string& attributes) {
  return R"(
[scenario]
title = "Attributes"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.all]
count = 10
per = "1 day"
first = "visit"
[step.visit]
takes = "= twice / 80"
next = { by = "frail", true = "frail", false = "fit" }
[outcome]
frail = "Frail"
fit = "Fit"
[kpi]
takes = { time_in = "visit.work", show = "mean" }
frail = { count = "frail", show = "total" }
fit = { count = "fit", show = "total" }
)" + attributes;
}

Results run_with(const std::string& attributes) {
  return run_text(visits_with(attributes));
}

} // namespace

TEST_CASE("a chance or a comparison is a category, true or false, wherever people are told apart",
          "[compile]") {
  const auto results = run_with(std::string(needed) + derived + R"(
[attribute.old]
is = "= age >= 40 and not age > 80"
[kpi.by_frail]
time_in = "visit.work"
show = "number"
by = ["frail", "old"]
[cost.pay]
at = "visit.arrive"
amount = { by = "frail", true = "£3", false = "£1" }
[kpi.paid]
cost = "*"
show = "total"
)");
  const double frail = figure(results, "frail");
  CHECK(figure(results, "by_frail", "true") > 50);
  CHECK(figure(results, "by_frail", "false") == Approx(figure(results, "fit")));
  CHECK(figure(results, "paid") >= 3 * frail + figure(results, "fit"));
}

TEST_CASE("an attribute may read one that is written after it", "[compile]") {
  const auto forwards = run_with(std::string(needed) + derived);
  const auto backwards = run_with(std::string(derived) + needed);
  CHECK(figure(backwards, "takes") == 1);
  CHECK(figure(forwards, "takes") == 1);
  CHECK(figure(forwards, "frail") > 50);
  CHECK(figure(forwards, "fit") > 50);
  CHECK(figure(backwards, "frail") == figure(forwards, "frail"));
}
