// The instant at which a session with dates begins: from then on nobody has a date in it, and its slots are
// used.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// 30 days of a clinic that gives dates; `misses` says how often somebody does not attend.
Results run(const std::string& clinic, const std::string& visit, const std::string& people) {
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

TEST_CASE(
    "Those who wait at the start come to the session of that instant as they do where lists are drawn") {
  const auto seen = [](const std::string& clinic) {
    return run("every = \"7 days\"\nslots = 2\n" + clinic, plain, R"toml(
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
