// Amounts that change with the date: who is at work, what there is and sessions held before and after cost
// differently.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Of the five people three have worked when day 4 begins and two work after it.
std::string dated_costs(const std::string& warm_up = "0 days") {
  std::string text = five_people;
  text.insert(text.find("length = \"10 days\""), "warm_up = \"" + warm_up + "\"\n");
  text.insert(text.find("[kpi]"), R"(
[parameter.bed_day]
is = [{ until = "day 4", is = "£24 per day" }, { is = "£48 per day" }]
[resource.list]
kind = "diary"
every = "1 day"
slots = 3
[cost.work]
in = "clinic.work"
amount = "= bed_day"
marginal = [{ from = "day 8", is = "£7 per day" }, { is = "£2 per day" }]
[cost.kept]
resource = "room"
amount = [{ until = "day 4", is = "£5 per day" }, { is = "£6 per day" }]
[cost.used]
resource = "room"
per = "busy"
amount = [{ until = "day 4", is = "£5 per day" }, { is = "£6 per day" }]
[cost.session]
resource = "list"
amount = [{ until = "day 4", is = "£100" }, { is = "£1" }]
[cost.slot]
resource = "list"
per = "slot"
amount = [{ until = "day 4", is = "£100" }, { is = "£1" }]
)");
  return text + R"(
work = { cost = "work", by = ["kind"], show = ["total", "per seen"] }
less = { cost = "work", basis = "marginal" }
kept = { cost = "kept" }
used = { cost = "used" }
session = { cost = "session" }
slot = { cost = "slot" }
where = { setting = "*", show = "cost" })";
}

} // namespace

TEST_CASE("a price that changes with the date holds for what happens from then on", "[compile]") {
  const auto results = run_text(dated_costs());
  CHECK(figure(results, "work.total") == Approx(3 * 24 + 2 * 48));
  CHECK(figure(results, "work.total", "a") == Approx(2 * 24 + 48));
  CHECK(figure(results, "work.total", "b") == Approx(24 + 48));
  CHECK(figure(results, "work.per seen") == Approx((3 * 24 + 2 * 48) / 5.0));
  CHECK(figure(results, "less") == Approx(4 * 2 + 7));
  CHECK(figure(results, "kept") == Approx(4 * 5 + 6 * 6));
  CHECK(figure(results, "used") == Approx(3 * 5 + 2 * 6));
}

TEST_CASE("a session at the instant of a change has the new price", "[compile]") {
  const auto results = run_text(dated_costs());
  const double after = figure(results, "session") - 400; // four before day 4, the others at a pound
  CHECK(after >= 6);
  CHECK(after <= 7);
  CHECK(figure(results, "slot") == Approx(1200 + 3 * after));
}

TEST_CASE("a price that changes is seen in a part of the measured period and after a warm-up", "[compile]") {
  const auto results = run_text(dated_costs() + R"(
part = { cost = "work", from = "day 2", until = "day 5" }
early = { cost = "work", until = "day 4" }
late = { cost = "kept", from = "day 6" }
lists = { cost = "session", from = "day 1", until = "day 5" })");
  CHECK(figure(results, "part") == Approx(24 + 48));
  CHECK(figure(results, "early") == Approx(3 * 24));
  CHECK(figure(results, "late") == Approx(4 * 6));
  CHECK(figure(results, "lists") == Approx(2 * 100 + 2)); // those of days 2 and 3, 4 and 5
  const auto settled = run_text(dated_costs("1 day"));
  CHECK(figure(settled, "work.total") == Approx(2 * 24 + 2 * 48));
  CHECK(figure(settled, "kept") == Approx(3 * 5 + 7 * 6));
  const auto late = run_text(dated_costs("5 days"));
  CHECK(figure(late, "work.total") == Approx(48));
  CHECK(figure(late, "kept") == Approx(10 * 6));
}

TEST_CASE("an amount by the day that nobody knows before the run is a fault", "[compile]") {
  std::string text = dated_costs();
  text.replace(text.find("\"= bed_day\""), 11, "\"= £1 per day * queue(room)\"");
  CHECK(says(faults_of_text(text), "this must be known before the run"));
}
