// What is paid once, on dates of the run.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Five people, and money on days 2 and 6 and at both ends of the measured period, which begins on day 2.
std::string paid_on_dates(const std::string& kpis) {
  std::string text = five_people;
  text.insert(text.find("length = \"10 days\""), "warm_up = \"2 days\"\n");
  text.insert(text.find("[kpi]"), R"(
[cost.kit]
on = ["day 1", "day 2", "day 6", "day 12"]
amount = [{ until = "day 6", is = "£100" }, { is = "£7" }]
payer = "ICB"
setting = "home"
[cost.opening]
on = "2026-04-10"
amount = "£1,000"
marginal = "£3"
payer = "region"
)");
  return text + kpis;
}

} // namespace

TEST_CASE("what is paid on dates is paid once each, at the price of the date, within the measured period",
          "[compile]") {
  const auto results = run_text(paid_on_dates(R"(
kit = { cost = "kit" }
opening = { cost = "opening" }
least = { cost = "opening", basis = "marginal" }
both = { cost = ["kit", "opening"], by = "payer" }
where = { setting = "*", show = "cost" })"));
  CHECK(figure(results, "kit") == Approx(100 + 2 * 7)); // days 2, 6 and 12
  CHECK(figure(results, "opening") == Approx(1000));
  CHECK(figure(results, "least") == Approx(3));
  CHECK(figure(results, "both", "ICB") == Approx(114));
  CHECK(figure(results, "both", "region") == Approx(1000));
  CHECK(figure(results, "where", "home") == Approx(114));
}

TEST_CASE("parts of the measured period have what is paid in them, and add up to the whole", "[compile]") {
  const auto results = run_text(paid_on_dates(R"(
first = { cost = "kit", until = "day 6" }
then = { cost = "kit", from = "day 6" }
early = { cost = "kit", until = "day 5" })"));
  CHECK(figure(results, "first") == Approx(107)); // the very instant belongs to the part before
  CHECK(figure(results, "then") == Approx(7));
  CHECK(figure(results, "early") == Approx(100));
}

TEST_CASE("money on dates is of nobody in particular", "[compile]") {
  const auto results = run_text(paid_on_dates(R"(
all = { cost = ["visit", "opening"], by = "kind" })"));
  CHECK(figure(results, "all", "shared by all") == Approx(1000));
  CHECK(figure(results, "all") == Approx(1000 + figure(results, "all", "a") + figure(results, "all", "b")));
}

TEST_CASE("a date outside the run is a fault, and none in the measured period is told", "[compile]") {
  const std::string opening = "on = \"2026-04-10\"";
  auto text = paid_on_dates("kit = { cost = \"kit\" }");
  text.replace(text.find(opening), opening.size(), "on = \"2027-04-10\"");
  CHECK(says(faults_of_text(text), "'2027-04-10' lies outside the run"));
  text = paid_on_dates("kit = { cost = \"kit\" }");
  text.replace(text.find(opening), opening.size(), "on = \"day 1\"");
  CHECK(says(faults_of_text(text), "cost 'opening' falls due before the measured period only"));
}
