// Steps to which only the rows of a table send people are reached.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Three steps; people come by a table, and `first` is the step of everybody else.
std::string faults_of_table(const std::string& source, const std::string& table) {
  return ScenarioFolder({{"people.csv", table}, {"now.toml", R"(
[scenario]
title = "Three wards"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.list]
file = "people.csv"
)" + source + R"(
[step.one]
takes = "1 day"
next = "done"
[step.two]
takes = "1 day"
next = "three"
[step.three]
takes = "1 day"
next = "done"
[outcome]
done = "Done"
[kpi]
left = { count = "done" }
)"}})
      .faults();
}

const std::string there = "at = \"start\"\ncolumns = { waited = \"days\", step = \"where\" }\n";
const std::string coming_by_row = "columns = { time = \"days\", step = \"where\" }\n";

} // namespace

TEST_CASE("steps that rows of a table name are reached, and those they lead to", "[compile]") {
  CHECK(faults_of_table(there, "days,where\n1,one\n2,two\n").empty());
  CHECK(faults_of_table(coming_by_row, "days,where\n1,one\n2,two\n").empty());
}

TEST_CASE("steps that no row names and nothing leads to are told", "[compile]") {
  const auto told = faults_of_table(there, "days,where\n1,two\n2,two\n");
  CHECK(says(told, "step 'one' is never reached"));
  CHECK_FALSE(says(told, "step 'two' is never reached"));
  CHECK_FALSE(says(told, "step 'three' is never reached"));
}
