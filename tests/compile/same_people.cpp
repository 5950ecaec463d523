// The same people in two scenarios: whose waits are compared.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A step of a clock, and a second scenario that differs in how long it takes; everyone, in the first clock.
PairedEntities compared(const std::string& run, const std::string& source, const std::string& takes,
                        const std::string& other_takes) {
  const auto now = "[scenario]\ntitle = \"Now\"\n[run]\nstart = 2026-01-05\nreplications = 2\n" + run +
                   "[source.s]\nfirst = \"w\"\n" + source + "[step.w]\nnext = \"done\"\ntakes = " + takes +
                   R"(
[outcome]
done = "Done"
[clock.c]
starts = "w.arrive"
stops = "done"
noticed = "1 hour"
[kpi]
c = { clock = "c", show = "mean" }
)";
  const auto other =
      "[scenario]\ntitle = \"New\"\nbase = \"now.toml\"\n[step.w]\ntakes = \"" + other_takes + "\"\n";
  const auto results = ScenarioFolder(Files{{"now.toml", now}, {"new.toml", other}}).run();
  REQUIRE(results.paired.size() == 1);
  return results.paired[0];
}

} // namespace

TEST_CASE("whose waits ended in the warm-up are not compared", "[compile]") {
  const auto changed_before =
      compared("warm_up = \"70 days\"\nlength = \"7 days\"\n", "rate = \"100 per week\"\n",
               R"([{ until = "day 60", is = "5 days" }, { is = "1 day" }])", "1 day");
  CHECK(changed_before.gain == 0);
  CHECK(changed_before.lose == 0);
  // Those who come in the measured week and on the day before: a Poisson number.
  CHECK(changed_before.matched == Approx(800.0 / 7).margin(4 * std::sqrt(800.0 / 7 / 2)));
}
