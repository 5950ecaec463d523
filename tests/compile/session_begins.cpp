// The instant at which a session with dates begins: from then on nobody has a date in it, and its slots are
// used.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// 30 days of a clinic that gives dates; `misses` says how often somebody does not attend.
Results run_sessions(const std::string& clinic, const std::string& visit, const std::string& people) {
  return ScenarioFolder({{"now.toml", R"toml(
[scenario]
title = "As sessions begin"
[run]
start = 2026-04-06
length = "30 days"
replications = 1
[attribute]
visits = { is = 0 }
misses = { is = 0 }
[outcome]
seen = "Seen"
[resource.clinic]
kind = "diary"
assign = "on_arrival"
)toml" + clinic + R"toml(
[step.visit]
next = "seen"
set = { visits = "= visits + 1" }
fails = { dna = { chance = "= if(visits <= misses, 1, 0)", to = "visit" } }
)toml" + visit + R"toml(
[kpi]
wait = { time_in = "visit.wait", show = ["mean"] }
missed = { time_in = "visit.wait", show = ["mean"], only = "misses == 1" }
dna = { count = "visit.dna" }
used = { resource = "clinic", level = "slots_used" }
lost = { resource = "clinic", level = "slots_lost" }
)toml" + people}})
      .run();
}

const std::string plain = "needs = \"clinic\"";

} // namespace

TEST_CASE("Who misses a session is given a date in a later one, also where slots of that one are left") {
  const auto results = run_sessions("every = \"2 days\"\nslots = 2", plain + "\ntakes = \"20 min\"", R"toml(
[source.first]
at = ["1 h", "1 h"]
first = "visit"
[source.second]
at = ["2 h"]
set = { misses = 1 }
first = "visit"
)toml");
  CHECK(figure(results, "dna") == 1);
  CHECK(figure(results, "missed") == 2); // from day 4, whose other slot is free, to day 6
  CHECK(figure(results, "used") == 2 + 1 + 1);
}

TEST_CASE("Who asks as a session begins and misses it is given a date in a later one") {
  const auto results = run_sessions("every = \"1 day\"\nslots = 2", plain, R"toml(
[source.patients]
at = ["1 h"]
set = { misses = 1 }
first = "ward"
[step.ward]
takes = "23 h"
next = "visit"
)toml");
  CHECK(figure(results, "dna") == 1);    // on day 1
  CHECK(figure(results, "missed") == 1); // to day 2
  CHECK(figure(results, "used") == 2);
}

TEST_CASE("A date called off as a session begins is there for who misses that session") {
  const auto results = run_sessions("every = \"1 day\"", plain, R"toml(
[source.first]
at = ["2 h"]
set = { misses = 1 }
first = "visit"
[source.second]
at = ["3 h"]
first = "other"
[step.other]
needs = "clinic"
fails = { off = { chance = 1, to = "seen", notice = "1 day" } }
next = "seen"
)toml");
  CHECK(figure(results, "missed") == 1); // from day 1 to day 2, called off on day 1
  CHECK(figure(results, "used") == 2);
}

TEST_CASE("Of a stay that is missed the slot of its first day is used and the others go back") {
  const auto results = run_sessions("every = \"1 day\"",
                                    "needs = { use = \"clinic\", sessions = 2 }\ntakes = \"36 h\"", R"toml(
[source.first]
at = ["1 h"]
first = "visit"
[source.second]
at = ["2 h"]
set = { misses = 1 }
first = "visit"
)toml");
  CHECK(figure(results, "dna") == 1); // on day 3, after a stay on days 1 and 2; then one on days 4 and 5
  CHECK(figure(results, "missed") == 1);
  CHECK(figure(results, "used") == 2 + 1 + 2);
  CHECK(figure(results, "lost") == 31 - 5);
}

TEST_CASE("Of a stay that ends as it begins the slot of its first day is used") {
  const auto results = run_sessions("every = \"1 day\"\nnotice = \"30 h\"",
                                    "needs = { use = \"clinic\", sessions = 3 }", R"toml(
[source.people]
at = ["1 h", "1.5 days"]
first = "visit"
)toml");
  CHECK(figure(results, "used") == 2); // days 2 and 5
  CHECK(figure(results, "lost") == 31 - 2);
}

TEST_CASE(
    "Those who wait at the start come to the session of that instant as they do where lists are drawn") {
  const auto seen = [](const std::string& clinic) {
    return run_sessions("every = \"7 days\"\nslots = 2\n" + clinic, plain, R"toml(
[source.list]
at = "start"
count = 2
first = "visit"
)toml");
  };
  for (const auto* clinic : {"", "least = 2", "horizon = \"3 days\""}) {
    const auto results = seen(clinic);
    CHECK(figure(results, "wait") == 0);
    CHECK(figure(results, "used") == 2);
  }
  CHECK(figure(seen(""), "lost") == 5 * 2 - 2);
  CHECK(figure(seen("notice = \"1 h\""), "wait") == 7);
}
