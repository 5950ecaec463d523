// What KPIs of money say, in a small scenario without chance.
#include "tests/compile/five_people.hpp"

#include <set>

using namespace carepath;
using namespace carepath::test;

TEST_CASE("a cost over several steps falls in the setting of each", "[compile]") {
  const auto results = ScenarioFolder({{"now.toml", two_settings}}).run();
  CHECK(figure(results, "where", "acute") == Approx(4 * (10 + 1))); // four people
  CHECK(figure(results, "where", "community") == Approx(4 * (10 + 2)));
  CHECK(figure(results, "where", "home") == Approx(4 * (7 + 7)));
  CHECK(figure(results, "where", "primary") == Approx(9 * 20));
  CHECK(figure(results, "where") == Approx(figure(results, "all")));
  CHECK(figure(results, "all", "not said") == Approx(figure(results, "all")));
  CHECK(figure(results, "start") == Approx(80));
  CHECK(figure(results, "least") == Approx(32));
}

TEST_CASE("money is told by payer and provider, and filtered by them", "[compile]") {
  const auto results = run(R"(
all = { cost = "*", by = ["payer"] }
icb = { cost = "*", payer = "ICB" }
trust = { cost = "*", provider = ["trust"] })");
  CHECK(figure(results, "all") == Approx(5 * 10 + 10 * 5 + 5));
  CHECK(figure(results, "all", "ICB") == Approx(50));
  CHECK(figure(results, "all", "region") == Approx(50));
  CHECK(figure(results, "all", "not said") == Approx(5));
  CHECK(figure(results, "icb") == Approx(50));
  CHECK(figure(results, "trust") == Approx(50));
  CHECK(says(faults("x = { cost = \"*\", payer = \"ICP\" }"), "there is no payer 'ICP'"));
  CHECK(
      says(faults("x = { count = \"clinic.start\", payer = \"ICB\" }"), "'payer' has no effect on kpi 'x'"));
}

TEST_CASE("by provider is who is paid for money, and the attribute for all else", "[compile]") {
  std::string text = five_people;
  text.insert(text.find("[attribute.kind]"), "[attribute.provider]\nvalues = [\"trust\", \"IS\"]\n");
  text.insert(text.find("kind = \"a\", distance"), "provider = \"IS\", ");
  text.insert(text.find("kind = \"b\", distance"), "provider = \"trust\", ");
  text += "all = { cost = \"*\", by = [\"provider\"] }\n"
          "seen = { count = \"clinic.start\", by = \"provider\" }\n";
  const ScenarioFolder folder({{"now.toml", text}});
  const auto results = folder.run();
  CHECK(figure(results, "all", "trust") == Approx(5 * 10));
  CHECK(figure(results, "all", "not said") == Approx(10 * 5 + 5));
  CHECK(figure(results, "seen", "trust") == 2);
  CHECK(figure(results, "seen", "IS") == 3);
  for (const auto& kpi : results.kpis) CHECK(is_part(kpi) == (kpi.name == "all" && !kpi.group.empty()));
  const auto told = folder.faults();
  CHECK(says(told, "kpi 'all' is split by who is paid, not by the attribute 'provider'"));
  CHECK_FALSE(says(told, "kpi 'seen'"));
}

TEST_CASE("the groups of a cost add up to all of it, with what is shared by all", "[compile]") {
  std::string text = five_people;
  text.insert(text.find("values = [\"a\", \"b\"]"), "ordered = [\"a\", \"b\"]\n");
  const auto results = ScenarioFolder({{"now.toml", text + R"(
all = { cost = "*", show = ["total", "per seen", "per week"], by = ["kind", "payer"] }
paid = { cost = ["visit", "phone"], by = "kind" })"}})
                           .run();
  CHECK(figure(results, "all.total", "shared by all") == Approx(10 * 5)); // the room
  CHECK(figure(results, "all.total", "gap") == Approx(11));
  for (const std::string name : {"all.total", "all.per week"})
    CHECK(figure(results, name) == Approx(figure(results, name, "a") + figure(results, name, "b") +
                                          figure(results, name, "shared by all")));
  CHECK(figure(results, "all.per seen") == Approx(11 + figure(results, "all.per seen", "shared by all")));
  CHECK(figure(results, "paid") == Approx(figure(results, "paid", "a") + figure(results, "paid", "b")));
  CHECK(std::none_of(results.kpis.begin(), results.kpis.end(), [](const auto& kpi) {
    return is_shared(kpi) && (kpi.name == "paid" || kpi.group == "payer");
  }));
  CHECK(says(ScenarioFolder({{"now.toml", std::string(five_people) + "seen = { count = \"seen\" }\n" +
                                              "[attribute.x]\nchoose = { \"shared by all\" = 1 }\n"}})
                 .faults(),
             "attribute 'x' has a category called 'shared by all'"));
}

TEST_CASE("units that are unlimited while a run is measured have no cost each", "[compile]") {
  const auto with = [](const std::string& capacity, const std::string& run, const std::string& per) {
    std::string text = five_people;
    const auto put = [&](const std::string& old, const std::string& now) {
      text.replace(text.find(old), old.size(), now);
    };
    put("capacity = 1", "capacity = " + capacity);
    put("length = \"10 days\"", run);
    put("resource = \"room\"", "resource = \"room\"" + per);
    return ScenarioFolder({{"now.toml", text + "all = { cost = \"room\" }\n"}});
  };
  const std::string ten = "length = \"10 days\"", eight = "length = \"8 days\"\nwarm_up = \"2 days\"";
  const std::string until_two = R"([{ until = "2 days", is = "unlimited" }, { is = 1 }])";
  const std::string until_end = R"([{ until = "10 days", is = 1 }, { is = "unlimited" }])";
  const std::string fault =
      "cost 'room' is of each unit that 'room' has, and the capacity of 'room' is unlimited";
  CHECK(says(with("\"unlimited\"", ten, "").faults(), fault));
  const auto told = with(until_two, ten, "\nper = \"unit\"").faults();
  CHECK(says(told, fault));
  CHECK(says(told, "| per = \"unit\""));
  CHECK(says(told, "per = \"busy\" is of the units in use"));
  CHECK(figure(with(until_two, eight, "").run(), "all") == Approx(8 * 5)); // unlimited in the warm-up alone
  CHECK(figure(with(until_end, ten, "").run(), "all") == Approx(10 * 5));
  CHECK(figure(with("\"unlimited\"", ten, "\nper = \"busy\"").run(), "all") == Approx(5 * 5)); // days of work
}

TEST_CASE("a group of people that is shown as work by setting is told", "[compile]") {
  std::string text = five_people;
  text.insert(text.find("[attribute.kind]"), "[attribute.setting]\nchoose = { acute = 0.5, home = 0.5 }\n");
  const auto told =
      ScenarioFolder({{"now.toml", text + "seen = { count = \"clinic.start\", by = \"setting\" }"}}).faults();
  CHECK(says(told, "kpi 'seen' is shown with work by setting, not with groups of people"));
}

TEST_CASE("what a KPI or a cost names twice counts once", "[compile]") {
  std::string text = five_people;
  const std::string at = "at = \"clinic.start\"";
  text.replace(text.find(at), at.size(), "at = [\"clinic.start\", \"seen\", \"clinic.start\"]");
  const auto results = run_text(text + R"(
visits = { cost = ["*", "visit"], payer = "ICB" }
all = { cost = ["phone", "*", "phone"], by = ["payer", "kind", "payer"] }
ended = { count = ["outcome.*", "seen"], sum = true }
starts = { count = ["clinic.start", "clinic.start"] }
far = { attribute = "distance", at = ["seen", "seen"], show = ["total", "number", "total"] }
there = { number_in = "clinic.work", at = ["day 4", "day 4"] }
where = { setting = ["*", "acute"], show = ["activity", "cost", "staff_hours"] })");
  CHECK(figure(results, "visits") == Approx(5 * (10 + 10))); // at the start, and when seen
  CHECK(figure(results, "all") == Approx(5 * (10 + 10) + 10 * 5 + 5));
  CHECK(figure(results, "ended") == 5);
  CHECK(figure(results, "starts") == 5);
  CHECK(figure(results, "far.number") == 5);
  CHECK(figure(results, "far.total") == Approx(3 * 2 + 2 * 6));
  CHECK(figure(results, "where.activity") == 5);
  CHECK(figure(results, "where.staff_hours") == Approx(5 * 24));
  CHECK(figure(results, "where.cost") == Approx(figure(results, "where.cost", "acute")));
  CHECK(figure(results, "where.cost") ==
        Approx(5 * 10 + 10 * 5)); // what falls at an outcome is in no setting
  std::set<std::vector<std::string>> rows;
  for (const auto& row : results.kpis) CHECK(rows.insert({row.name, row.group, row.group_value}).second);
}

TEST_CASE("money of nobody in a part of the period is nothing", "[compile]") {
  const std::string nobody =
      "here = { setting = \"*\", show = [\"cost\", \"bed_days\"], from = \"day 3\" }\n"
      "moved = { cost = \"*\", payer = \"ICB\", provider = \"IS\", from = \"day 3\" }\n"
      "[cost.other]\nat = \"seen\"\namount = \"£3\"\npayer = \"region\"\nprovider = \"IS\"\n";
  const auto results = run(nobody);
  CHECK(figure(results, "here.bed_days") == 0);
  CHECK(figure(results, "here.bed_days", "acute") == 0);
  CHECK(figure(results, "here.cost") == Approx(2 * 10 + 7 * 5));
  CHECK(figure(results, "moved") == 0);
  CHECK(says(faults("now = { clock = \"stay\", of = \"incomplete\", from = \"day 3\" }"),
             "kpi 'now' is about a moment, so 'from' has no effect"));
}
