// The referral-to-treatment clock, rule by rule, in small scenarios whose answers are counted by hand.
//
// The rules are those of NHS England, Recording and reporting RTT waiting times, version 5.0 (2025).
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string run_of_three_years = R"(
[scenario]
title = "Clock"
[run]
start = 2026-04-06
length = "156 weeks"
replications = 1
census = ["week 0"]
)";

/// One person, referred on day 10, who misses the first of weekly clinics; what the clock does is up to the
/// test.
std::string missed_clinic(const std::string& failure, const std::string& clock) {
  return run_of_three_years + R"(
[attribute.visits]
is = 0
[source.gp]
at = ["10 days"]
first = "clinic"
[resource.slots]
kind = "diary"
every = "7 days"
assign = "on_arrival"
[step.clinic]
needs = "slots"
set = { visits = "= visits + 1" }
fails = { )" +
         failure + R"( }
next = "treatment"
[step.treatment]
takes = "3 days"
next = "treated"
[outcome]
treated = "Treated"
discharged = "Discharged"
[clock.rtt]
kind = "rtt"
starts = ["gp.arrive"]
stops = [{ at = "treatment.start", as = "first_treatment" }]
)" + clock +
         R"(
[kpi]
age = { clock = "rtt", of = "first_treatment", show = ["mean", "number"] }
open = { clock = "rtt", of = "incomplete", show = "number" }
seen = { count = "treatment.start" }
)";
}

const std::string misses_first =
    R"(dna = { chance = [{ when = "visits < 2", is = 1 }, { is = 0 }], to = "clinic" })";
const std::string wiped = "nullified = [{ at = \"clinic.dna\", restart = \"on_rebooking\" }]";

const std::string banded = run_of_three_years + R"(
[attribute.stay]
values = []
[source.list]
at = "start"
file = "people.csv"
columns = { waited = "waited" }
first = "waiting"
[source.referrals]
file = "referrals.csv"
columns = { time = "day", stay = "stay" }
first = "treatment"
[step.waiting]
takes = "150 weeks"
next = "treated"
[step.treatment]
takes = "= stay"
next = "treated"
[outcome]
treated = "Treated"
[clock.rtt]
kind = "rtt"
starts = ["list.arrive", "referrals.arrive"]
stops = [{ at = "treatment.end", as = "treated" }]
[kpi]
within = { clock = "rtt", of = "treated", show = ["share_within 7 days", "share_within 126 days", "share_over 364 days", "number"] }
open = { clock = "rtt", of = "incomplete", show = ["number", "share_within 126 days"], at = "week 0" }
)";

const std::string monitoring = run_of_three_years + R"(
[attribute.monitored]
values = ["yes", "no"]
[attribute.referred]
values = []
[source.people]
file = "people.csv"
columns = { time = "day", monitored = "monitored" }
first = "review"
[resource.list]
kind = "diary"
every = "50 weeks"
order = ["earliest referred"]
[step.review]
set = { referred = "= now" }
takes = "10 days"
next = { by = "monitored", yes = "monitoring", no = "listed" }
[step.monitoring]
takes = "84 days"
next = "listed"
[step.listed]
next = "theatre"
[step.theatre]
needs = "list"
next = "treated"
[outcome]
treated = "Treated"
[clock.rtt]
kind = "rtt"
starts = ["people.arrive"]
stops = [{ at = "theatre.start", as = "admitted" }]
active_monitoring = [{ from = "review.end", until = "listed.arrive" }]
[kpi]
stopped = { clock = "rtt", of = "active_monitoring", show = ["mean", "number"] }
admitted = { clock = "rtt", of = "admitted", by = ["monitored"] }
both = { clock = "rtt", of = "completed", show = "number" }
)";

const std::string ways_out = run_of_three_years + R"(
[attribute.way]
values = ["ward", "clinic", "gone", "still"]
[source.people]
file = "people.csv"
columns = { time = "day", way = "way" }
first = "triage"
[step.triage]
takes = "20 days"
next = { by = "way", ward = "listed", clinic = "therapy", gone = "listed", still = "listed" }
[step.listed]
takes = { by = "way", ward = "40 days", gone = "400 days", still = "4000 days", clinic = "0 days" }
next = "ward"
[step.ward]
next = "done"
[step.therapy]
next = "done"
[risk.gives_up]
while = ["listed.work"]
after = { by = "way", gone = "60 days", else = "9000 days" }
to = "removed"
[outcome]
done = "Done"
removed = "Left the list"
[clock.rtt]
kind = "rtt"
starts = ["people.arrive"]
stops = [{ at = "ward.start", as = "admitted" }, { at = "therapy.start", as = "non_admitted" }, { at = "removed", as = "removed" }]
decision_to_admit = ["listed.arrive"]
[kpi]
admitted = { clock = "rtt", of = "admitted", show = ["mean", "number"] }
non_admitted = { clock = "rtt", of = "non_admitted", show = ["mean", "number"] }
removed = { clock = "rtt", of = "removed", show = ["mean", "number"] }
all = { clock = "rtt", of = "completed", show = "number" }
open = { clock = "rtt", of = "incomplete", show = "number", at = ["week 4", "end"] }
marked = { clock = "rtt", of = "with_decision_to_admit", show = "number", at = ["week 2", "week 4", "end"] }
unmarked = { clock = "rtt", of = "without_decision_to_admit", show = "number", at = ["week 2", "week 4", "end"] }
)";

} // namespace

TEST_CASE("a clock runs from referral to treatment and counts whole days", "[compile]") {
  const auto results = run_text(missed_clinic("dna = { chance = 0, to = \"discharged\" }", ""));
  CHECK(figure(results, "age.number") == 1);
  CHECK(figure(results, "age.mean") == 4); // day 10 to the clinic of day 14
  CHECK(figure(results, "open") == 0);
}

TEST_CASE("missing the first appointment wipes the clock out, and it starts again at rebooking",
          "[compile]") {
  const auto results = run_text(missed_clinic(misses_first, wiped));
  CHECK(figure(results, "seen") == 1);
  CHECK(figure(results, "age.number") == 1);
  CHECK(figure(results, "age.mean") == 7);                                    // rebooked on day 14 for day 21
  CHECK(figure(run_text(missed_clinic(misses_first, "")), "age.mean") == 11); // without the rule
}

TEST_CASE("a wiped clock that is not restarted leaves no period at all", "[compile]") {
  const std::string goes = R"(dna = { chance = 1, to = "discharged" })";
  const auto results = run_text(missed_clinic(goes, "nullified = [{ at = \"clinic.dna\" }]"));
  CHECK(figure(results, "age.number") == 0);
  CHECK(figure(results, "open") == 0);
  const auto not_rebooked = run_text(missed_clinic(misses_first, "nullified = [{ at = \"clinic.dna\" }]"));
  CHECK(figure(not_rebooked, "seen") == 1);
  CHECK(figure(not_rebooked, "age.number") == 0);
}

TEST_CASE("a cancellation by either side does not stop or restart the clock", "[compile]") {
  const std::string cancels =
      R"(cancelled = { chance = [{ when = "visits < 3", is = 1 }, { is = 0 }], to = "clinic", keeps_place = true })";
  const auto results = run_text(missed_clinic(cancels, "nullified = []"));
  CHECK(figure(results, "age.number") == 1);
  CHECK(figure(results, "age.mean") == 18); // days 14 and 21 cancelled, seen on day 28
}

TEST_CASE("missing a later appointment at the same step does not wipe the clock out", "[compile]") {
  // Seen on day 10, again on day 20 (missed), and on day 30; treated on day 40.
  const auto later = [](const std::string& more) {
    return run_text(run_of_three_years + R"(
[attribute.visits]
is = 0
[source.gp]
at = ["10 days"]
first = "clinic"
[step.clinic]
set = { visits = "= visits + 1" }
fails = { dna = { chance = [{ when = "visits == 2", is = 1 }, { is = 0 }], to = "pause" } }
next = "pause"
[step.pause]
takes = "10 days"
next = [{ when = "visits < 3", to = "clinic" }, { to = "treatment" }]
[step.treatment]
next = "treated"
[outcome]
treated = "Treated"
[clock.rtt]
stops = [{ at = "treatment.start", as = "first_treatment" }]
nullified = [{ at = "clinic.dna", restart = "on_rebooking" }]
)" + more + "\n[kpi]\nage = { clock = \"rtt\", show = [\"number\", \"total\"] }\n");
  };
  const auto seen = later("kind = \"rtt\"\nstarts = \"gp.arrive\"");
  CHECK(figure(seen, "age.number") == 1);
  CHECK(figure(seen, "age.total") == 30);
  const auto seen_at_start = later("kind = \"rtt\"\nstarts = \"clinic.start\"");
  CHECK(figure(seen_at_start, "age.total") == 30);
  const auto stopwatch = later("starts = \"gp.arrive\""); // does what it is told
  CHECK(figure(stopwatch, "age.total") == 20);
}

TEST_CASE("after a new referral the first appointment missed wipes the new clock out", "[compile]") {
  const auto results = run_text(run_of_three_years + R"(
[attribute.visits]
is = 0
[source.gp]
at = ["10 days"]
first = "referral"
[step.referral]
next = "clinic"
[step.clinic]
set = { visits = "= visits + 1" }
fails = { dna = { chance = [{ when = "visits == 2", is = 1 }, { is = 0 }], to = "clinic" } }
takes = "10 days"
next = [{ when = "visits < 2", to = "home" }, { to = "treated" }]
[step.home]
takes = "100 days"
next = "referral"
[outcome]
treated = "Treated"
[clock.rtt]
kind = "rtt"
starts = "referral.arrive"
stops = [{ at = "clinic.end", as = "first_treatment" }]
nullified = "clinic.dna"
[kpi]
age = { clock = "rtt", show = ["number", "total"] }
)");
  CHECK(figure(results, "age.number") == 1);
  CHECK(figure(results, "age.total") == 10);
}

TEST_CASE("missing a later appointment does not wipe the clock out", "[compile]") {
  // The second failure is another event: only the first appointment's wipes the clock.
  const std::string later =
      R"(dna = { chance = 0, to = "clinic" }, later_dna = { chance = [{ when = "visits < 2", is = 1 }, { is = 0 }], to = "clinic" })";
  const auto results = run_text(missed_clinic(later, wiped));
  CHECK(figure(results, "age.mean") == 11);
}

TEST_CASE("every boundary of the published week bands, closed and open", "[compile]") {
  const std::vector<int> ages{0, 7, 8, 119, 120, 126, 127, 364, 365, 728, 729};
  std::string rows = "waited,stay\n";
  for (const int age : ages) rows += std::to_string(age) + "," + std::to_string(age) + "\n";
  std::string referrals = "day,stay\n";
  for (const int age : ages) referrals += "0.375," + std::to_string(age) + "\n";
  const ScenarioFolder folder({{"people.csv", rows}, {"referrals.csv", referrals}, {"now.toml", banded}});
  const auto results = folder.run();
  CHECK(figure(results, "within.number") == 11);
  CHECK(figure(results, "within.share_within 7 days") == Approx(2.0 / 11));
  CHECK(figure(results, "within.share_within 126 days") == Approx(6.0 / 11));
  CHECK(figure(results, "within.share_over 364 days") == Approx(3.0 / 11));
  REQUIRE(results.censuses.size() == 1);
  const auto& bands = results.censuses[0].bands;
  const auto& counts = results.variants[0].census[0];
  std::vector<std::pair<std::string, double>> found;
  for (std::size_t band = 0; band < counts.size(); ++band)
    if (counts[band] > 0) found.emplace_back(bands[band], counts[band]);
  CHECK(found == std::vector<std::pair<std::string, double>>{{"0-1", 2},
                                                             {">1-2", 1},
                                                             {">16-17", 1},
                                                             {">17-18", 2},
                                                             {">18-19", 1},
                                                             {">51-52", 1},
                                                             {">52-53", 1},
                                                             {">103-104", 1},
                                                             {">104", 1}});
}

TEST_CASE("days are calendar days: midnight counts, hours do not", "[compile]") {
  const auto age_with = [](const std::string& start, const std::string& arrives, const std::string& stays,
                           const std::string& kind) {
    const std::string text = R"(
[scenario]
title = "Days"
[run]
start = )" + start + R"(
length = "4 weeks"
replications = 1
[source.gp]
at = [")" + arrives + R"("]
first = "treatment"
[step.treatment]
takes = ")" + stays + R"("
next = "treated"
[outcome]
treated = "Treated"
[clock.wait]
kind = ")" + kind + R"("
starts = ["gp.arrive"]
stops = [{ at = "treatment.end", as = "treated" }]
[kpi]
age = { clock = "wait", of = "treated" }
)";
    return figure(run_text(text), "age");
  };
  CHECK(age_with("2026-04-06", "9 h", "14 h", "rtt") == 0);
  CHECK(age_with("2026-04-06", "9 h", "15 h", "rtt") == 1);
  CHECK(age_with("2026-04-06", "9 h", "15 h", "plain") == Approx(0.625));
  CHECK(age_with("2026-04-06T18:00:00", "0 h", "5 h", "rtt") == 0);
  CHECK(age_with("2026-04-06T18:00:00", "0 h", "6 h", "rtt") == 1); // midnight, six hours into the run
}

TEST_CASE("active monitoring stops the clock, and a new one starts later with the old place in the queue",
          "[compile]") {
  // Monitored from day 15 to 99, then first in the queue all the same; the other waits for the next list.
  const auto results =
      ScenarioFolder({{"people.csv", "day,monitored\n5,yes\n20,no\n"}, {"now.toml", monitoring}}).run();
  CHECK(figure(results, "stopped.number") == 2);
  CHECK(figure(results, "stopped.mean") == 10);
  CHECK(figure(results, "admitted", "yes") == 350 - 99);
  CHECK(figure(results, "admitted", "no") == 700 - 30);
  CHECK(figure(results, "both") == 4);
}

TEST_CASE("periods are split by how they ended, and removals are no treatment", "[compile]") {
  const auto results =
      ScenarioFolder(
          {{"people.csv", "day,way\n0,ward\n0,clinic\n0,gone\n0,still\n0,still\n"}, {"now.toml", ways_out}})
          .run();
  CHECK(figure(results, "admitted.mean") == 60);
  CHECK(figure(results, "admitted.number") == 1);
  CHECK(figure(results, "non_admitted.mean") == 20);
  CHECK(figure(results, "non_admitted.number") == 1);
  CHECK(figure(results, "removed.mean") == 80);
  CHECK(figure(results, "removed.number") == 1);
  CHECK(figure(results, "all") == 3);
  CHECK(figure(results, "open@week 4") == 4);
  CHECK(figure(results, "open@end") == 2);
  CHECK(figure(results, "marked@week 2") == 0); // the decision comes on day 20
  CHECK(figure(results, "unmarked@week 2") == 5);
  CHECK(figure(results, "marked@week 4") == 4);
  CHECK(figure(results, "unmarked@week 4") == 0);
  CHECK(figure(results, "marked@end") == 2);
}
