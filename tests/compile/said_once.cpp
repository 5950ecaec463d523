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

TEST_CASE("of a file with a wrong number of people it is not said who is in it", "[compile]") {
  const std::string columns = "time = \"day\", count = \"number\", urgency = \"urgency\"";
  for (const std::string number : {"2.5", "", "-1"}) {
    const auto alone = list_folder(file_with(columns), "1," + number + ",3\n").faults();
    CHECK(says(alone, "'" + number + "' is no whole number of people"));
    CHECK_FALSE(says(alone, "nobody"));
    CHECK_FALSE(says(alone, "warning"));
    const auto beside = list_folder(file_with(columns), "1," + number + ",3\n70,1,3\n").faults();
    CHECK_FALSE(says(beside, "the only one of the people"));
  }
  CHECK(says(list_folder(file_with(columns), "1,0,3\n").faults(), "there is nobody in the file"));
  CHECK(says(list_folder(file_with(columns), "1,0,3\n70,1,3\n").faults(), "the only one of the people"));
}

TEST_CASE("how long people have waited is of those who are there at the start", "[compile]") {
  const std::string ignored =
      "the column 'waited' of source 'people' has no effect: it is of people there at";
  CHECK(says(list_faults(file_with("waited = \"day\"")), ignored));
  CHECK(says(list_faults(file_with("waited = \"day\", time = \"number\"")), ignored));
  CHECK(says(list_faults("rate = \"1 per day\"\n" + file_with("waited = \"day\"")), ignored));
  CHECK(says(list_faults(there_at_start + file_with("time = \"day\"")),
             "the column 'time' of source 'people' has no effect: all are there at the start"));
  CHECK(says(list_faults("rate = \"1 per day\"\n" + file_with("time = \"day\"")),
             "the column 'time' of source 'people' has no effect: 'rate' tells when people come"));
  CHECK(says(list_faults(file_with("urgency = \"urgency\"")),
             "the file of source 'people' does not say when people arrive"));
  for (const auto* source : {"", "rate = \"1 per day\"\n", "at = \"start\"\n"})
    CHECK(
        list_folder(source + file_with(std::string(*source ? "" : "time = \"day\", ") + "count = \"number\""))
            .faults()
            .find("has no effect") == std::string::npos);
}

TEST_CASE("a list tells how many people are there and how long they have waited", "[compile]") {
  const std::string list = there_at_start + file_with("waited = \"day\"");
  CHECK(says(list_faults(list + "count = 100\n"),
             "'count' has no effect on source 'people': its file tells how many people are there"));
  CHECK(says(list_faults(list + "waited = \"100 days\"\n"),
             "'waited' has no effect on source 'people': its file tells how long they have waited"));
  CHECK(says(list_faults(list + "batch = 3\n"),
             "'batch' has no effect on source 'people': its file tells how many people are there"));
  for (const auto* at : {"", "at = \"start\"\n"}) {
    CHECK(says(list_faults(at + published + "count = 5\n"),
               "the list of its 'rtt' tells how many people are there"));
    CHECK(says(list_faults(at + published + "batch = 3\n"),
               "the list of its 'rtt' tells how many people are there"));
    CHECK(says(list_faults(at + published + "waited = \"700 days\"\n"),
               "the list of its 'rtt' tells how long they have waited"));
  }
  CHECK(list_faults(there_at_start + file_with("count = \"number\"") + "waited = \"100 days\"\n")
            .find("has no effect") == std::string::npos);
}

TEST_CASE("of two ways of arriving none wins in silence", "[compile]") {
  const auto twice = [](const std::string& source, const std::string& ways) {
    return says(list_faults(source), "source 'people' says twice when people arrive: " + ways);
  };
  const std::string recorded = file_with("time = \"day\"");
  CHECK(twice("at = [\"1 day\"]\n" + recorded, "'at' and 'file'"));
  CHECK(twice("count = 4\n" + recorded, "'file' and 'count'"));
  CHECK(twice(published + recorded, "'rtt' and 'file'"));
  CHECK(twice("at = [\"1 day\"]\n" + published, "'at' and 'rtt'"));
  CHECK(twice("rate = \"1 per day\"\n" + published, "'rate' and 'rtt'"));
  CHECK(twice("rate = \"1 per day\"\n" + there_at_start, "'rate' and 'at'"));
  CHECK(list_faults(there_at_start + published).find("error") == std::string::npos);
}

TEST_CASE("times beyond the end of the run are told", "[compile]") {
  const auto some = list_folder("at = [\"3 days\", \"60 days\", \"60.5 days\", \"400 days\"]\n");
  CHECK(says(some.faults(), "2 of the 4 arrivals of 'at' come after the end of the run and are left out"));
  CHECK(figure(some.run(), "came") == 2);
  CHECK(says(list_faults("at = [\"61 days\", \"62 days\"]\n"),
             "all 2 arrivals of 'at' come after the end of the run"));
  CHECK(says(list_faults("at = [\"61 days\"]\n"),
             "the only one of the arrivals of 'at' comes after the end of the run and is left out"));
  CHECK(list_faults("at = [\"3 days\", \"60 days\"]\n").find("left out") == std::string::npos);
}

TEST_CASE("days that vary too little to be worked out are a fault", "[compile]") {
  const auto varied = [](const std::string& variation) {
    return list_faults("rate = \"10 per day\"\ndaily_variation = " + variation + "\n");
  };
  CHECK(says(varied("0.00031"), "a 'daily_variation' of 0.00031 is out of range"));
  CHECK(says(varied("0.00001"), "0 for none, or 0.00032 to 10"));
  for (const auto* fine : {"0", "0.00032", "10"}) CHECK(varied(fine).find("error") == std::string::npos);
}
