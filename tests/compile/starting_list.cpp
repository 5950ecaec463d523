// Lists that are there when the run starts: from a table of people, and from a published extract.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>
#include <map>
#include <numeric>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr auto run_of_a_year = R"(
[scenario]
title = "List"
[run]
start = 2026-04-06
length = "52 weeks"
replications = 1
census = ["week 0"]
)";

constexpr auto rest = R"(
[step.first]
takes = "300 days"
next = "done"
[step.second]
takes = "400 days"
next = "done"
[outcome]
done = "Done"
[clock.rtt]
kind = "rtt"
starts = ["list.arrive"]
stops = [{ at = "done", as = "done" }]
[kpi]
there = { number_in = ["first.work", "second.work"], at = "week 0" }
at_second = { number_in = "second.work", at = "week 0" }
age = { clock = "rtt", of = "incomplete", show = ["mean", "number"], at = "week 0" }
ended = { clock = "rtt", of = "done", show = ["mean", "number", "min", "max"] }
)";

/// An extract with one row for each (provider, part, function): counts in bands 0, 17, 52 and the open one.
std::string extract() {
  std::string text = "Period,Provider Org Code,RTT Part Type,Treatment Function Code";
  for (int band = 0; band < 104; ++band)
    text += fmt::format(",Gt {:02} To {:02} Weeks SUM 1", band, band + 1);
  text += ",Gt 104 Weeks SUM 1\n";
  const auto row = [&](const std::string& provider, const std::string& part, const std::string& function,
                       std::map<int, int> counts) {
    text += "RTT-November-2024," + provider + "," + part + "," + function;
    for (int band = 0; band < 105; ++band)
      text += "," + (counts.contains(band) ? std::to_string(counts[band]) : std::string());
    text += "\n";
  };
  row("RBD", "Part_2", "C_110", {{0, 800}, {17, 70}, {52, 7}, {104, 2}});
  row("RBD", "Part_2A", "C_110", {{0, 300}, {17, 80}});
  row("RBD", "Part_2", "C_100", {{0, 5000}});
  row("XYZ", "Part_2", "C_110", {{0, 5000}});
  return text;
}

Results run_extract(const std::string& fields) {
  const auto text = std::string(run_of_a_year) +
                    "[source.list]\nrtt = { file = \"extract.csv\", provider = \"RBD\", " +
                    "treatment_function = \"110\"" + fields + " }\nfirst = \"first\"\n" + rest +
                    "[source.also]\nat = \"start\"\ncount = 0\nfirst = \"second\"\n";
  return ScenarioFolder({{"extract.csv", extract()}, {"now.toml", text}}).run();
}

std::map<std::string, double> census(const Results& results) {
  std::map<std::string, double> found;
  const auto& counts = results.variants.at(0).census.at(0);
  for (std::size_t band = 0; band < counts.size(); ++band)
    if (counts[band] > 0) found[results.censuses[0].bands[band]] = counts[band];
  return found;
}

using Bands = std::map<std::string, double>;

} // namespace

TEST_CASE("a table gives the waits, places and numbers of those already there", "[compile]") {
  const auto text = std::string(run_of_a_year) +
                    "[source.list]\nat = \"start\"\nfile = \"list.csv\"\n"
                    "columns = { waited = \"since\", step = \"where\", count = \"people\" }\n" +
                    rest;
  const std::string table = "since,where,people\n30 days,first,2\n2026-03-07,second,1\n10,first,1\n";
  const auto results = ScenarioFolder({{"list.csv", table}, {"now.toml", text}}).run();
  CHECK(figure(results, "there") == 4);
  CHECK(figure(results, "at_second") == 1);
  CHECK(figure(results, "age.number") == 4);
  CHECK(figure(results, "age.mean") ==
        Approx((30.0 + 30 + 30 + 10) / 4)); // a date counts back from the start
}

TEST_CASE("an extract gives one person for each pathway, spread over the days of its band", "[compile]") {
  const auto drawn = run_extract(", within_band = \"drawn\"");
  CHECK(figure(drawn, "there") == 879);
  CHECK(census(drawn) == Bands{{"0-1", 800}, {">17-18", 70}, {">52-53", 7}, {">104", 2}});
  const double shares = figure(drawn, "ended.number");
  CHECK(shares == 879);
  // 0 to 7 days, evenly: mean 3.5 (standard error 0.08); 120 to 126: mean 123; 365 to 371; 729 to 735.
  const double expected = (800 * 3.5 + 70 * 123 + 7 * 368 + 2 * 732) / 879.0;
  CHECK(figure(drawn, "age.mean") == Approx(expected).margin(0.3));
  CHECK(figure(drawn, "ended.min") == 300);
  CHECK(figure(drawn, "ended.max") <= 300 + 735);
}

TEST_CASE("at the midpoint everyone of a band waited the same", "[compile]") {
  const auto middle = run_extract(", within_band = \"midpoint\"");
  CHECK(census(middle) == Bands{{"0-1", 800}, {">17-18", 70}, {">52-53", 7}, {">104", 2}});
  // Half a day before the start counts as a whole calendar day: 3.5 days are 4.
  const double expected = (800 * 4.0 + 70 * 123 + 7 * 368 + 2 * 732) / 879.0;
  CHECK(figure(middle, "age.mean") == Approx(expected).margin(1e-9));
}

TEST_CASE("one part can be taken from another, band by band and never below nothing", "[compile]") {
  const auto without = run_extract(", minus = \"Part_2A\"");
  CHECK(census(without) == Bands{{"0-1", 500}, {">52-53", 7}, {">104", 2}});
  CHECK(census(run_extract(", part = \"Part_2A\"")) == Bands{{"0-1", 300}, {">17-18", 80}});
}

TEST_CASE("an extract without the rows asked for is a fault that names them", "[compile]") {
  const auto text = std::string(run_of_a_year) +
                    "[source.list]\nrtt = { file = \"extract.csv\", provider = \"RBE\", treatment_function = "
                    "\"110\" }\nfirst = \"first\"\n" +
                    rest + "[source.also]\nat = \"start\"\ncount = 0\nfirst = \"second\"\n";
  const auto faults = ScenarioFolder({{"extract.csv", extract()}, {"now.toml", text}}).faults();
  CHECK(faults.find("'extract.csv' has no rows for provider 'RBE', treatment function 'C_110', Part_2") !=
        std::string::npos);
}

TEST_CASE("nobody can arrive before the run starts", "[compile]") {
  const auto text = std::string(run_of_a_year) +
                    "[source.list]\nat = [2026-04-01]\nfirst = { first = 0.5, second = 0.5 }\n" + rest;
  const auto faults = ScenarioFolder({{"now.toml", text}}).faults();
  CHECK(faults.find("nobody can arrive before the start of the run") != std::string::npos);
}

TEST_CASE("those found in the middle of work have come from their source too", "[compile]") {
  const auto text = std::string(run_of_a_year) +
                    "[source.list]\nat = \"start\"\ncount = 7\nwaited = \"20 days\"\nfirst = \"first\"\n"
                    "phase = \"work\"\n" +
                    rest + "came = { count = \"list.arrive\", show = \"total\" }\n";
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "came") == 7);
  CHECK(figure(results, "age.number") == 7);
  CHECK(figure(results, "age.mean") == 20);
}

namespace {

/// Queuers and people in the middle of their work who hold what it takes, written in either order.
Results run_there(bool workers_first, const std::string& holding, const std::string& needs) {
  const std::string workers =
      "[source.with_bed]\nat = \"start\"\ncount = 1\nfirst = \"ward\"\nphase = \"work\"\n"
      "remaining = \"2 days\"\nholding = " +
      holding + "\n";
  const std::string queuers = "[source.asking]\nat = \"start\"\ncount = 9\nfirst = \"ward\"\n";
  const std::string others = "[source.another]\nat = \"start\"\ncount = 1\nfirst = \"alone\"\n";
  return ScenarioFolder({{"now.toml", R"(
[scenario]
title = "There"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
)" + (workers_first ? workers + queuers + others : others + queuers + workers) +
                                          R"([resource]
bed = { capacity = 2 }
surgeon = { capacity = 2 }
[step.ward]
takes = "4 days"
needs = )" + needs + R"(
next = "done"
[step.alone]
takes = "4 days"
needs = "bed"
next = "done"
[outcome]
done = "Done"
[kpi]
busy = { resource = "bed", level = "busy", show = ["max", "mean"] }
surgeons = { resource = "surgeon", level = "busy", show = ["max", "mean"] }
alone = { time_in = "alone.wait", show = "mean" }
)"}})
      .run();
}

} // namespace

TEST_CASE("who holds something at the start has it before others ask, wherever it is written", "[compile]") {
  for (const bool first : {true, false}) {
    const auto results = run_there(first, "[\"bed\"]", "\"bed\"");
    CHECK(figure(results, "busy.max") == 2);
    CHECK(figure(results, "alone") == 0); // of those who ask at one instant, "another" comes before "asking"
  }
}

TEST_CASE("what a step takes together may be listed as held one by one", "[compile]") {
  for (const auto* holding :
       {"[\"bed\", \"surgeon\"]", "[\"surgeon\", \"bed\"]", "{ all = [\"bed\", \"surgeon\"] }"})
    for (const auto* needs : {"{ all = [\"bed\", \"surgeon\"] }", "[\"bed\", \"surgeon\"]"}) {
      const auto results = run_there(true, holding, needs);
      CHECK(figure(results, "surgeons.max") >= 1);
      CHECK(figure(results, "busy.max") == 2);
    }
  CHECK(figure(run_there(true, "[\"surgeon\"]", "{ any = [\"bed\", \"surgeon\"] }"), "surgeons.max") == 2);
}

TEST_CASE("more held at the start than there is, is warned of", "[compile]") {
  const auto text = [](const std::string& count) {
    return std::string(run_of_a_year) +
           "[source.list]\nat = \"start\"\nphase = \"work\"\nfirst = \"third\"\nholding = [\"2 bed\"]\ncount "
           "= " +
           count +
           "\n[resource.bed]\ncapacity = 6\n[step.third]\nneeds = \"2 bed\"\ntakes = \"1 day\"\nnext = { "
           "first = 0.5, second = 0.5 }\n" +
           rest;
  };
  CHECK(ScenarioFolder({{"now.toml", text("4")}})
            .faults()
            .find("8 of 'bed' are held at the start, and there are 6") != std::string::npos);
  CHECK(ScenarioFolder({{"now.toml", text("3")}}).faults().find("held at the start") == std::string::npos);
}

TEST_CASE("a limit to the waiting counts from when those found waiting began to wait", "[compile]") {
  const std::string text = R"(
[scenario]
title = "Limit"
[run]
start = 2026-04-06
length = "60 days"
replications = 1
[source.old]
at = "start"
count = 2
waited = "10 days"
first = "ward"
[source.oldest]
at = "start"
count = 3
waited = "40 days"
first = "ward"
[source.new]
at = ["0 days"]
first = "ward"
[resource.bed]
capacity = 0
[step.ward]
needs = { use = "bed", wait = "30 days", else = "gone" }
next = "done"
[outcome]
done = "Done"
gone = "Gone"
[kpi]
there = { number_in = "ward.wait", at = ["day 1", "day 19.5", "day 20.5", "day 29.5", "day 30.5"] }
)";
  const auto results = ScenarioFolder({{"now.toml", text}}).run();
  CHECK(figure(results, "there@day 1") == 3);
  CHECK(figure(results, "there@day 19.5") == 3);
  CHECK(figure(results, "there@day 20.5") == 1);
  CHECK(figure(results, "there@day 29.5") == 1);
  CHECK(figure(results, "there@day 30.5") == 0);
}

TEST_CASE("a list of times and a file begin with 'from' and end with 'until'", "[compile]") {
  const auto came = [](const std::string& source) {
    return figure(ScenarioFolder({{"people.csv", "day\n1\n3\n3\n6\n"}, {"now.toml", R"(
[scenario]
title = "Times"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[outcome]
done = "Done"
[kpi]
came = { count = "people.arrive" }
[source.people]
first = "done"
)" + source}}).run(),
                  "came");
  };
  const std::string file = "file = \"people.csv\"\ncolumns = { time = \"day\" }\n";
  const std::string times = "at = [\"day 1\", \"day 3\", \"day 3\", \"day 6\"]\n";
  for (const auto& listed : {file, times}) {
    CHECK(came(listed) == 4);
    CHECK(came(listed + "from = \"day 3\"") == 3);
    CHECK(came(listed + "from = \"day 4\"") == 1);
    CHECK(came(listed + "from = \"day 2\"\nuntil = \"day 6\"") == 2);
  }
}

TEST_CASE("a batch beside a file that tells who comes is a fault", "[compile]") {
  const auto text = std::string(run_of_a_year) +
                    "[source.list]\nfile = \"people.csv\"\ncolumns = { time = \"day\" }\nbatch = 3\n" +
                    "first = \"first\"\n" + rest;
  const auto faults = ScenarioFolder({{"people.csv", "day\n1\n"}, {"now.toml", text}}).faults();
  CHECK(faults.find("'batch' has no effect on source 'list': its file tells who comes when") !=
        std::string::npos);
}
