// Capacity freed, released and stranded, the left shift, and clocks of hours, in scenarios without chance.
#include "tests/compile/scenario_text.hpp"

#include <algorithm>

using namespace carepath;
using namespace carepath::test;

namespace {

/// A stay of two days in hospital every second day, for ten weeks.
constexpr auto hospital = R"(
[scenario]
title = "Hospital"
[run]
start = 2026-04-06
length = "70 days"
replications = 2
[source.ill]
every = "2 days"
first = "ward"
[resource.bed]
capacity = 4
role = "bed"
setting = "acute"
[resource.nurse]
capacity = 2
role = "staff"
setting = "community"
[step.ward]
setting = "acute"
needs = "bed"
takes = "2 days"
next = "home"
[step.visit]
setting = "community"
title = "Nurse at home"
needs = "nurse"
takes = "3 h"
next = "home"
[outcome]
home = "Home"
[clock.stay]
title = "Until home"
starts = ["ill.arrive"]
stops = ["home"]
[cost.visit]
at = "visit.start"
amount = "£30"
[kpi]
sent = { count = "visit.start" }
stay = { clock = "stay", share_within = "4 h" }
)";

constexpr auto at_home = R"(
[scenario]
title = "At home"
base = "now.toml"
[source.ill]
first = "visit"
[resource.bed]
capacity = 3
)";

Results redesigned_hospital(const std::string& redesign) {
  return ScenarioFolder({{"now.toml", hospital}, {"then.toml", redesign}}).run();
}

const CapacityRow& capacity(const Results& results, const std::string& resource) {
  const auto found = std::find_if(results.capacity.begin(), results.capacity.end(),
                                  [&](const auto& row) { return row.resource == resource; });
  REQUIRE(found != results.capacity.end());
  return *found;
}

const ShiftRow& shift(const Results& results, const std::string& what, const std::string& name) {
  const auto found = std::find_if(results.shifts.begin(), results.shifts.end(),
                                  [&](const auto& row) { return row.what == what && row.name == name; });
  REQUIRE(found != results.shifts.end());
  return *found;
}

} // namespace

TEST_CASE("freed, released and stranded capacity are three figures", "[study]") {
  const auto results = redesigned_hospital(at_home);
  const auto& bed = capacity(results, "bed");
  CHECK(bed.unit == "bed days");
  CHECK(bed.freed == Approx(7).margin(0.3)); // one bed, all the time
  CHECK(bed.released == Approx(7));
  CHECK(bed.stranded == Approx(0).margin(0.3));
  const auto& nurse = capacity(results, "nurse");
  CHECK(nurse.unit == "staff hours");
  CHECK(nurse.freed == Approx(-10.5).margin(0.4)); // three and a half visits of three hours
  CHECK(nurse.released == 0);
  CHECK(nurse.stranded == 0);
}

TEST_CASE("capacity of a single replication has no limits, also where nothing is stranded", "[study]") {
  auto text = std::string(hospital);
  text.replace(text.find("replications = 2"), 16, "replications = 1");
  const auto results = ScenarioFolder({{"now.toml", text}, {"then.toml", at_home}}).run();
  for (const auto* name : {"bed", "nurse"}) {
    const auto& row = capacity(results, name);
    CHECK(std::isfinite(row.freed));
    for (const double limit : {row.freed_low, row.freed_high, row.released_low, row.released_high,
                               row.stranded_low, row.stranded_high})
      CHECK(std::isnan(limit));
  }
  CHECK(capacity(results, "nurse").stranded == 0);
  CHECK(capacity(redesigned_hospital(at_home), "nurse").stranded_high == 0); // of two, it has
}

TEST_CASE("what is freed and not released is stranded", "[study]") {
  const auto results = redesigned_hospital(R"(
[scenario]
title = "Beds kept"
base = "now.toml"
[source.ill]
first = "visit"
)");
  const auto& bed = capacity(results, "bed");
  CHECK(bed.released == 0);
  CHECK(bed.stranded == Approx(bed.freed));
}

TEST_CASE("the left shift names what appears for each bed-day removed", "[study]") {
  const auto results = redesigned_hospital(at_home);
  CHECK(shift(results, "bed days", "").change == Approx(-7).margin(0.3));
  CHECK(shift(results, "bed days", "").part == "removed");
  const auto& visits = shift(results, "visits", "visit");
  CHECK(visits.part == "appears");
  CHECK(visits.setting == "community");
  CHECK(visits.title == "Nurse at home");
  CHECK(visits.change == Approx(3.5).margin(0.3));
  CHECK(visits.per_day_removed == Approx(0.5).margin(0.04));
  CHECK(std::isnan(visits.per_visit_removed)); // a stay in a bed is no visit
  CHECK(shift(results, "staff hours", "nurse").per_day_removed == Approx(1.5).margin(0.1));
  CHECK(shift(results, "cost", "visit").per_day_removed == Approx(15).margin(1.5));
}

TEST_CASE("what moves into hospital appears there", "[study]") {
  ScenarioFolder folder({{"now.toml", hospital}, {"then.toml", at_home}});
  std::swap(folder.options.files[0], folder.options.files[1]); // the nurse's visits come first
  const auto results = folder.run();
  CHECK(shift(results, "bed days", "").change == Approx(7).margin(0.3));
  CHECK(shift(results, "bed days", "").part == "appears");
  CHECK(shift(results, "visits", "visit").part == "removed");
}

TEST_CASE("a clock of hours is not judged in weeks", "[study]") {
  const auto results = redesigned_hospital(at_home);
  REQUIRE_FALSE(results.paired.empty());
  CHECK(results.paired[0].clock_title == "Until home");
  CHECK(results.paired[0].noticed_days == Approx(15.0 / 1440));
  CHECK(results.paired[0].gain > 0.95); // 45 hours less, for all but who comes at the end
  std::string slow = hospital;
  slow.insert(slow.find("starts ="), "noticed = \"3 days\"\n");
  const auto weeks = ScenarioFolder({{"now.toml", slow}, {"then.toml", at_home}}).run();
  CHECK(weeks.paired[0].gain == 0);
  CHECK(weeks.paired[0].lose == 0);
  CHECK(weeks.paired[0].same == Approx(1 - weeks.paired[0].unknown)); // but for who comes at the end
}

TEST_CASE("a variant of a file may have a title", "[study]") {
  ScenarioFolder folder(
      {{"now.toml", std::string(hospital) +
                        "[variant.more]\ntitle = \"More beds\"\n\"resource.bed.capacity\" = 5\n"
                        "[variant.fewer]\n\"resource.bed.capacity\" = 3\n"}});
  folder.options.with_variants = true;
  const auto study = folder.study();
  REQUIRE(study.variants.size() == 3);
  CHECK(study.variants[1].title == "More beds");
  CHECK(study.variants[2].title == "Hospital: fewer");
}

TEST_CASE("a resource that becomes a diary is another: units given up, and slots taken", "[study]") {
  std::string diary = hospital;
  const std::string units = "capacity = 4\n";
  diary.replace(diary.find(units), units.size(), "kind = \"diary\"\nsessions = \"7 per week\"\nslots = 2\n");
  const auto results = ScenarioFolder({{"now.toml", hospital}, {"then.toml", diary}}).run();
  std::vector<std::string> counted;
  for (const auto& row : results.capacity)
    if (row.resource == "bed") {
      counted.push_back(row.unit);
      const bool is_given_up = row.unit == "bed days";
      CHECK((is_given_up ? row.used_after : row.used_before) == 0);
      CHECK((is_given_up ? row.offered_after : row.offered_before) == 0);
      CHECK(row.freed == Approx(is_given_up ? row.used_before : -row.used_after));
    }
  CHECK(counted == std::vector<std::string>{"bed days", "slots"});
}

TEST_CASE("a stock is told as one, with what it has to give a week, however long the run", "[study]") {
  const auto stock_over = [](const std::string& length) {
    const auto results =
        run_text("[scenario]\ntitle = \"Doses\"\n[run]\nstart = 2026-04-06\nreplications = 2\n"
                 "length = \"" +
                 length + R"("
[source.people]
every = "1 day"
first = "given"
[resource.dose]
kind = "stock"
capacity = 10
delivery = { amount = 10, every = "10 days" }
[step.given]
needs = "dose"
takes = "1 h"
next = "done"
[outcome]
done = "Done"
[kpi]
done = { count = "done" }
)");
    return results.variants.at(0).resources.at(0);
  };
  CHECK(stock_over("70 days").kind == "stock");
  CHECK(stock_over("70 days").capacity_mean == Approx(8));    // 10 at first and 7 deliveries, in 10 weeks
  CHECK(stock_over("140 days").capacity_mean == Approx(7.5)); // 10 at first and 14 deliveries, in 20 weeks
}
