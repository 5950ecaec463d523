// Whose turn it is in a cycle, at the very instant at which each turn begins.
#include "engine/program/cycle.hpp"
#include "tests/compile/scenario_text.hpp"

namespace carepath::test {

TEST_CASE("each turn of a cycle begins at the first millisecond that is in it", "[compile]") {
  for (const double days : {1.0, 7.0, 0.3, 1e-7})
    for (const std::size_t turns : {1u, 3u, 7u, 24u}) {
      const auto cycle = Cycle::of(days, turns);
      if (cycle.round < cycle.turns) continue;
      for (std::int64_t turn = 1; turn < 100; ++turn) {
        const SimTime begins = cycle.beginning_of(turn);
        CHECK(cycle.turn_at(begins) == turn % cycle.turns);
        CHECK(cycle.turn_at(begins - SimTime{1}) == (turn - 1) % cycle.turns);
      }
    }
}

TEST_CASE("a cycle of turns that are no whole milliseconds is the same for a capacity and for people",
          "[compile]") {
  const std::string text = R"toml(
[scenario]
title = "A level that goes round"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[attribute]
level = { is = 0 }
met = { is = 0 }
[source.people]
every = "12342857 ms"
first = "look"
[resource.room]
capacity = { cycle = [1, 2, 3, 4, 5, 6, 7], every = "0.142857142857 days" }
[step.look]
set = { level = { cycle = [1, 2, 3, 4, 5, 6, 7], every = "0.142857142857 days" } }
set_at_start = { met = "= if(capacity(room) == level, 1, 0)" }
next = "stay"
[step.stay]
needs = "room"
takes = "1 min"
next = "done"
[outcome]
done = "Done"
[kpi]
met = { attribute = "met", at = "done" }
)toml";
  CHECK(figure(ScenarioFolder({{"now.toml", text}}).run(), "met") == 1);
}

} // namespace carepath::test
