// What a run has not seen is no proof that it never happens; and figures of fewer replications say so.
#include "cli/output/table.hpp"
#include "engine/results/target.hpp"
#include "report/select.hpp"
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A hundred people a replication, whom nothing happens to; ten replications.
constexpr auto nothing = R"(
[scenario]
title = "Nothing happens"
[run]
start = 2026-04-06
length = "20 days"
replications = 10
[source.ref]
count = 100
per = "10 days"
spread = "even"
until = "10 days"
first = "visit"
[step.visit]
takes = "1 h"
next = { well = 0.9999999999, ill = 1e-10 }
[outcome]
ill = "Ill"
well = "Well"
[cost]
visit = { at = "visit.start", amount = "£10" }
[kpi]
ill = { count = "ill", target = "< 0.2" }
rarely = { count = "ill", target = "< 0.5" }
never = { count = "ill", target = "< 0" }
well = { count = "well", target = "> 99" }
late = { time_in = "visit.work", share_over = "2 h", target = "< 0.01" }
later = { time_in = "visit.work", share_over = "2 h", target = "< 0.001" }
in_time = { time_in = "visit.work", share_within = "2 h", target = 0.9999 }
any = { value = "kpi.ill > 0", unit = "share", target = "< 0.3" }
none = { value = "kpi.ill == 0", unit = "share", target = 0.6 }
all = { value = "kpi.ill == 0", unit = "share", target = 0.7 }
stay = { time_in = "visit.work", target = "< 2 h" }
each = { cost = "*", show = "per ill" }
)";

TargetStatus status(const Results& results, const std::string& name) {
  for (std::size_t at = 0; at < results.kpis.size(); ++at)
    if (results.kpis[at].name == name)
      return target_status(results.kpis[at], results.variants[0].estimates[at]);
  FAIL("no figure called " + name);
  return TargetStatus::none;
}

double unseen(const Results& results, const std::string& name) {
  for (std::size_t at = 0; at < results.kpis.size(); ++at)
    if (results.kpis[at].name == name) return results.variants[0].estimates[at].unseen;
  FAIL("no figure called " + name);
  return 0;
}

} // namespace

TEST_CASE("what happened in no replication may be seldom", "[study]") {
  const auto results = run_text(nothing);
  CHECK(unseen(results, "ill") == Approx(0.3689)); // 3.689 in ten
  CHECK(status(results, "ill") == TargetStatus::too_close);
  CHECK(status(results, "rarely") == TargetStatus::met);
  CHECK(unseen(results, "late") == Approx(0.003689)); // in ten times a hundred people
  CHECK(status(results, "late") == TargetStatus::met);
  CHECK(status(results, "later") == TargetStatus::too_close);
  CHECK(status(results, "in_time") == TargetStatus::too_close);
  CHECK(status(results, "any") == TargetStatus::too_close);
  CHECK(status(results, "none") == TargetStatus::met); // at least 0.63
  CHECK(status(results, "all") == TargetStatus::too_close);
}

TEST_CASE("what is no count of events, or is neither none nor all, is judged as it stands", "[study]") {
  const auto results = run_text(nothing);
  CHECK(status(results, "never") == TargetStatus::met); // no run could show more
  CHECK(unseen(results, "well") == 0);                  // a hundred in each
  CHECK(status(results, "well") == TargetStatus::met);
  CHECK(unseen(results, "stay") == 0);
  CHECK(status(results, "stay") == TargetStatus::met);
}

TEST_CASE("a figure that few replications have says of how many it is", "[study]") {
  auto results = run_text(nothing);
  const auto last =
      static_cast<std::size_t>(std::find_if(results.kpis.begin(), results.kpis.end(),
                                            [](const auto& kpi) { return kpi.name == "each"; }) -
                               results.kpis.begin());
  REQUIRE(last < results.kpis.size());
  CHECK(report::basis_of_figure(results, results.variants[0], last).empty()); // none has it
  results.variants[0].values[last * 10 + 3] = 1000;
  CHECK(report::basis_of_figure(results, results.variants[0], last) == "in 1 of 10 replications");
  CHECK(kpi_table(results, 0, {false, 100}).find("in 1 of 10 replications") != std::string::npos);
  CHECK(report::basis_of_figure(results, results.variants[0], 0).empty()); // all have it
}
