// Figures followed from the first of each month to the next, as official statistics are.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person at the beginning of each day, who stays a quarter of a day, from 20 February on two days.
std::string of_series(const std::string& series) {
  return R"toml(
[scenario]
title = "Months"
[run]
start = 2026-01-15
length = "60 days"
replications = 1
series = ")toml" +
         series + R"toml("
[source.people]
count = 1
per = "1 day"
spread = "even"
first = "visit"
[step.visit]
takes = [{ when = "now < 36 days", is = "6 h" }, { is = "2 days" }]
next = "done"
[outcome.done]
[clock.stay]
starts = "people.arrive"
stops = "done"
[kpi]
soon = { clock = "stay", share_within = "1 day" }
there = { number_in = "visit" }
)toml";
}

} // namespace

TEST_CASE("a series by calendar month has a figure at the beginning of each month", "[compile]") {
  const auto results = run_text(of_series("calendar month"));
  CHECK(results.times == std::vector<double>{0, 17, 45, 60}); // 15 January, 1 February, 1 March, 16 March
  REQUIRE(results.series.size() == 2);
  CHECK(results.series.at(0).title.find("month by month") != std::string::npos);
  const auto& values = results.variants.at(0).series_mean; // [series, time]
  CHECK(values.at(1) == 1);                                // of January
  CHECK(values.at(2) ==
        Approx(19.0 / 27)); // of February: 19 days, and eight longer stays, the last ends with it
  CHECK(values.at(3) == 0); // of March
  CHECK(run_text(of_series("1 month")).times == std::vector<double>{0, 30.4375, 60});
}

TEST_CASE("a series has one kind of steps in all scenarios compared", "[compile]") {
  const std::string monthly =
      "[scenario]\ntitle = \"Then\"\nbase = \"now.toml\"\n[run]\nseries = \"calendar month\"\n";
  const Files files{{"now.toml", of_series("7 days")}, {"then.toml", monthly}};
  CHECK(says(ScenarioFolder(files).faults(), "do not run over the same period"));
}
