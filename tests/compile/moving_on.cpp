// Beds held until the next step has what it needs: what becomes of them when that step is never come to.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// One person, a day on a ward, then a clinic whose slot, every tenth day, is booked on leaving the ward.
std::string ward_and_clinic(const std::string& clinic, const std::string& more) {
  return R"(
[scenario]
title = "One bed"
[run]
start = 2026-04-06
length = "40 days"
replications = 1
[source.one]
at = ["0 days"]
first = "ward"
[resource.bed]
capacity = 1
[resource.list]
kind = "diary"
every = "10 days"
slots = 1
assign = "on_arrival"
[step.ward]
needs = "bed"
takes = "1 day"
release = "moved"
next = "clinic"
[step.clinic]
needs = "list"
)" + clinic +
         R"(
next = "done"
[step.rehab]
takes = "10 days"
next = "done"
[outcome]
done = "Done"
gone = "Gone"
[kpi]
bed = { resource = "bed", level = "busy", show = "mean" }
held_up = { number_in = "ward.blocked", show = "mean" }
rehab = { count = "rehab.arrive", show = "total" }
)" + more;
}

Results run(const std::string& clinic, const std::string& more = {}) {
  return ScenarioFolder({{"now.toml", ward_and_clinic(clinic, more)}}).run();
}

} // namespace

TEST_CASE("a date cancelled before it comes gives back the bed held until then", "[compile]") {
  const auto fails = [](const std::string& to) {
    return "fails = { cancelled = { chance = 1, to = \"" + to + "\", notice = \"2 days\" } }";
  };
  const auto results = run(fails("rehab"));
  CHECK(figure(results, "rehab") == 1);
  CHECK(figure(results, "bed") * 40 == Approx(8)); // until two days before the tenth
  CHECK(figure(results, "held_up") * 40 == Approx(7));
  CHECK(figure(run(fails("ward")), "bed") == Approx(1)); // back to the same bed, which is free by then
}

TEST_CASE("an appointment cancelled in time gives back the bed too", "[compile]") {
  const auto results = run(R"(kind = "appointment"
cancelled_by_patient = { by = "first", true = 1, false = 0 }
cancellation_notice = "2 days"
set = { first = false })",
                           R"([attribute.first]
is = true
[kpi.by_patient]
count = "clinic.cancelled_by_patient"
show = "total"
)");
  CHECK(figure(results, "by_patient") == 1);
  CHECK(figure(results, "bed") * 40 == Approx(8)); // then at home until the tenth
}

TEST_CASE("a risk while held back gives back the date already booked", "[compile]") {
  const std::string risk = "[risk.dies]\nwhile = [\"ward.blocked\"]\nafter = \"3 days\"\nto = \"gone\"\n";
  const auto results = run("", risk + "[kpi.died]\ncount = \"dies\"\nshow = \"total\"\n");
  CHECK(figure(results, "died") == 1);
  CHECK(figure(results, "bed") * 40 == Approx(4));
}
