// What a scenario says of itself: kept with the results, and the people served as a number to reckon with.
#include "models/words/change_words.hpp"
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person in a hundred comes each day, of those served.
std::string served(const std::string& about) {
  return "[scenario]\ntitle = \"Served\"\n" + about + R"([run]
start = 2026-04-06
length = "239 h"
replications = 1
[source.ref]
count = "= scenario.population / 100"
per = "1 day"
spread = "even"
first = "visit"
[step.visit]
takes = "= scenario.population / 1000 * 1 h"
next = "seen"
[outcome]
seen = "Seen"
[kpi]
came = { count = "ref.arrive", sum = true }
stay = { time_in = "visit.work", show = "mean" }
each = { value = "kpi.came / scenario.population" }
)";
}

} // namespace

TEST_CASE("what the scenario says of itself is kept with the results, and no more", "[study]") {
  const auto results = run_text(served("population = 2000\nversion = \"1.2\"\nauthors = [\"A\", \"B\"]\n"
                                       "declarations = [\"A holds shares\"]\nsources = [\"S\"]\n"));
  std::vector<std::string> told;
  for (const auto& [title, text] : results.about) told.push_back(title + ": " + text);
  CHECK(told == std::vector<std::string>{"Version: 1.2", "Authors: A; B",
                                         "Declarations of interest: A holds shares", "Population: 2000",
                                         "Sources: S"});
  CHECK(run_text(served("population = 500\n")).about.size() == 1);
}

TEST_CASE("the people served are a number in expressions and formulas", "[study]") {
  const auto results = run_text(served("population = 500\n"));
  CHECK(figure(results, "came") == 5 * 10); // all ten days but their last hour
  CHECK(figure(results, "stay") == Approx(0.5 / 24));
  CHECK(figure(results, "each") == Approx(50.0 / 500));
  CHECK(says(faults_of_text(served("")), "scenario.population"));
}

TEST_CASE("of two scenarios' words about themselves only the people served are a change", "[study]") {
  const ScenarioFolder folder(
      {{"now.toml", served("population = 500\n")},
       {"then.toml",
        "[scenario]\ntitle = \"More\"\nbase = \"now.toml\"\nversion = \"2\"\npopulation = 600\n"}});
  const auto study = folder.study();
  const auto changes = difference(study.documents[0], study.documents[1]);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path == "scenario.population");
  CHECK(changes[0].after == "600");
}
