// Formulas over KPIs may stand in any order in the file.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

TEST_CASE("a formula reads one that stands after it", "[compile]") {
  const auto results = run(R"toml(
rest = { value = "£100 - kpi.spend - kpi.capital", unit = "£" }
slow = { value = "kpi.beyond * 2", unit = "hours" }
capital = { value = "kpi.yearly / 5", unit = "£" }
beyond = { value = "kpi.work - 12 h", unit = "hours" }
spend = { cost = "visit" }
yearly = { value = "£1000 / 5", unit = "£" }
work = { time_in = "clinic.work" })toml");
  CHECK(figure(results, "yearly") == Approx(200));
  CHECK(figure(results, "capital") == Approx(40));
  CHECK(figure(results, "rest") == Approx(100 - 5 * 10 - 40));
  CHECK(figure(results, "beyond") == Approx(0.5));
  CHECK(figure(results, "slow") == Approx(1)); // a day
  std::vector<std::string> names;
  for (const auto& row : results.kpis) {
    names.push_back(row.name);
    CHECK((row.name != "slow" || row.unit == "days")); // a time, as what it is worked out from
  }
  CHECK(names == std::vector<std::string>{"spend", "work", "rest", "slow", "capital", "beyond",
                                          "yearly"}); // of the file
}

TEST_CASE("a redesign adds a formula to one of its base", "[compile]") {
  const std::string redesign = "[scenario]\ntitle = \"With capital\"\nbase = \"now.toml\"\n[kpi]\n"
                               "capital = { value = \"£200 / 5\", unit = \"£\" }\n"
                               "margin = { value = \"£100 - kpi.spend - kpi.capital\", unit = \"£\" }\n";
  const auto base = std::string(five_people) +
                    "spend = { cost = \"visit\" }\nmargin = { value = \"£100 - kpi.spend\", unit = \"£\" }\n";
  const auto results = ScenarioFolder({{"now.toml", base}, {"then.toml", redesign}}).run();
  CHECK(figure(results, "margin", "", 0) == Approx(100 - 5 * 10));
  CHECK(figure(results, "margin", "", 1) == Approx(100 - 5 * 10 - 40));
}

TEST_CASE("formulas that need each other are told once, as the circle they are", "[compile]") {
  const auto told = faults(R"toml(
user = { value = "kpi.b + 1" }
a = { value = "kpi.b + kpi.free" }
b = { value = "2 * kpi.c" }
c = { value = "kpi.a" }
free = { value = "3" }
itself = { value = "kpi.itself + 1" })toml");
  const std::string circle =
      "these KPIs are worked out from each other: 'a' needs 'b', which needs 'c', which needs 'a'";
  CHECK(says(told, circle));
  CHECK_FALSE(says(told.substr(told.find(circle) + circle.size()), "each other")); // once
  CHECK(says(told, "kpi 'itself' is worked out from itself"));
  CHECK_FALSE(says(told, "there is no kpi"));
  CHECK_FALSE(says(told, "'user'")); // its own formula is sound
}
