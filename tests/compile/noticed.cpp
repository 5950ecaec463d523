// The least change of a clock that people notice: as written, else by the limits of the KPIs on it.
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// A clock with KPIs of its own and one of another clock with a limit of a minute.
std::string clocks(const std::string& of_clock, const std::string& kpis) {
  return R"(
[scenario]
title = "Clocks"
[run]
start = 2026-04-06
length = "10 days"
[source.people]
rate = "10 per day"
first = "visit"
[step.visit]
takes = "1 hour"
next = "done"
[outcome]
done = "Done"
[clock.other]
starts = ["people.arrive"]
stops = [{ at = "done", as = "seen" }]
[clock.looked_at]
starts = ["people.arrive"]
stops = [{ at = "done", as = "seen" }]
)" + of_clock +
         R"(
[kpi]
quick = { clock = "other", of = "seen", share_over = "1 min" }
)" + kpis;
}

double noticed(const std::string& of_clock, const std::string& kpis) {
  const Study study = ScenarioFolder({{"now.toml", clocks(of_clock, kpis)}}).study();
  for (const auto& row : study.variants[0].program->intervals)
    if (row.name == "looked_at") return row.noticed_days;
  return -1;
}

std::string limit(const std::string& key, const std::string& length) {
  return key + "_ = { clock = \"looked_at\", of = \"seen\", " + key + " = \"" + length + "\" }\n";
}

} // namespace

TEST_CASE("What is noticed of a clock follows its limits") {
  CHECK(noticed("", "") == 7);
  CHECK(noticed("", limit("share_within", "18 weeks")) == 7);
  CHECK(noticed("", limit("share_within", "28 days")) == 7);
  CHECK(noticed("", limit("share_within", "27 days")) == 1);
  CHECK(noticed("", limit("share_over", "2 days")) == 1);
  CHECK(noticed("", limit("share_over", "47 hours")) == Approx(1.0 / 24));
  CHECK(noticed("", limit("share_over", "12 hours")) == Approx(1.0 / 24));
  CHECK(noticed("", limit("share_over", "11 hours")) == Approx(15.0 / 1440));
  CHECK(noticed("", limit("share_over", "5 days") + limit("share_within", "18 weeks")) == 1);
  CHECK(noticed("", limit("share_over", "18 weeks") + limit("share_within", "5 days")) == 1);
}

TEST_CASE("What is noticed of a clock follows the limits of the figures shown too") {
  const auto shown = [](const std::string& figures) {
    return "shown = { clock = \"looked_at\", of = \"seen\", show = " + figures + " }\n";
  };
  CHECK(noticed("", shown("\"share_within 4 h\"")) == Approx(15.0 / 1440));
  CHECK(noticed("", shown("[\"mean\", \"share_over 5 days\"]")) == 1);
  CHECK(noticed("", shown("[\"mean\", \"p90\"]")) == 7);
  CHECK(noticed("", shown("\"share_within 4 h\"") + limit("share_over", "2 days")) == Approx(15.0 / 1440));
}

TEST_CASE("What is noticed of a clock follows limits that are worked out from parameters") {
  const std::string lim = "[parameter.lim]\nis = \"4 h\"\n";
  CHECK(noticed(lim, limit("share_within", "= lim")) == Approx(15.0 / 1440));
  CHECK(noticed(lim, limit("share_within", "= lim * 12")) == 1);
  CHECK(noticed(lim, "shown = { clock = \"looked_at\", show = \"share_over = lim * 4\" }\n") ==
        Approx(1.0 / 24));
}

TEST_CASE("What is noticed is taken as written, and nothing is not a length") {
  CHECK(noticed("noticed = \"3 days\"", limit("share_over", "1 hour")) == 3);
  const ScenarioFolder nothing({{"now.toml", clocks("noticed = \"0 days\"", "")}});
  CHECK(nothing.faults().find("'noticed' must be a plain length of time") != std::string::npos);
}

TEST_CASE("A clock's misspelt setting is a fault") {
  const ScenarioFolder wrong({{"now.toml", clocks("notised = \"3 days\"", "")}});
  CHECK(wrong.faults().find("notised") != std::string::npos);
}
