// Lengths of time at exactly their limit: what takes five hours is within five hours, however either is
// written.
#include "engine/base/sim_time.hpp"
#include "models/scenario/value.hpp"
#include "tests/compile/scenario_text.hpp"

namespace carepath::test {
namespace {

/// One person comes on day 1 and works for so long.
std::string one_works_for(const std::string& length, const std::string& rest) {
  return R"(
[scenario]
title = "One piece of work"
[run]
start = 2026-04-06
length = "30 days"
replications = 1
[source.people]
at = ["1 day"]
first = "work"
[outcome]
done = "Done"
[step.work]
takes = ")" +
         length + "\"\nnext = \"done\"\n" + rest;
}

double share(const std::string& length, const std::string& show) {
  const std::string kpi = "[kpi]\nspent = { time_in = \"work.work\", show = [\"" + show + "\"] }\n";
  return figure(ScenarioFolder({{"now.toml", one_works_for(length, kpi)}}).run(), "spent");
}

/// What a condition comes to at the end of the work: 1 or 0.
double holds(const std::string& length, const std::string& condition, const std::string& rest = {}) {
  const std::string setting = "set_at_end = { met = \"= if(" + condition + ", 1, 0)\" }\n";
  const std::string kpi =
      "[attribute]\nmet = { is = 0 }\n[kpi]\nmet = { attribute = \"met\", at = \"done\" }\n";
  const std::string text = one_works_for(length, setting + kpi + rest);
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "met");
}

} // namespace

TEST_CASE("work of exactly a limit is within it, whatever the units of the two", "[compile]") {
  CHECK(share("5 h", "share_within 5 h") == 1);
  CHECK(share("5 h", "share_within 300 min") == 1);
  CHECK(share("300 min", "share_within 5 h") == 1);
  CHECK(share("5 h", "share_over 5 h") == 0);
  CHECK(share("10 h", "share_at 10 h") == 1);
  CHECK(share("11 min", "share_within 660 s") == 1);
  CHECK(share("0.7 days", "share_within 0.1 weeks") == 1);
  CHECK(share("5 h", "share_within 17999.999 s") == 0); // a millisecond less
}

TEST_CASE("every length of whole minutes or hours equals what the clock gives for it", "[compile]") {
  for (const auto& [unit, milliseconds] : {std::pair{"min", 60'000}, {"h", 3'600'000}, {"s", 1000}})
    for (int count = 1; count <= 200; ++count) {
      double days = 0;
      Dimension dimension = Dimension::number;
      REQUIRE(read_quantity(std::to_string(count) + " " + unit, days, dimension));
      CHECK(days == SimTime{std::int64_t{count} * milliseconds}.days());
    }
}

TEST_CASE("a length between two milliseconds stays as it is written", "[compile]") {
  double days = 0;
  Dimension dimension = Dimension::number;
  REQUIRE(read_quantity("0.25 ms", days, dimension));
  CHECK(days == 0.25 / 86'400'000);
}

TEST_CASE("a condition on a length holds at exactly that length", "[compile]") {
  CHECK(holds("5 h", "waited <= 5 h") == 1);
  CHECK(holds("5 h", "waited > 5 h") == 0);
  CHECK(holds("11 min", "waited >= 11 min") == 1);
  CHECK(holds("33 min", "waited <= 3 * 11 min") == 1);
  CHECK(holds("33 min", "waited >= 22 min + 11 min") == 1);
  CHECK(holds("33 min", "waited == 3 * slot", "[parameter]\nslot = { is = \"11 min\" }\n") == 1);
}

TEST_CASE("a value that changes at a time of day has changed at that very moment", "[compile]") {
  // Day 1 and 5 h is 7 April, 05:00.
  const auto changed = [](const std::string& moment) {
    const std::string text =
        one_works_for("5 h", "set_at_end = { met = [{ until = " + moment +
                                 ", is = 0 }, { is = 1 }] }\n[attribute]\nmet = { is = 0 }\n" +
                                 "[kpi]\nmet = { attribute = \"met\", at = \"done\" }\n");
    return figure(ScenarioFolder({{"now.toml", text}}).run(), "met");
  };
  CHECK(changed("2026-04-07T05:00:00") == 1);
  CHECK(changed("2026-04-07T05:00:01") == 0);
  CHECK(changed("\"hour 29\"") == 1);
}

} // namespace carepath::test
