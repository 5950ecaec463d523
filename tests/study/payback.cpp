// Money month by month, and from when on a redesign has spent no more: worked by hand, and against the
// totals.
#include "models/study/payback_month.hpp"
#include "tests/compile/scenario_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace carepath;
using namespace carepath::test;

namespace {

/// One visit a day for 400 days, at £10 each.
constexpr auto now = R"(
[scenario]
title = "Now"
[run]
start = 2026-04-06
length = "400 days"
replications = 2
[parameter]
price = { is = "£10", source = "[I]" }
set_up = { is = "£0", source = "[I]" }
[source.ref]
every = "1 day"
first = "visit"
[step.visit]
takes = "1 h"
next = "seen"
[outcome]
seen = "Seen"
[cost]
visit = { at = "visit.start", amount = "= price", provider = "trust" }
opening = { on = "day 0", amount = "= set_up" }
[kpi]
spent = { cost = "*" }
late = { cost = "*", from = "day 100" }
income = { cost = "*", provider = "trust" }
)";

/// Costs of every kind, with prices and capacities that change, after a warm-up.
constexpr auto all_kinds = R"(
[scenario]
title = "All kinds of costs"
[run]
start = 2026-04-06
warm_up = "50 days"
length = "200 days"
replications = 4
[parameter]
stay = { is = "4 days", source = "[I]" }
[source.people]
rate = "3 per day"
first = "ward"
[resource]
bed = { capacity = [{ until = "day 90", is = 12 }, { is = 14 }] }
list = { kind = "diary", every = "1 day", slots = 3 }
[step.ward]
needs = "bed"
takes = { dist = "exponential", mean = "= stay" }
next = "clinic"
[step.clinic]
needs = "list"
takes = "30 min"
next = "seen"
[outcome]
seen = "Seen"
[cost]
visit = { at = "clinic.start", amount = { dist = "gamma", mean = "£50", sd = "£25" } }
days = { in = "ward.work", amount = [{ until = "day 77", is = "£100 per day" }, { is = "£130 per day" }] }
units = { resource = "bed", amount = "£7 per day" }
busy = { resource = "bed", per = "busy", amount = [{ until = "day 160", is = "£3 per day" }, { is = "£4 per day" }] }
lists = { resource = "list", amount = "£20" }
kit = { on = ["day 60", "day 120"], amount = "£500" }
[kpi]
spent = { cost = "*" }
)";

/// Visits at £5 each after the money that opens the service.
std::string redesign(const std::string& set_up) {
  return R"(
[scenario]
title = "Opened"
base = "now.toml"
[parameter.price]
is = "£5"
[parameter.set_up]
is = ")" +
         set_up + "\"\n";
}

Results compared(const std::string& first, const std::string& second) {
  return ScenarioFolder({{"now.toml", first}, {"opened.toml", second}}).run();
}

const PaybackRow& payback(const Results& results) {
  REQUIRE(results.paybacks.size() == 1); // of `spent` only, not of a part of the period nor of income
  CHECK(results.paybacks[0].cost == "spent");
  return results.paybacks[0];
}

} // namespace

TEST_CASE("what has been paid back stays so to the end") {
  const std::vector<double> ends{1, 2, 3, 3.5};
  CHECK(payback_month(ends, {5, 3, -1, -2}) == 3);
  CHECK(payback_month(ends, {5, -3, 1, -2}) == 3.5);
  CHECK(payback_month(ends, {0, -3, -1, 0}) == 1);
  CHECK(std::isnan(payback_month(ends, {-5, -3, -1, 2})));
  const double unknown = std::nan("");
  CHECK(std::isnan(payback_month(ends, {unknown, unknown, unknown, unknown})));
}

TEST_CASE("a service that saves £5 a day has paid £1,000 back after 200 days, in the seventh month") {
  const auto results = compared(now, redesign("£1,000"));
  const auto& row = payback(results);
  CHECK(row.was_dearer);
  CHECK(row.paid_back == 7); // 213 visits; 182 in six months
  CHECK(row.earliest == 7);
  CHECK(row.latest == 7);
  CHECK(row.observations == 2);
  CHECK(row.paid_back_in == 2);
  CHECK(row.months_followed == Approx(400 / (365.25 / 12)));
  REQUIRE(results.money_months.size() == 14); // thirteen, and the end of the measured period
  CHECK(results.money_months[0].month == Approx(1));
  CHECK(results.money_months[0].more == Approx(1000 - 5 * 30)); // the first comes on day 1
  CHECK(results.money_months[5].more == Approx(1000 - 5 * 182));
}

TEST_CASE("£1,200 takes until the eighth month, and £2,500 is not paid back in 400 days") {
  CHECK(payback(compared(now, redesign("£1,200"))).paid_back == 8);
  const auto results = compared(now, redesign("£2,500"));
  CHECK(std::isnan(payback(results).paid_back));
  CHECK(payback(results).paid_back_in == 0);
}

TEST_CASE("who never was dearer has nothing to pay back") {
  const auto results = compared(now, redesign("£0"));
  CHECK_FALSE(payback(results).was_dearer);
  CHECK(payback(results).paid_back == 1);
}

TEST_CASE("a run of less than two months, and one without money, have no months") {
  auto text = std::string(now);
  text.replace(text.find("400 days"), 8, "45 days ");
  text.erase(text.find("late ="), text.find("income") - text.find("late ="));
  CHECK(compared(text, redesign("£1,000")).paybacks.empty());
}

TEST_CASE("what is spent more by the end of the last month is the difference of the totals") {
  const auto results = compared(all_kinds, R"(
[scenario]
title = "Shorter"
base = "now.toml"
[parameter.stay]
is = "3.5 days"
[cost.kit]
amount = "£9,000"
)");
  REQUIRE(results.paybacks.size() == 1);
  const auto& last = results.money_months.back();
  const auto& whole = results.differences[0].estimates[0];
  CHECK(last.more == Approx(whole.mean));
  CHECK(last.more_low == Approx(whole.low));
  CHECK(last.more_high == Approx(whole.high));
  CHECK(whole.mean < -1000); // so that a sum of nothing would not do
}
