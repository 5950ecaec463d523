// What KPIs say, in small scenarios without chance whose figures are counted by hand.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

TEST_CASE("a share of a number at a date is of replications, not the number", "[compile]") {
  const auto results = run(R"(
busy = { resource = "room", level = "busy", show = ["mean", "share_at 1", "share_at 5", "share_over 50%"], at = "day 1" }
some = { number_in = ["clinic.wait", "clinic.work"], show = "share_up_to 0", at = "day 6" })");
  CHECK(figure(results, "busy.mean") == 1);
  CHECK(figure(results, "busy.share_at 1") == 1);
  CHECK(figure(results, "busy.share_at 5") == 0);
  CHECK(figure(results, "busy.share_over 50%") == 1);
  CHECK(figure(results, "some") == 1);
  CHECK(row(results, "busy.share_at 5").unit == "share");
  CHECK(says(faults("busy = { resource = \"room\", show = \"p95\", at = \"day 1\" }"),
             "'p95' is no figure of kpi 'busy' at a date"));
}

TEST_CASE("a KPI measures one thing, a formula being one", "[compile]") {
  CHECK(says(faults("both = { time_in = \"clinic.wait\", value = \"1 + 1\" }"),
             "kpi 'both' has both 'time_in' and 'value'"));
}

TEST_CASE("a target is of the figure it fits", "[compile]") {
  const auto results = run(R"(
wait = { time_in = "clinic.wait", show = ["mean", "share_within 12 h", "number"], target = 0.95 }
long = { time_in = "clinic.wait", show = ["share_over 1 h", "mean"], target = "< 12 h" }
made = { value = "7 / 10", target = 0.70 }
slow = { value = "2 + 1", unit = "weeks", target = "< 14 days" }
rate = { count = "clinic.start", target = 4 }
few = { count = "clinic.start", target = " <= 4" })");
  CHECK_FALSE(row(results, "wait.mean").has_target);
  CHECK_FALSE(row(results, "wait.number").has_target);
  CHECK(row(results, "wait.share_within 12 h").has_target);
  CHECK_FALSE(row(results, "wait.share_within 12 h").target_at_most);
  CHECK_FALSE(row(results, "long.share_over 1 h").has_target);
  CHECK(row(results, "long.mean").target == Approx(0.5));
  CHECK(row(results, "long.mean").target_at_most);
  CHECK_FALSE(row(results, "made").target_at_most);
  CHECK(row(results, "slow").target == Approx(2));
  CHECK_FALSE(row(results, "rate").target_at_most);
  CHECK(row(results, "few").target_at_most);
}

TEST_CASE("a target that fits no figure is a fault", "[compile]") {
  CHECK(says(faults("beds = { resource = \"room\", level = \"busy\", target = \"< 0.92\" }"),
             "the target is a share, and the figures of kpi 'beds' are numbers of units"));
  CHECK(says(faults("beds = { resource = \"room\", level = \"utilisation\", target = 92 }"),
             "a share is at most 1, and the target is 92"));
  CHECK(says(faults("seen = { count = \"clinic.start\", target = \"18 weeks\" }"),
             "the target is a length of time, and no figure of kpi 'seen' is"));
  for (const std::string sign : {"> >", "<>", "<<", ">= >"})
    CHECK(
        says(faults("use = { resource = \"room\", level = \"utilisation\", target = \"" + sign + " 50%\" }"),
             "'" + sign + " 50%' is no target"));
  CHECK(says(faults("use = { resource = \"room\", level = \"utilisation\", target = [0.9, 0.8] }"),
             "a band is two plain numbers, the lower first"));
}

TEST_CASE("a band is met inside", "[compile]") {
  const auto results = run("use = { resource = \"room\", level = \"utilisation\", target = [0.85, 0.92] }");
  CHECK(row(results, "use").target == Approx(0.85));
  CHECK(row(results, "use").target_high == Approx(0.92));
}

TEST_CASE("the unit of an attribute or a count is kept as its label", "[compile]") {
  const auto results = run(R"(
far = { attribute = "distance", at = "clinic.start", unit = "km" }
own = { attribute = "distance", at = "clinic.start" }
visits = { count = "clinic.start", unit = "visits" })");
  CHECK(row(results, "far").unit == "km");
  CHECK(row(results, "own").unit == "miles");
  CHECK(row(results, "visits").unit == "visits");
}

TEST_CASE("a figure that is none is answered with those there are", "[compile]") {
  CHECK(says(faults("seen = { count = \"clinic.start\", show = \"p90\" }"),
             "its figures are number, total and per week"));
  CHECK(says(faults("use = { resource = \"room\", level = \"utilisation\", show = \"p95\" }"),
             "its figures are mean"));
}

TEST_CASE("an attribute has shares at and up to a number", "[compile]") {
  const auto results = run(
      "far = { attribute = \"distance\", at = \"clinic.start\", show = [\"share_at 2\", \"share_up_to 5\", "
      "\"share_up_to 6\"] }");
  CHECK(figure(results, "far.share_at 2") == Approx(0.6));
  CHECK(figure(results, "far.share_up_to 5") == Approx(0.6));
  CHECK(figure(results, "far.share_up_to 6") == 1);
}

TEST_CASE("those who waited are counted and averaged alone", "[compile]") {
  const auto results =
      run("wait = { time_in = \"clinic.wait\", show = [\"mean\", \"share_waiting\", \"mean_of_those\"] }");
  CHECK(figure(results, "wait.mean") == Approx(0.2));
  CHECK(figure(results, "wait.share_waiting") == Approx(0.2));
  CHECK(figure(results, "wait.mean_of_those") == Approx(1));
}

TEST_CASE("of an attribute that may be negative, those above nothing are averaged alone", "[compile]") {
  std::string text = five_people;
  text.insert(text.find("[source.first]"), "[attribute.balance]\nis = 0\n");
  text.insert(text.find("distance = 2 }"), "balance = 4, ");
  text.insert(text.find("distance = 6 }"), "balance = -2, ");
  const auto results = ScenarioFolder({{"now.toml", text + R"(
b = { attribute = "balance", at = "clinic.start", by = "kind", show = ["mean", "share_waiting", "mean_of_those"] }
none = { attribute = "balance", at = "clinic.start", only = "kind == b", show = "mean_of_those" })"}})
                           .run();
  CHECK(figure(results, "b.mean") == Approx((3 * 4 - 2 * 2) / 5.0)); // 4 three times, -2 twice
  CHECK(figure(results, "b.share_waiting") == Approx(0.6));
  CHECK(figure(results, "b.mean_of_those") == Approx(4));
  CHECK(figure(results, "b.mean_of_those", "a") == Approx(4));
  CHECK(std::isnan(figure(results, "b.mean_of_those", "b")));
  CHECK(std::isnan(figure(results, "none")));
}

TEST_CASE("only keeps the people it names, of events, phases and clocks", "[compile]") {
  const auto results = run(R"(
seen = { count = "clinic.start", only = "kind == b" }
people = { count = "clinic.start", only = "distance < 3", distinct = true }
wait = { time_in = "clinic.wait", only = "kind in [b]", show = ["mean", "number"] }
stay = { clock = "stay", only = "kind != b and distance <= 2", show = ["mean", "number"] }
far = { attribute = "distance", at = "clinic.start", only = "not kind in [a]" })");
  CHECK(figure(results, "seen") == 2);
  CHECK(figure(results, "people") == 3);
  CHECK(figure(results, "wait.number") == 2);
  CHECK(figure(results, "stay.number") == 3);
  CHECK(figure(results, "far") == 6);
  CHECK(figure(results, "wait.mean") + figure(results, "stay.mean") ==
        Approx(1.0 + (figure(results, "wait.mean") > 0 ? 0.5 : 1.0 / 3)));
}

TEST_CASE("the number of a completed clock is of periods, of which one person may have several",
          "[compile]") {
  const std::string twice = R"(
[clock.twice]
starts = ["first.arrive", "second.arrive", "clinic.start"]
stops = ["clinic.start", "seen"])";
  const auto results = run(R"(
ended = { clock = "twice", show = ["number", "mean"] }
seen = { clock = "twice", of = "seen", show = "number" }
running = { clock = "twice", of = "incomplete", show = "number", at = "day 3" })" +
                           twice);
  CHECK(figure(results, "ended.number") == 10); // five people, each waiting and then in the room
  CHECK(row(results, "ended.number").unit == "periods");
  CHECK(row(results, "ended.mean").unit == "days");
  CHECK(figure(results, "seen") == 5);
  CHECK(row(results, "seen").unit == "periods");
  CHECK(row(results, "running").unit == "patients"); // each has one at most that runs
  CHECK(says(faults("ended = { clock = \"twice\", show = \"number\", target = 0.5 }" + twice),
             "the target is a share, and the figures of kpi 'ended' are numbers of periods"));
}

TEST_CASE("only is refused where it has no effect, and when it is no condition", "[compile]") {
  CHECK(says(faults("use = { resource = \"room\", only = \"kind == a\" }"),
             "'only' has no effect on kpi 'use'"));
  CHECK(
      says(faults("seen = { count = \"clinic.start\", only = \"kind == c\" }"), "there is no category 'c'"));
  CHECK(says(faults("seen = { count = \"clinic.start\", only = \"age(stay) > 1 day\" }"),
             "'only' compares attributes of people with categories or numbers"));
}

TEST_CASE("from and until bound what a KPI is about", "[compile]") {
  const auto results = run(R"(
early = { count = "clinic.start", until = "day 3" }
late = { count = "clinic.start", from = "day 3" }
wait = { time_in = "clinic.wait", show = ["mean", "number", "share_within 12 h"], until = "day 3" }
use = { resource = "room", level = "utilisation", from = "day 2", until = "day 4" }
busy = { number_in = "clinic.work", from = "day 8" }
money = { cost = "*", from = "day 3", until = "day 5" })");
  CHECK(figure(results, "early") == 3);
  CHECK(figure(results, "late") == 2);
  CHECK(figure(results, "wait.number") == 3);
  CHECK(figure(results, "wait.mean") == Approx(1.0 / 3));
  CHECK(figure(results, "wait.share_within 12 h") == Approx(2.0 / 3));
  CHECK(figure(results, "use") == Approx(0.5));
  CHECK(figure(results, "busy") == Approx(0.5));
  CHECK(figure(results, "money") == Approx(2 * 5 + 10 + 1)); // a visit on day 4; one seen on day 5 or 3
}

TEST_CASE("a period refuses figures that need the whole, and those at a moment", "[compile]") {
  CHECK(says(faults("wait = { time_in = \"clinic.wait\", show = \"p90\", from = \"day 3\" }"),
             "'p90' of kpi 'wait' needs the whole measured period"));
  CHECK(says(faults("open = { clock = \"stay\", of = \"incomplete\", from = \"day 3\" }"),
             "kpi 'open' is about a moment, so 'from' has no effect"));
  CHECK(says(faults("wait = { time_in = \"clinic.wait\", from = \"day 3\", until = \"day 2\" }"),
             "the period of kpi 'wait' has no length"));
}

TEST_CASE("formulas choose, compare, and read one group", "[compile]") {
  const auto results = run(R"toml(
came = { count = "clinic.arrive", by = ["kind"] }
share = { value = "kpi.came[kind=b] / kpi.came", unit = "share" }
least = { value = "min(kpi.came, 3, 9)" }
most = { value = "max(kpi.came, 3)" }
if_many = { value = "if(kpi.came > 4 and not kpi.came == 6, kpi.came * 2, 0)" }
guarded = { value = "if(kpi.came[kind = 'b'] >= 3, 1, -1)" })toml");
  CHECK(figure(results, "share") == Approx(0.4));
  CHECK(figure(results, "least") == 3);
  CHECK(figure(results, "most") == 5);
  CHECK(figure(results, "if_many") == 10);
  CHECK(figure(results, "guarded") == -1);
  const auto came = std::string("came = { count = \"clinic.arrive\", by = [\"kind\"] }\n");
  CHECK(says(faults(came + "x = { value = \"kpi.came[kind=c]\" }"), "there is no category 'c'"));
  CHECK(says(faults("came = { count = \"clinic.arrive\" }\nx = { value = \"kpi.came[kind=a]\" }"),
             "kpi 'came' is not split by 'kind'"));
}

TEST_CASE("a formula that is a time is one in any unit of time, and its target with it", "[compile]") {
  const auto results = run(R"toml(
work = { time_in = "clinic.work", show = "mean", unit = "hours" }
came = { count = "clinic.arrive" }
beyond = { value = "kpi.work - 1 h", unit = "hours", target = "< 1 h" }
again = { value = "if(kpi.came > 0, 2 * kpi.beyond, 0)", unit = "weeks" }
ratio = { value = "(kpi.work - 1 h) / 1 h", unit = "hours", target = "< 30 h" }
per_room = { value = "kpi.work / resource.room.capacity" }
itself = { value = "kpi.work * 24 - 2", unit = "hours" }
share = { value = "kpi.work / run.length + kpi.came / 5" }
stay = { value = "kpi.work - run.length / 10" }
list = { value = "kpi.came / 2", unit = "weeks" }
short = { value = "kpi.work / 2", unit = "h" }
own = { value = "kpi.work * 1440", target = "< 45" })toml");
  const auto row = [&](const std::string& name) {
    return *std::find_if(results.kpis.begin(), results.kpis.end(),
                         [&](const auto& kpi) { return kpi.name == name; });
  };
  CHECK(figure(results, "beyond") == Approx(23.0 / 24));
  CHECK(row("beyond").unit == "days");
  CHECK(row("beyond").shown_in == "hours");
  CHECK(row("beyond").target == Approx(1.0 / 24));
  CHECK(figure(results, "again") == Approx(46.0 / 24));
  CHECK(row("again").unit == "days");
  CHECK(row("again").shown_in == "weeks");
  CHECK(row("per_room").unit == "days");
  CHECK(figure(results, "ratio") == Approx(23)); // a number of hours, as its author made it
  CHECK(row("ratio").unit == "hours");
  CHECK(row("ratio").target == Approx(30));
  CHECK(row("itself").unit == "hours"); // its author has put it into hours
  CHECK(row("share").unit == "number");
  CHECK(row("stay").unit == "days");
  CHECK(row("list").unit == "weeks");
  CHECK(row("short").shown_in == "hours");
  CHECK(row("own").unit == "number"); // no unit is asked for, and its author has put it into one
}

TEST_CASE("a time that a formula puts into a unit itself is told", "[compile]") {
  const auto of = [](const std::string& formula) {
    return faults("work = { time_in = \"clinic.work\" }\nx = { value = " + formula + " }");
  };
  CHECK(says(of("\"24 * kpi.work\", unit = \"hours\""), "this time is shown in hours as it is"));
  CHECK(says(of("\"max(kpi.work * 24, 0)\", unit = \"hours\""), "this time is shown in hours as it is"));
  CHECK(says(of("\"kpi.work * 24\""), "this time seems to be put into hours, and is shown as a number"));
  CHECK(says(of("\"kpi.work + 1 h\", unit = \"months\""), "there is no unit of time to show 'months'"));
}

TEST_CASE("first minus last is told of ordered groups only", "[compile]") {
  const auto results = run("came = { count = \"clinic.arrive\", by = [\"kind\"] }");
  CHECK(std::none_of(results.kpis.begin(), results.kpis.end(),
                     [](const auto& kpi) { return kpi.group_value == "gap"; }));
  std::string ordered = five_people;
  const auto at = ordered.find("values = [\"a\", \"b\"]");
  ordered.insert(at, "ordered = [\"a\", \"b\"]\n");
  const auto again =
      ScenarioFolder({{"now.toml", ordered + "came = { count = \"clinic.arrive\", by = [\"kind\"] }"}}).run();
  CHECK(figure(again, "came", "gap") == 1);
}

TEST_CASE("names of deprivation have an order where they are listed, and none in a table", "[compile]") {
  const auto has_gap = [](const std::string& fields) {
    const auto results = run(
        "came = { count = \"clinic.arrive\", by = [\"deprivation\"] }\n[attribute.deprivation]\n" + fields);
    return std::any_of(results.kpis.begin(), results.kpis.end(),
                       [](const auto& kpi) { return kpi.group_value == "gap"; });
  };
  const std::string choose = "choose = { low = 0.2, mid = 0.5, high = 0.3 }";
  CHECK_FALSE(has_gap(choose)); // by the alphabet it would be of high and mid
  CHECK(has_gap(choose + "\nordered = [\"low\", \"mid\", \"high\"]"));
  CHECK(has_gap("values = [\"low\", \"mid\", \"high\"]\nis = \"mid\""));
  CHECK(has_gap("choose = { q1 = 0.2, q2 = 0.5, q3 = 0.3 }"));
}

TEST_CASE("a completed share is followed by when the clock stopped", "[compile]") {
  const auto results = run("quick = { clock = \"stay\", share_within = \"1 day\", target = 0.9 }");
  REQUIRE(results.series.size() == 1);
  CHECK(results.series[0].name == "quick");
  CHECK(results.series[0].has_target);
  const auto& means = results.variants[0].series_mean;
  REQUIRE(means.size() == 11);
  std::vector<double> defined; // on the days on which anyone was seen
  for (const double mean : means)
    if (!std::isnan(mean)) defined.push_back(mean);
  CHECK(defined == std::vector<double>{1, 0, 1, 1, 1}); // the second waited
}

TEST_CASE("the scenario chooses its main figures", "[compile]") {
  std::string text = five_people;
  text.insert(text.find("[run]"), "headline = [\"wait\", \"seen\"]\n");
  const std::string kpis = "seen = { count = \"clinic.start\" }\n"
                           "wait = { time_in = \"clinic.wait\", show = [\"p90\", \"mean\"] }\n";
  const auto results = ScenarioFolder({{"now.toml", text + kpis}}).run();
  CHECK(results.headline == std::vector<std::string>{"wait.p90", "seen"});
  CHECK(says(ScenarioFolder({{"now.toml", text + "seen = { count = \"clinic.start\" }"}}).faults(),
             "there is no kpi 'wait'"));
}
