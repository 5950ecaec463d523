// People counted by a category that nothing has given them.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

struct TwoSources {
  std::string gives{};  // of the source that may say nothing
  std::string triage{}; // of the first step
  std::string ward{};   // of the second
  std::string kpi{};
};

std::string warnings_with(const TwoSources& parts) {
  const ScenarioFolder folder({{"people.csv", "day,urgency\n1,soon\n2,later\n"}, {"now.toml", R"(
[scenario]
title = "Two sources"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[attribute.urgency]
values = ["soon", "later"]
[source.letters]
at = ["1 day", "3 days"]
first = "triage"
set = { urgency = "later" }
[source.walk_in]
first = "triage"
)" + parts.gives + R"(
[clock.stay]
starts = ["letters.arrive", "walk_in.arrive"]
stops = ["done"]
[step.triage]
takes = "1 day"
next = "ward"
)" + parts.triage + R"(
[step.ward]
takes = "1 day"
next = "done"
)" + parts.ward + R"(
[outcome]
done = "Done"
[kpi]
)" + parts.kpi + "\n"}});
  static_cast<void>(folder.study());
  return folder.faults();
}

const std::string message =
    "people of source 'walk_in' may be counted by 'urgency' before it is set, and then "
    "count as 'soon', its first category";
const std::string silent = "at = [\"2 days\"]\n";
const std::string at_triage = "set = { urgency = \"soon\" }\n";

} // namespace

TEST_CASE("a source that gives no category is told where a KPI is split by it", "[compile]") {
  for (const auto* kpi : {"stay = { time_in = \"ward.work\", by = \"urgency\" }",
                          "left = { count = \"done\", by = \"urgency\" }",
                          "left = { count = \"done\", only = \"urgency == soon\" }",
                          "there = { number_in = \"ward.work\", by = \"urgency\" }",
                          "stay = { clock = \"stay\", by = \"urgency\" }",
                          "open = { clock = \"stay\", of = \"incomplete\", by = \"urgency\" }"}) {
    INFO(kpi);
    const auto told = warnings_with({silent, "", "", kpi});
    CHECK(says(told, message));
    CHECK_FALSE(says(told, "people of source 'letters'"));
  }
}

TEST_CASE("nothing is told where the source, its table or a step before gives the category", "[compile]") {
  const std::string split = "stay = { time_in = \"ward.work\", by = \"urgency\" }\n"
                            "left = { count = \"done\", by = \"urgency\" }";
  CHECK(warnings_with({silent + at_triage, "", "", split}).empty());
  CHECK(warnings_with(
            {"file = \"people.csv\"\ncolumns = { time = \"day\", urgency = \"urgency\" }\n", "", "", split})
            .empty());
  CHECK(warnings_with({silent, at_triage, "", split}).empty());
  CHECK(
      says(warnings_with({"file = \"people.csv\"\ncolumns = { time = \"day\" }\n", "", "", split}), message));
}

TEST_CASE("only what is counted before the category is given is told", "[compile]") {
  const std::string at_end = "set_at_end = { urgency = \"soon\" }\n";
  CHECK(says(warnings_with({silent, at_end, "", "at = { time_in = \"triage.wait\", by = \"urgency\" }"}),
             message));
  CHECK(warnings_with({silent, at_end, "", "at = { time_in = \"triage.work\", by = \"urgency\" }"}).empty());
  CHECK(says(warnings_with({silent, at_end, "", "at = { number_in = \"triage.work\", by = \"urgency\" }"}),
             message));
  CHECK(warnings_with({silent, at_end, "", "at = { number_in = \"ward.work\", by = \"urgency\" }"}).empty());
  CHECK(says(warnings_with(
                 {silent, at_end, "", "open = { clock = \"stay\", of = \"incomplete\", by = \"urgency\" }"}),
             message));
  CHECK(warnings_with(
            {silent, at_triage, "", "open = { clock = \"stay\", of = \"incomplete\", by = \"urgency\" }"})
            .empty());
}
