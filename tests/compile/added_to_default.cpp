// What a redesign adds to a list of which the base says nothing goes with the default.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// The five people with a KPI, and a redesign of it.
Results run_redesigned(const std::string& kpi, const std::string& redesign) {
  const auto head = "[scenario]\ntitle = \"More\"\nbase = \"now.toml\"\n";
  return ScenarioFolder({{"now.toml", five_people + kpi}, {"more.toml", head + redesign}}).run();
}

} // namespace

TEST_CASE("a figure added to a KPI that says nothing of its figures stands beside its usual one",
          "[compile]") {
  const auto results =
      run_redesigned("wait = { time_in = \"clinic.wait\" }", "[kpi.wait]\nadd.show = [\"max\"]\n");
  constexpr std::size_t redesign = 1;
  CHECK(figure(results, "wait.mean", "", redesign) == 0.2); // 0, 1, 0, 0, 0
  CHECK(figure(results, "wait.max", "", redesign) == 1);
}

TEST_CASE("what is added twice, or is the usual figure, is shown once", "[compile]") {
  const std::string added = "[kpi.came]\nadd.show = \"number\"\n";
  const auto results = run_redesigned("came = { count = \"clinic.arrive\" }", added);
  CHECK(figure(results, "came", "", 1) == 5);
  CHECK(results.kpis.size() == 1);
}

TEST_CASE("a figure added to a KPI that names its own goes with those alone", "[compile]") {
  const auto results = run_redesigned("wait = { time_in = \"clinic.wait\", show = \"max\" }",
                                      "[kpi.wait]\nadd.show = [\"min\"]\n");
  CHECK(figure(results, "wait.max", "", 1) == 1);
  CHECK(figure(results, "wait.min", "", 1) == 0);
  for (const auto& kpi : results.kpis) CHECK(kpi.name != "wait.mean");
  const auto shares = run_redesigned("wait = { time_in = \"clinic.wait\", share_within = \"12 h\" }",
                                     "[kpi.wait]\nadd.show = [\"max\"]\n");
  CHECK(figure(shares, "wait.share_within", "", 1) == 0.8);
  CHECK(figure(shares, "wait.max", "", 1) == 1);
  for (const auto& kpi : shares.kpis) CHECK(kpi.name != "wait.mean");
}

TEST_CASE("a setting adds to the usual figures too", "[compile]") {
  ScenarioFolder folder({{"now.toml", five_people + std::string("wait = { time_in = \"clinic.wait\" }")}});
  folder.options.settings = {"kpi.wait.add.show=max", "kpi.wait.add.show=min"};
  const auto results = folder.run();
  CHECK(figure(results, "wait.mean") == 0.2);
  CHECK(figure(results, "wait.max") == 1);
  CHECK(figure(results, "wait.min") == 0);
}

TEST_CASE("nothing can be added to a headline that nobody has named", "[compile]") {
  const auto kpis = std::string("wait = { time_in = \"clinic.wait\" }");
  const auto redesign = "[scenario]\nbase = \"now.toml\"\ntitle = \"More\"\nadd.headline = [\"wait\"]\n";
  CHECK(says(ScenarioFolder({{"now.toml", five_people + kpis}, {"more.toml", redesign}}).faults(),
             "there is no headline to add to"));
}
