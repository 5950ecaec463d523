// Formulas over KPIs: which figure a name in one means, in a small scenario without chance.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string& unit_of(const Results& results, const std::string& name) {
  const auto found = std::find_if(results.kpis.begin(), results.kpis.end(),
                                  [&](const KpiRow& row) { return row.name == name; });
  REQUIRE(found != results.kpis.end());
  return found->unit;
}

} // namespace

TEST_CASE("a share with a limit of its own is a figure in a formula, not that limit", "[compile]") {
  const auto results = run(R"toml(
wait = { time_in = "clinic.wait", share_within = "12 h", share_over = "12 h", show = "mean", by = "kind" }
late = { value = "1 - kpi.wait.share_within", unit = "share" }
late_b = { value = "kpi.wait.share_over[kind=b] / 2" }
ratio = { value = "kpi.wait.share_within[kind=b] / kpi.wait.share_within[kind=a]" }
times = { value = "kpi.wait.share_over * kpi.wait.share_over" }
fine = { value = "£300 * (1 - kpi.wait.share_within) + £5", unit = "£" }
many = { value = "if(kpi.wait.share_within > 50%, 1, 0)" }
plain = { value = "kpi.wait.share_within" })toml");
  CHECK(figure(results, "wait.share_within") == Approx(4.0 / 5)); // one of five waits a day
  CHECK(figure(results, "late") == Approx(1.0 / 5));
  CHECK(figure(results, "late_b") == Approx(1.0 / 2 / 2)); // one of two
  CHECK(figure(results, "ratio") == Approx(1.0 / 2));
  CHECK(figure(results, "times") == Approx(1.0 / 25));
  CHECK(figure(results, "fine") == Approx(300.0 / 5 + 5));
  CHECK(figure(results, "many") == 1);
  CHECK(figure(results, "plain") == Approx(4.0 / 5));
}

TEST_CASE("the single figure of a KPI has two names in a formula", "[compile]") {
  const auto results = run(R"toml(
wait = { time_in = "clinic.wait", share_over = "12 h", by = "kind" }
work = { time_in = "clinic.work" }
soon = { value = "1 - kpi.wait.share_over" }
same = { value = "1 - kpi.wait" }
of_b = { value = "1 - kpi.wait.share_over[kind=b]" }
beyond = { value = "kpi.work.mean - 12 h", unit = "hours" })toml");
  CHECK(figure(results, "soon") == Approx(4.0 / 5));
  CHECK(figure(results, "same") == Approx(4.0 / 5));
  CHECK(figure(results, "of_b") == Approx(1.0 / 2));
  CHECK(figure(results, "beyond") == Approx(1.0 / 2)); // of a day
  CHECK(unit_of(results, "beyond") == "days");         // a time, shown in hours
  CHECK(says(faults("work = { time_in = \"clinic.work\" }\nx = { value = \"1 - kpi.work.p90\" }"),
             "there is no kpi 'work.p90'"));
}

TEST_CASE("what is known before the run is worked out then, beside KPIs too", "[compile]") {
  const auto results = run(R"toml(
came = { count = "clinic.arrive" }
floored = { value = "floor(resource.room.capacity * 2.5) * kpi.came" })toml");
  CHECK(figure(results, "floored") == 2 * 5);
}

TEST_CASE("a name of what was refused is no fault of the formula", "[compile]") {
  const auto told = faults("wait = { time_in = \"clinic.wait\", share_within = \"£5\", show = \"mean\" }\n"
                           "x = { value = \"1 - kpi.wait.share_within\" }");
  CHECK(says(told, "the limit of kpi 'wait' is"));
  CHECK_FALSE(says(told, "there is no kpi"));
}
