// Which variants an assumption is said to be of: all that have the value from the source.
#include "tests/compile/scenario_text.hpp"

#include <algorithm>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr auto clinic = R"(
[scenario]
title = "Clinic"
assumptions = ["Nobody returns.", "Nobody returns."]
[run]
start = 2026-04-06
length = "7 days"
replications = 1
[parameter]
visit = { is = "30 min", source = "[E 1]" }
gap = { is = "1 day", source = "[E 2]" }
[source.people]
every = "= gap"
first = "seen"
[step.seen]
takes = "= visit"
next = "done"
[outcome]
done = "Done"
[kpi]
came = { count = "seen.start" }
)";

constexpr auto longer = R"(
[variant.long]
"parameter.visit.is" = "40 min"
[variant.longer]
"parameter.visit.is" = "40 min"
)";

/// "40 min in now.long, now.longer", for each value of a path.
std::vector<std::string> told(const Results& results, const std::string& path) {
  std::vector<std::string> rows;
  for (const auto& row : results.assumptions)
    if (row.path == path) rows.push_back(row.value + " in " + row.variant);
  return rows;
}

Results all_variants(const std::string& text) {
  ScenarioFolder folder({{"now.toml", text}});
  folder.options.with_variants = true;
  return folder.run();
}

} // namespace

TEST_CASE("an assumption is said to be of every variant that has it", "[study]") {
  const auto results = all_variants(std::string(clinic) + longer);
  CHECK(told(results, "parameter.visit") ==
        std::vector<std::string>{"\"30 min\" in now", "\"40 min\" in now.long, now.longer"});
  CHECK(told(results, "parameter.gap") == std::vector<std::string>{"\"1 day\" in every variant"});
  CHECK(told(results, "assumption") == std::vector<std::string>{"Nobody returns. in every variant"});
}

TEST_CASE("an assumption of a scenario alone has its name", "[study]") {
  const auto results = all_variants(clinic);
  CHECK(told(results, "parameter.gap") == std::vector<std::string>{"\"1 day\" in now"});
}
