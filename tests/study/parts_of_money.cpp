// Who has no part of the money in one of the scenarios compared: there is £0, not an unknown amount.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two people are seen: £20 from the ICB to the trust, £6 from the council to home care.
constexpr auto two_people = R"(
[scenario]
title = "Two people"
[run]
start = 2026-04-06
length = "20 days"
replications = 3
[attribute]
kind = { values = ["new"] }
[source.ref]
at = ["day 1", "day 5"]
set = { kind = "new" }
first = "visit"
[step.visit]
setting = "acute"
takes = "1 day"
next = "out"
[outcome]
out = "Out"
lost = "Lost"
[cost]
fee = { at = "visit.start", amount = "£10", payer = "ICB", provider = "trust" }
care = { at = "visit.start", amount = "£3", payer = "council", provider = "home care" }
)";
constexpr auto kpis = R"(
[kpi]
all = { cost = "*", by = ["payer", "provider", "kind"] }
each = { cost = "*", show = "per out", by = "provider" }
none = { cost = "*", show = "per lost", by = "provider" }
work = { setting = "*", show = "activity" }
there = { setting = "acute", show = "activity" }
trust = { cost = "*", provider = "trust" }
paid = { value = "kpi.all[provider=trust] + 1", unit = "£" }
)";
constexpr auto moved = R"(
[scenario]
title = "Moved"
base = "now.toml"
[cost.fee]
provider = "IS"
[cost.care]
drop = true
[step.visit]
setting = "community"
)";

std::string redesign(const std::string& more) {
  return std::string(moved) + more;
}

/// The values of a row in one variant; none where there is no such row.
std::vector<double> values_of(const Results& results, const std::string& name, const std::string& group_value,
                              std::size_t variant) {
  const auto size = static_cast<std::ptrdiff_t>(results.replications);
  for (std::size_t at = 0; at < results.kpis.size(); ++at)
    if (results.kpis[at].name == name && results.kpis[at].group_value == group_value) {
      const auto first = results.variants.at(variant).values.begin() + static_cast<std::ptrdiff_t>(at) * size;
      return {first, first + size};
    }
  return {};
}

double difference(const Results& results, const std::string& name, const std::string& group_value) {
  for (std::size_t at = 0; at < results.kpis.size(); ++at)
    if (results.kpis[at].name == name && results.kpis[at].group_value == group_value)
      return results.differences.at(0).estimates.at(at).mean;
  FAIL("no difference of " + name);
  return 0;
}

} // namespace

TEST_CASE("who loses or wins all money is compared with nothing", "[study]") {
  const auto results =
      ScenarioFolder({{"now.toml", std::string(two_people) + kpis}, {"then.toml", moved}}).run();
  CHECK(difference(results, "all", "trust") == Approx(-20));
  CHECK(difference(results, "all", "IS") == Approx(20));
  CHECK(difference(results, "all", "home care") == Approx(-6));
  CHECK(difference(results, "all", "council") == Approx(-6));
  CHECK(difference(results, "each", "IS") == Approx(10));
  CHECK(difference(results, "work", "acute") == Approx(-2));
  CHECK(difference(results, "work", "community") == Approx(2));
  CHECK(values_of(results, "all", "IS", 0) == std::vector<double>{0, 0, 0});
  CHECK(values_of(results, "all", "trust", 1) == std::vector<double>{0, 0, 0});
}

TEST_CASE("a part of a figure that is not known is not known either", "[study]") {
  const auto results =
      ScenarioFolder({{"now.toml", std::string(two_people) + kpis}, {"then.toml", moved}}).run();
  CHECK(std::isnan(figure(results, "none")));
  CHECK(std::isnan(figure(results, "none", "IS", 0)));
}

TEST_CASE("what a variant does not have, or does not divide so, has no parts with nothing in them",
          "[study]") {
  const auto results =
      ScenarioFolder({{"now.toml", std::string(two_people) + kpis},
                      {"then.toml", redesign("[attribute]\nkind = { values = [\"new\", \"old\"] }\n"
                                             "[kpi]\nmore = { cost = \"*\", by = \"provider\" }\n"
                                             "all = { by = [\"provider\", \"kind\"] }\n"
                                             "there = { setting = \"*\" }\n")}})
          .run();
  CHECK(std::isnan(figure(results, "all", "old", 0)));         // a group of people
  CHECK(std::isnan(figure(results, "more", "IS", 0)));         // not asked there
  CHECK(std::isnan(figure(results, "all", "council", 1)));     // not divided by payer there
  CHECK(std::isnan(figure(results, "there", "community", 0))); // asked of one setting alone
}

TEST_CASE("a KPI of whom no cost names any more is £0, and the file of the redesign runs alone", "[study]") {
  const std::string base = std::string(two_people) + kpis;
  ScenarioFolder folder({{"now.toml", base}, {"then.toml", moved}});
  folder.options.files.erase(folder.options.files.begin());
  const auto results = folder.run();
  CHECK(figure(results, "trust") == 0);
  CHECK(figure(results, "paid") == 1);
  CHECK(figure(results, "all", "trust") == 0);
  CHECK(figure(results, "all", "IS") == Approx(20));
  CHECK(figure(results, "there") == 0);
  const auto told = folder.faults();
  CHECK(says(told, "no cost has the provider 'trust' any more, so there is £0 of it in kpi 'trust'"));
  CHECK(says(told, "the costs have as provider: IS"));
  CHECK(says(told, "nothing is in the setting 'acute' any more, so kpi 'there' has 0 there"));
}

TEST_CASE("a setting or a variant may take the last money from somebody too", "[study]") {
  ScenarioFolder folder({{"now.toml", std::string(two_people) + kpis}});
  folder.options.settings = {"cost.fee.provider=IS"};
  CHECK(figure(folder.run(), "trust") == 0);
  ScenarioFolder both(
      {{"now.toml", std::string(two_people) + kpis + "[variant.moved]\n\"cost.fee.provider\" = \"IS\"\n"}});
  both.options.with_variants = true;
  CHECK(figure(both.run(), "trust", {}, 0) == Approx(20));
  CHECK(figure(both.run(), "trust", {}, 1) == 0);
}

TEST_CASE("whom no file ever named is misspelt", "[study]") {
  const auto told =
      ScenarioFolder({{"now.toml", std::string(two_people) + kpis},
                      {"then.toml", redesign("[kpi]\nx = { cost = \"*\", provider = \"trsut\" }\n"
                                             "y = { setting = \"home\" }\n")}})
          .faults();
  CHECK(says(told, "there is no provider 'trsut'"));
  CHECK(says(told, "did you mean 'trust'?"));
  CHECK(says(told, "there is no setting in use called 'home'"));
}
