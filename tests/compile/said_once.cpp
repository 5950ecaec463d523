// Lists of people that are empty, and sources that say twice who comes when.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A run of 60 days in which the people of a file or an extract do nothing but come.
std::string coming(const std::string& source) {
  return R"(
[scenario]
title = "Lists"
[run]
start = 2026-04-06
length = "60 days"
replications = 1
[attribute.urgency]
is = 0
[outcome]
done = "Done"
[kpi]
came = { count = "people.arrive", show = "total" }
[source.people]
first = "done"
)" + source;
}

std::string file_with(const std::string& columns) {
  return "file = \"people.csv\"\ncolumns = { " + columns + " }\n";
}
const std::string there_at_start = "at = \"start\"\n";
const std::string published =
    "rtt = { file = \"extract.csv\", provider = \"RBD\", treatment_function = \"110\" }\n";
const std::string published_less_itself = "rtt = { file = \"extract.csv\", provider = \"RBD\", "
                                          "treatment_function = \"110\", minus = \"Part_2\" }\n";

/// Three people: two have waited a week at the most, and one 104 weeks.
std::string three_people() {
  std::string head = "Provider Org Code,RTT Part Type,Treatment Function Code", row = "RBD,Part_2,C_110";
  for (int band = 0; band < 104; ++band) {
    const auto week = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    head += ",Gt " + week(band) + " To " + week(band + 1) + " Weeks SUM 1";
    row += band == 0 ? ",2" : ",0";
  }
  return head + ",Gt 104 Weeks SUM 1\n" + row + ",1\n";
}

ScenarioFolder list_folder(const std::string& source, const std::string& rows = "1,2,3\n10,0,1\n") {
  return ScenarioFolder({{"extract.csv", three_people()},
                         {"people.csv", "day,number,urgency\n" + rows},
                         {"now.toml", coming(source)}});
}
std::string list_faults(const std::string& source) {
  return list_folder(source).faults();
}

} // namespace

TEST_CASE("a list at the start may have nobody in it", "[compile]") {
  const std::string columns = "waited = \"day\", count = \"number\", urgency = \"urgency\"";
  for (const auto* rows : {"", "3,0,1\n", "3,0,1\n4,0,1\n"}) {
    const auto empty = list_folder(there_at_start + file_with(columns), rows);
    CHECK(says(empty.faults(), "there is nobody in the file 'people.csv'"));
    CHECK(figure(empty.run(), "came") == 0);
  }
  const auto nobody_left = list_folder(published_less_itself);
  CHECK(says(nobody_left.faults(), "there is nobody in the list from 'extract.csv'"));
  CHECK(figure(nobody_left.run(), "came") == 0);
  CHECK(figure(list_folder(published).run(), "came") == 3);
  CHECK(figure(list_folder(there_at_start + file_with(columns)).run(), "came") == 2);
}

TEST_CASE("times beyond the end of the run are told", "[compile]") {
  const auto some = list_folder("at = [\"3 days\", \"60 days\", \"60.5 days\", \"400 days\"]\n");
  CHECK(says(some.faults(), "2 of the 4 arrivals of 'at' come after the end of the run and are left out"));
  CHECK(figure(some.run(), "came") == 2);
  CHECK(says(list_faults("at = [\"61 days\", \"62 days\"]\n"),
             "all 2 arrivals of 'at' come after the end of the run"));
  CHECK(list_faults("at = [\"3 days\", \"60 days\"]\n").find("left out") == std::string::npos);
}
