// What options spend and achieve: worked by hand, and refused where it cannot be set against each other.
#include "models/study/reduce.hpp"
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Ten people at £10 each; a third as many fall ill as parameter `ill` says of each.
constexpr auto now = R"(
[scenario]
title = "Now"
[run]
start = 2026-04-06
length = "20 days"
replications = 2
[parameter]
ill = { is = 1, source = "[I]" }
price = { is = "£10", source = "[I]" }
[source.ref]
count = 10
per = "10 days"
spread = "even"
until = "10 days"
first = "visit"
[step.visit]
takes = "1 h"
next = [{ when = "ill == 1", to = "ill" }, { to = "well" }]
[outcome]
ill = "Ill"
well = "Well"
[cost]
visit = { at = "visit.start", amount = "= price" }
[kpi]
ill = { count = "ill" }
well = { count = "well", show = ["total", "per week"] }
stay = { time_in = "visit.work", unit = "hours" }
share = { time_in = "visit.work", share_within = "2 h" }
spent = { cost = "*" }
)";
constexpr auto worth = R"(
[worth.health]
title = "One who stays well"
outcome = "ill"
cost = "spent"
better = "fewer"
pounds = "£30"
source = "[I]"
)";
constexpr auto dearer = R"(
[scenario]
title = "Dearer"
base = "now.toml"
[parameter.ill]
is = 0
[parameter.price]
is = "£35"
)";

const WorthRow& row_of(const Results& results, const std::string& variant) {
  for (const auto& row : results.worths)
    if (row.variant == variant) return row;
  FAIL("no row of " + variant);
  return results.worths.front();
}

std::string faults_of(const std::string& more) {
  return ScenarioFolder({{"now.toml", std::string(now) + more}}).faults();
}

} // namespace

TEST_CASE("what is spent for each one gained is worked out against the first", "[study]") {
  const auto results = ScenarioFolder({{"now.toml", std::string(now) + worth}, {"then.toml", dearer}}).run();
  REQUIRE(results.worths.size() == 2);
  const auto& first = row_of(results, "now");
  CHECK(first.against.empty());
  CHECK(first.is_on_front);
  const auto& then = row_of(results, "then");
  CHECK(then.against == "now");
  CHECK(then.spent == Approx(250));
  CHECK(then.gained == Approx(10)); // fewer are better
  CHECK(then.pounds_per_one == Approx(25));
  CHECK(then.per_one_low == Approx(25));
  CHECK(then.net_benefit == Approx(10 * 30 - 250));
  CHECK(then.observations == 2);
  CHECK(then.worse == 0);
  CHECK(then.worst_fifth == Approx(50));
  CHECK(then.before == "now");
  CHECK(then.per_one_more == Approx(25));
  CHECK(then.source == "[I]");
}

TEST_CASE("who is better and cheaper has no price and rules the other out", "[study]") {
  auto cheaper = std::string(dearer);
  cheaper.replace(cheaper.find("£35"), std::string("£35").size(), "£8");
  const auto results = ScenarioFolder({{"now.toml", std::string(now) + worth}, {"then.toml", cheaper}}).run();
  const auto& then = row_of(results, "then");
  CHECK(then.spent == Approx(-20));
  CHECK(std::isnan(then.pounds_per_one));
  CHECK(then.net_benefit == Approx(320));
  CHECK(row_of(results, "now").ruled_out_by == "then");
  CHECK_FALSE(row_of(results, "now").is_on_front);
}

TEST_CASE("a worth not said has no net benefit, and one variant is compared with nothing", "[study]") {
  const auto unsaid =
      std::string(now) + "[worth.one]\noutcome = \"well.total\"\ncost = \"spent\"\nbetter = \"more\"\n";
  const auto results = ScenarioFolder({{"now.toml", unsaid}, {"then.toml", dearer}}).run();
  const auto& then = row_of(results, "then");
  CHECK(then.gained == Approx(10));
  CHECK(then.pounds_per_one == Approx(25));
  CHECK(std::isnan(then.pounds));
  CHECK(std::isnan(then.net_benefit));
  CHECK(then.observations == 0);
  CHECK(ScenarioFolder({{"now.toml", unsaid}}).run().worths.empty());
}

TEST_CASE("an outcome in time is counted in the unit in which it is read", "[study]") {
  const auto of_hours =
      std::string(now) +
      "[worth.hour]\noutcome = \"stay\"\ncost = \"spent\"\nbetter = \"fewer\"\npounds = \"£100\"\n";
  const auto shorter = std::string(dearer) + "[step.visit]\ntakes = \"30 min\"\n";
  const auto results = ScenarioFolder({{"now.toml", of_hours}, {"then.toml", shorter}}).run();
  const auto& then = row_of(results, "then");
  CHECK(then.unit == "hours");
  CHECK(then.gained == Approx(0.5));
  CHECK(then.pounds_per_one == Approx(500));
}

TEST_CASE("a redesign may ask what an outcome costs, and show more of it", "[study]") {
  const auto asks = std::string(dearer) + worth + "[kpi.ill]\nshow = [\"number\", \"per week\"]\n";
  const auto asked = ScenarioFolder({{"now.toml", now}, {"then.toml", asks}}).run();
  CHECK(row_of(asked, "then").outcome == "ill.number");
  CHECK(row_of(asked, "then").gained == Approx(10));
  const auto shows = std::string(dearer) + "[kpi.ill]\nadd.show = [\"per week\"]\n";
  const auto shown = ScenarioFolder({{"now.toml", std::string(now) + worth}, {"then.toml", shows}}).run();
  CHECK(row_of(shown, "then").outcome == "ill.number");
  CHECK(row_of(shown, "then").pounds_per_one == Approx(25));
}

TEST_CASE("what cannot be set against each other is refused with a reason", "[study]") {
  const auto with = [](const std::string& outcome, const std::string& cost, const std::string& more) {
    return faults_of("[worth.x]\noutcome = \"" + outcome + "\"\ncost = \"" + cost + "\"\n" + more);
  };
  CHECK(with("ill", "spent", "").find("does not say which is better of 'ill'") != std::string::npos);
  CHECK(with("share", "spent", "better = \"more\"\n").find("'share' is a share") != std::string::npos);
  CHECK(with("ill", "well.total", "better = \"fewer\"\n").find("'well.total' is no sum of money") !=
        std::string::npos);
  CHECK(with("well.per week", "spent", "better = \"more\"\n").find("'well.per week' is a rate") !=
        std::string::npos);
  CHECK(with("sick", "spent", "better = \"more\"\n").find("there is no figure 'sick'") != std::string::npos);
  CHECK(
      with("ill", "spent", "better = \"fewer\"\npounds = \"3 days\"\n").find("sum of money above nothing") !=
      std::string::npos);
  CHECK(with("ill", "spent", "better = \"fewer\"\npounds = \"£0\"\n").find("sum of money above nothing") !=
        std::string::npos);
  CHECK(with("ill", "spent", "better = \"less\"\n").find("'better' cannot be 'less'") != std::string::npos);
  CHECK(with("ill", "spent", "better = \"fewer\"\npounds = \"= 3 * price\"\n").empty());
}

TEST_CASE("the spread of a difference is counted over replications", "[study]") {
  const auto results = ScenarioFolder({{"now.toml", now}, {"then.toml", dearer}}).run();
  REQUIRE(results.differences.size() == 1);
  REQUIRE(results.differences[0].spread.size() == results.kpis.size());
  CHECK(results.differences[0].spread[0].number == 2);
  CHECK(results.differences[0].spread[0].lower == 2); // nobody is ill
  CHECK(results.differences[0].spread[0].highest_fifth == Approx(-10));
}

TEST_CASE("owner and source of a figure come with it", "[study]") {
  const auto more = "[kpi.late]\ntime_in = \"visit.work\"\nshare_over = \"2 h\"\ntarget = \"< 0.1\"\n"
                    "owner = \"Trust\"\nsource = \"Standard [R 2]\"\n"
                    "[kpi.both]\nvalue = \"kpi.ill + 1\"\nowner = \"ICB\"\n";
  const auto results = run_text(std::string(now) + more);
  const auto row = [&](const std::string& name) {
    return *std::find_if(results.kpis.begin(), results.kpis.end(),
                         [&](const auto& kpi) { return kpi.name == name; });
  };
  CHECK(row("late").owner == "Trust");
  CHECK(row("late").source == "Standard [R 2]");
  CHECK(row("both").owner == "ICB");
  CHECK(row("ill").owner.empty());
}

TEST_CASE("money for each person and bands are no sum and no direction", "[study]") {
  const auto with = [](const std::string& kpi, const std::string& rest) {
    return faults_of("[kpi.own]\n" + kpi + "\n[worth.x]\n" + rest);
  };
  CHECK(with("cost = \"*\"\nshow = \"per ill\"", "outcome = \"ill\"\ncost = \"own\"\nbetter = \"fewer\"\n")
            .find("'own' is money for each one") != std::string::npos);
  CHECK(with("cost = \"*\"\nshow = [\"total\", \"per ill\"]",
             "outcome = \"ill\"\ncost = \"own.per ill\"\nbetter = \"fewer\"\n")
            .find("'own.per ill' is money for each one") != std::string::npos);
  CHECK(with("count = \"ill\"\ntarget = [3, 5]", "outcome = \"own\"\ncost = \"spent\"\n")
            .find("does not say which is better of 'own'") != std::string::npos);
}

TEST_CASE("what is spent and gained is of the replications that have both", "[study]") {
  const auto results = ScenarioFolder({{"now.toml", std::string(now) + worth}, {"then.toml", dearer}}).run();
  auto study = ScenarioFolder({{"now.toml", std::string(now) + worth}, {"then.toml", dearer}}).study();
  auto holed = results;
  const auto row = static_cast<std::size_t>(
      std::find_if(holed.kpis.begin(), holed.kpis.end(), [](const auto& kpi) { return kpi.name == "ill"; }) -
      holed.kpis.begin());
  const auto spent =
      static_cast<std::size_t>(std::find_if(holed.kpis.begin(), holed.kpis.end(),
                                            [](const auto& kpi) { return kpi.name == "spent"; }) -
                               holed.kpis.begin());
  holed.worths.clear();
  holed.variants[0].values[row * 2] = std::nan(""); // the outcome is undefined in the first replication
  holed.variants[1].values[spent * 2] += 1000;      // whose spending then says nothing of the price
  holed.antithetic = true;                          // the two are one observation
  add_worths(study, holed);
  const auto& then = row_of(holed, "then");
  CHECK(then.spent == Approx(250));
  CHECK(then.gained == Approx(10));
  CHECK(then.pounds_per_one == Approx(25));
  CHECK(then.per_one_more == Approx(25));
  CHECK(then.observations == 1);
}

TEST_CASE("amounts added up in another order are no difference", "[study]") {
  auto study = ScenarioFolder({{"now.toml", std::string(now) + worth}, {"then.toml", dearer}}).study();
  auto results = run_study(study, {});
  results.worths.clear();
  results.variants[1].values = results.variants[0].values;
  for (auto& value : results.variants[1].values) value *= 1 + 3e-16;
  add_worths(study, results);
  CHECK(row_of(results, "then").spent == 0);
  CHECK(row_of(results, "then").worse == 0);
}

TEST_CASE("what a redesign says of a worth that another has said before is told as not used", "[study]") {
  const auto told_of = [](const std::string& more, const std::vector<std::string>& settings = {}) {
    ScenarioFolder folder({{"now.toml", std::string(now) + worth}, {"then.toml", dearer + more}});
    folder.options.settings = settings;
    const auto results = folder.run();
    CHECK(row_of(results, "then").pounds == 30);
    return results.variants[1].warnings;
  };
  using Told = std::vector<std::string>;
  const auto unused = [](const std::string& field, const std::string& own, const std::string& first) {
    return Told{"worth 'health' has its own '" + field + "', " + own +
                ", which is not used: the comparison has that of 'now', " + first +
                "; to change it, change it there"};
  };
  CHECK(told_of("").empty()); // inherited
  CHECK(told_of("[worth.health]\npounds = \"£30\"\noutcome = \"ill\"\n").empty());
  CHECK(told_of("[worth.health]\npounds = \"£50\"\n") == unused("pounds", "\"£50\"", "\"£30\""));
  CHECK(told_of("[worth.health]\noutcome = \"well.total\"\n") ==
        unused("outcome", "\"well.total\"", "\"ill\""));
  CHECK(told_of("", {"then:worth.health.better=more"}) == unused("better", "\"more\"", "\"fewer\""));
  CHECK(told_of("", {"worth.health.source=[I]"}).empty()); // of both
  CHECK(told_of("[worth]\nhealth = { drop = true }\n") ==
        Told{"worth 'health' is left out here, which is not used: 'now' has it, and the comparison tells it "
             "of all; leave it out there"});
}

TEST_CASE("a worth that comes to another sum in a redesign is told", "[study]") {
  const std::string priced = "[worth.x]\noutcome = \"ill\"\ncost = \"spent\"\nbetter = \"fewer\"\n"
                             "pounds = \"= 3 * price\"\n";
  const auto results = ScenarioFolder({{"now.toml", now + priced}, {"then.toml", dearer}}).run();
  CHECK(row_of(results, "then").pounds == 30);
  CHECK(
      results.variants[1].warnings ==
      std::vector<std::string>{"worth 'x' has its own 'pounds', £105, which is not used: the comparison has "
                               "that of 'now', £30; to change it, change it there"});
}

TEST_CASE("a formula is a share or a rate by what it is made of", "[study]") {
  const auto fault_of = [](const std::string& formula, const std::string& unit = "") {
    const auto said = unit.empty() ? "" : "unit = \"" + unit + "\"\n";
    return faults_of("[kpi.all]\nvalue = \"kpi.ill + kpi.well.total\"\n[kpi.own]\nvalue = \"" + formula +
                     "\"\n" + said + "[worth.x]\noutcome = \"own\"\ncost = \"spent\"\nbetter = \"more\"\n");
  };
  for (const auto* rate :
       {"kpi.ill / kpi.all", "kpi.ill / kpi.all * 100", "if(kpi.all > 0, kpi.ill / kpi.all, 0)",
        "kpi.spent / kpi.ill", "1 - kpi.ill / kpi.all"})
    CHECK(says(fault_of(rate), "'own' is a rate, and what is bought must be counted"));
  for (const auto* share :
       {"1 - kpi.share", "(kpi.share + kpi.share.share_within) / 2", "min(kpi.share, 0.9)"})
    CHECK(says(fault_of(share), "'own' is a share, and what is bought must be counted"));
  CHECK(says(fault_of("kpi.ill / kpi.all"), "say so with its unit, such as \"people\""));
  for (const auto* count :
       {"kpi.all * 2", "kpi.share * kpi.all", "kpi.ill / kpi.all * kpi.well.total", "kpi.share * 5000",
        "5000 * (kpi.ill / kpi.all)", "kpi.ill / kpi.share", "kpi.spent / kpi.stay", "-kpi.ill"})
    CHECK(fault_of(count).empty());
  CHECK(fault_of("kpi.ill / kpi.all", "weeks").empty()); // its author says what it counts
}

TEST_CASE("money over people is no sum, whatever the formula's unit", "[study]") {
  CHECK(says(faults_of("[kpi.own]\nvalue = \"kpi.spent / kpi.ill\"\nunit = \"£\"\n"
                       "[worth.x]\noutcome = \"ill\"\ncost = \"own\"\nbetter = \"fewer\"\n"),
             "'own' is money for each one"));
}
