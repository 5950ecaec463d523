// Chances that only a run can tell: a factor times an attribute that comes out above 1 is said, not hidden.
#include "engine/program/components.hpp"
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// People whose chance of a second visit is `factor` times a half or a tenth, as they are prone to one.
std::string second_visits(const std::string& factor) {
  return R"(
[scenario]
title = "Second visits"
[run]
start = 2026-04-06
length = "40 days"
replications = 3
[parameter.factor]
is = )" + factor +
         R"(
[attribute.prone]
choose = { high = 0.5, low = 0.5 }
[attribute.chance_of_return]
is = { by = "prone", high = 0.5, low = 0.1 }
[source.people]
rate = "10 per day"
first = "visit"
[step.visit]
takes = "1 hour"
next = [{ when = "returns", to = "again" }, { to = "done" }]
[attribute.returns]
is = { chance = "= chance_of_return * factor" }
[step.again]
takes = "1 hour"
next = "done"
[outcome]
done = "Done"
[kpi]
again = { count = "again.arrive", show = "total" }
)";
}

Results run_second_visits(const std::string& factor) {
  return run_text(second_visits(factor));
}

} // namespace

TEST_CASE("A chance that comes out above 1 is told with the place where it is written") {
  const auto results = run_second_visits("3");
  REQUIRE(results.variants[0].warnings.size() == 1);
  CHECK(
      results.variants[0].warnings[0].starts_with("in 3 of 3 replications the chance at attribute.returns"));
}

TEST_CASE("A chance of exactly 1 is told of by nobody") {
  CHECK(run_second_visits("2").variants[0].warnings.empty());
}

TEST_CASE("It is told of a part that is run alone, too") {
  const std::string apart = R"(
[source.others]
rate = "1 per day"
first = "elsewhere"
[step.elsewhere]
takes = "1 hour"
next = "done"
)";
  for (const auto& [factor, warnings] : {std::pair{"3", 1U}, std::pair{"2", 0U}}) {
    const Study study = ScenarioFolder({{"now.toml", second_visits(factor) + apart}}).study();
    REQUIRE(find_components(*study.variants[0].program).size() == 2);
    CHECK(run_study(study, {}).variants[0].warnings.size() == warnings);
  }
}
