// A category is what is written, never its place in a list: also where its name is a number.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two people, who are given `given`.
std::string two_people(const std::string& attribute, const std::string& given, const std::string& more) {
  return R"(
[scenario]
title = "Two people"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
[attribute.imd]
)" + attribute +
         "\n[source.s]\nat = [\"day 0\", \"day 1\"]\nfirst = \"visit\"\nset = " + given + R"(
[outcome]
done = "Done"
gone = "Gone"
)" + more;
}

const std::string numbers = "choose = { 1 = 1, 2 = 0, 3 = 0, 10 = 0 }";
const std::string straight = "[step.visit]\nnext = \"done\"\n";

/// How many of the two are counted by a KPI of only those for whom `only` holds.
double counted(const std::string& given, const std::string& only) {
  const auto text =
      two_people(numbers, given,
                 straight + "[kpi.n]\ncount = \"s.arrive\"\nshow = \"total\"\nonly = \"" + only + "\"\n");
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "n");
}

bool tells(const std::string& attribute, const std::string& given, const std::string& words,
           const std::string& more = {}) {
  const auto told = ScenarioFolder({{"now.toml", two_people(attribute, given, straight + more)}}).faults();
  INFO(told);
  return told.find(words) != std::string::npos;
}

/// Days that a step takes whose `takes` is this.
double taken(const std::string& takes) {
  const auto text =
      two_people(numbers, "{ imd = \"10\" }", "[step.visit]\nnext = \"done\"\ntakes = " + takes + R"(
[kpi.days]
time_in = "visit.work"
show = "mean"
unit = "days"
)");
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "days");
}

} // namespace

TEST_CASE("a category whose name is a number is meant by that number wherever it is given", "[compile]") {
  for (const std::string value :
       {"'2'", "2", "{ by = 'imd', 1 = '2', else = '3' }", "{ by = 'imd', 1 = 2, else = 3 }",
        "{ choose = { 2 = 1 } }", "'= if(imd == 1, 2, 3)'", "'= 1 + 1'", "'= 2'", "'= 02'", "'= written'",
        "[{ when = 'imd in [1, 3]', is = 2 }, { is = 3 }]"}) {
    INFO(value);
    const auto given = "{ imd = " + value + " }\n[parameter.written]\nis = '= 2'";
    CHECK(counted(given, "imd == 2") == 2);
    CHECK(counted(given, "imd in ['2']") == 2);
    CHECK(counted(given, "imd in [1, 3]") == 0);
    CHECK(counted(given, "imd != 3") == 2);
  }
}

TEST_CASE("categories whose names are numbers are compared and computed with as these", "[compile]") {
  CHECK(counted("{ imd = 10 }", "imd >= 10") == 2); // in text order 10 would stand before 2
  CHECK(counted("{ imd = 10 }", "imd > 3 and imd <= 10.5") == 2);
  CHECK(counted("{ imd = 2 }", "imd >= 3") == 0);
  CHECK(taken("'= imd * 1 day'") == 10);
  CHECK(taken(R"([{ when = "imd >= 10", is = "4 days" }, { is = "1 day" }])") == 4);
  CHECK(taken(R"([{ when = "imd == 3", is = "4 days" }, { is = "1 day" }])") == 1);
}

TEST_CASE("a KPI of an attribute whose categories are numbers is of these", "[compile]") {
  const std::string kpi = "[kpi.n]\nattribute = \"imd\"\nat = \"s.arrive\"\nshow = ";
  const auto of = [&](const std::string& categories, const std::string& given, const std::string& show) {
    const auto text = two_people(categories, given, straight + kpi + '"' + show + "\"\n");
    return figure(ScenarioFolder({{"now.toml", text}}).run(), "n");
  };
  const std::string twos = "values = [\"2\", \"4\", \"6\"]";
  const std::string four_then_six = "{ imd = { cycle = [4, 6], every = \"1 day\" } }";
  CHECK(of(twos, four_then_six, "mean") == 5); // their places are 1 and 2
  CHECK(of(twos, four_then_six, "share_at 4") == 0.5);
  CHECK(of("values = [\"true\", \"false\"]", "{ imd = true }", "mean") == 1);
  CHECK(tells("values = [\"18-64\", \"65+\"]", "{}", "'imd' has categories, which are no numbers",
              kpi + "\"mean\"\n"));
}

TEST_CASE("what is no category is a fault with those there are", "[compile]") {
  CHECK(tells(numbers, "{ imd = 5 }", "expected one of: 1, 2, 3, 10"));
  CHECK(tells(numbers, "{ imd = true }", "there is no category 'true'"));
  CHECK(tells(numbers, R"({ imd = "= imd + 1" })", "this is a number, and 'imd' has categories"));
  const std::string answers = R"(values = ["yes", "no"])";
  CHECK(tells(answers, "{ imd = true }", "expected one of: yes, no"));
  CHECK(
      tells(answers, "{ imd = { chance = 1 } }", "this is true or false, and 'imd' has categories: yes, no"));
  CHECK(tells(answers, "{ imd = 0.5 }", "there is no category '0.5'"));
  const std::string yes = R"({ imd = "yes" })";
  CHECK(tells(answers, yes, "neither true nor false", "[kpi.n]\ncount = \"s.arrive\"\nonly = \"imd\"\n"));
  CHECK(tells(answers, R"({ imd = [{ when = "imd", is = "no" }, { is = "yes" }] })", "which are no numbers"));
}

TEST_CASE("a lone number or truth as an expression is no category either where none is called so",
          "[compile]") {
  const std::string attribute = "values = [\"1\", \"5\"]\n", none = "there is no category ";
  for (const auto& list : {std::string(numbers), attribute}) {
    CHECK(tells(list, R"({ imd = "= 4" })", none + "'4'"));
    CHECK(tells(list, R"({ imd = "= -1" })", none + "'-1'"));
    CHECK(tells(list, R"({ imd = "= £1" })", none + "'£1'"));
    CHECK(tells(list, R"({ imd = "= 1 day" })", none));
    CHECK(tells(list, R"({ imd = "= true" })", none + "'true'"));
    CHECK(tells(list, R"({ imd = { by = "imd", 1 = "= 4", else = "= 1" } })", none + "'4'"));
    CHECK_FALSE(tells(list, R"({ imd = "= 1" })", "error"));
  }
  CHECK(tells(attribute + "is = \"= 2\"\n", "{}", none + "'2'"));
  CHECK_FALSE(tells(attribute + "is = \"= 5\"\n", "{}", "error"));
  CHECK(tells(R"(values = ["yes", "no"])", R"({ imd = "= 0" })", none + "'0'"));
  CHECK_FALSE(tells("values = [true, false]", R"({ imd = "= true" })", "error"));
  const auto told = faults_of_text(two_people(numbers, R"({ imd = "= (" })", straight));
  CHECK(says(told, "error"));
  CHECK_FALSE(says(told, none));
}

TEST_CASE("categories that are put in order and have none are warned of", "[compile]") {
  const std::string no_order = "the categories of 'imd' have no order of their own";
  const std::string only = "[kpi.n]\ncount = \"s.arrive\"\nshow = \"total\"\nonly = \"imd >= mid\"\n";
  const std::string served = "[step.two]\nneeds = { use = \"r\", eject = { when = \"true\", pick = \"lowest "
                             "holder.imd\" } }\nnext = \"done\"\n[resource.r]\ncapacity = 1\norder = ";
  for (const std::string listed :
       {"choose = { low = 0.5, mid = 0.5, top = 0 }", "values = [\"low\", \"mid\", \"top\"]"}) {
    const auto in_order = listed + "\nordered = [\"low\", \"mid\", \"top\"]";
    const auto warned = [&](const std::string& given, const std::string& more) {
      return tells(listed, given, no_order, more) && !tells(in_order, given, no_order, more);
    };
    CHECK(warned("{}", only));
    CHECK(warned("{}", served + "[\"earliest queue_date\"]\n"));
    CHECK_FALSE(
        tells(listed, "{}", no_order, "[kpi.n]\ncount = \"s.arrive\"\nonly = \"imd in [mid, top]\"\n"));
  }
  const std::string words = "choose = { low = 0.5, mid = 0.5, top = 0 }";
  for (const std::string given : {R"({ imd = [{ when = "imd < top", is = "low" }, { is = "top" }] })",
                                  R"text({ imd = "= max(imd, mid)" })text"}) {
    CHECK(tells(words, given, no_order));
    CHECK_FALSE(tells(words + "\nordered = [\"low\", \"mid\", \"top\"]", given, no_order));
  }
  CHECK(tells(words, "{}", "rise as low < mid < top", only));
  CHECK(tells(words, "{}", no_order, "[resource.r]\ncapacity = 1\norder = [\"highest imd\"]\n"));
  // As they are ordered, which is neither that of the alphabet nor as they are written.
  const auto text = two_people(
      "choose = { a = 1, b = 0, c = 0 }\nordered = [\"c\", \"a\", \"b\"]", "{}",
      straight + "[kpi.n]\ncount = \"s.arrive\"\nshow = \"total\"\nonly = \"imd > c and imd < b\"\n");
  CHECK(figure(ScenarioFolder({{"now.toml", text}}).run(), "n") == 2);
}

TEST_CASE("the lower or higher of two categories is one wherever categories are compared", "[compile]") {
  const std::string words = "choose = { p2 = 1, p3 = 0, p4 = 0 }\nordered = [\"p2\", \"p3\", \"p4\"]";
  const auto holds = [&](const std::string& given, const std::string& condition) {
    const auto text =
        two_people(words, "{ imd = \"" + given + "\" }",
                   "[attribute.other]\nchoose = { p4 = 1 }\n[step.visit]\nnext = [{ when = \"" + condition +
                       "\", to = \"done\" }, { to = \"gone\" }]\n[kpi.n]\ncount = \"done\"\n"
                       "show = \"total\"\n");
    return figure(ScenarioFolder({{"now.toml", text}}).run(), "n") == 2;
  };
  CHECK(holds("p2", "max(imd, p3) == p3"));
  CHECK(holds("p3", "max(imd, p3) == p3"));
  CHECK_FALSE(holds("p4", "max(imd, p3) == p3"));
  CHECK(holds("p4", "p4 == max(p3, imd)"));
  CHECK(holds("p2", "min(imd, p3) < p3"));
  CHECK_FALSE(holds("p4", "min(imd, p3) < p3"));
  CHECK(holds("p2", "max(imd, min(p4, p3)) in [p3, p4]"));
  CHECK_FALSE(holds("p2", "max(imd, p3) not in [p3, p4]"));
  CHECK(holds("p2", "max(imd, p4) == other")); // whose only category stands first in its own list
  CHECK(holds("p2", "if(now < 100, imd, p4) == p2"));
  CHECK(holds("p2", "if(max(imd, p3) == p3, 1, 2) == 1"));
  const auto where = [&](const std::string& attribute, const std::string& condition,
                         const std::string& words_told) {
    return tells(attribute, "{}", words_told,
                 "[step.two]\nnext = [{ when = \"" + condition + "\", to = \"done\" }, { to = \"done\" }]\n");
  };
  CHECK(where(words, "max(imd, p3) == p5", "'p5' is no attribute, parameter or built-in name"));
  CHECK(where(words, "max(imd, 3) == p4", "there is no category '3'"));
  CHECK(where("choose = { low = 1, top = 0 }", "max(imd, low) == top", "have no order of their own"));
  CHECK_FALSE(where(numbers, "max(imd, 4) == 4", "error")); // numbers are compared as such
}

TEST_CASE("two attributes of the same numbers are compared as numbers, in whatever order they are listed",
          "[compile]") {
  const auto text = two_people("values = [\"3\", \"1\"]", R"({ imd = "3", other = "1" })", R"(
[attribute.other]
values = ["3", "1"]
[step.visit]
next = "done"
takes = [{ when = "imd > other", is = "4 days" }, { is = "1 day" }]
[kpi.days]
time_in = "visit.work"
show = "mean"
unit = "days"
)");
  CHECK(figure(ScenarioFolder({{"now.toml", text}}).run(), "days") == 4);
}

TEST_CASE("'ordered' names all categories and no others", "[compile]") {
  const auto choose = [](const std::string& ordered) {
    return "choose = { low = 0.5, mid = 0.5, high = 0 }\nordered = [" + ordered + "]";
  };
  const std::string left_out = "'ordered' leaves out the category 'high' of attribute 'imd'";
  CHECK(tells(choose("\"low\", \"mid\""), "{}", left_out));
  CHECK(tells(choose("\"low\", \"mid\", \"hihg\""), "{}", left_out));
  CHECK(tells(choose("\"low\", \"mid\", \"hihg\""), "{}", "did you mean 'high'?"));
  CHECK(tells("values = [\"high\"]\nordered = [\"low\"]", "{ imd = \"low\" }", left_out));
  const std::string never = "names the category 'more', which nobody is ever given";
  const auto five = choose("\"low\", \"mid\", \"high\", \"more\"");
  CHECK(tells(five, "{}", never));
  CHECK(tells(five, R"({ imd = "high" })", never));
  CHECK_FALSE(tells(five, R"({ imd = "more" })", never));
  CHECK_FALSE(tells(five, R"({ imd = [{ when = "now > 3", is = "more" }, { is = "low" }] })", never));
  CHECK_FALSE(tells(five, "{}", never,
                    "[attribute.other]\nis = 0\n[risk.worse]\nwhile = \"visit.work\"\nafter = \"1 day\"\n"
                    "to = \"gone\"\nset = { imd = { by = \"imd\", else = \"more\" } }\n"));
  CHECK_FALSE(tells(five, R"text({ imd = "= if(now > 3, more, low)" })text", never));
}

TEST_CASE("a band without quotes is told to need them", "[compile]") {
  const std::string only = "[kpi.n]\ncount = \"s.arrive\"\nonly = \"imd == 18-64\"\n";
  CHECK(tells(R"(values = ["0-17", "18-64"])", R"({ imd = "18-64" })", "\"18-64\" needs quotes", only));
}

TEST_CASE("true, false and chances are categories of those that are true and false", "[compile]") {
  const std::string only = "[kpi.n]\ncount = \"s.arrive\"\nshow = \"total\"\nonly = \"imd\"\n";
  const auto of = [&](const std::string& given) {
    const auto text = two_people("values = [true, false]", given, straight + only);
    return figure(ScenarioFolder({{"now.toml", text}}).run(), "n");
  };
  CHECK(of("{ imd = true }") == 2);
  CHECK(of("{ imd = { chance = 1 } }") == 2);
  CHECK(of("{ imd = \"false\" }") == 0);
}

TEST_CASE("a column that is named twice, another separator and a wrong cell are told", "[compile]") {
  const auto told = [](const std::string& table) {
    const auto text = two_people("values = [\"p1\", \"p2\"]", "{}", straight);
    auto listed = text;
    listed.replace(listed.find("at = ["), listed.find("first = ") - listed.find("at = ["),
                   "file = \"people.csv\"\ncolumns = { time = \"day\", imd = \"urgency\" }\n");
    return ScenarioFolder({{"people.csv", table}, {"now.toml", listed}}).faults();
  };
  CHECK(told("day,urgency\n1,p2\n").find("error") == std::string::npos);
  CHECK(told("day,urgency\n1,P2\n").find("did you mean 'p2'?") != std::string::npos);
  CHECK(told("day;urgency\n1;p2\n").find("separated by semicolons") != std::string::npos);
  CHECK(told("day,urgency,urgency\n1,p2,p1\n").find("several columns called 'urgency'") != std::string::npos);
}

TEST_CASE("days to be closed may be dates of TOML", "[compile]") {
  const auto open =
      two_people("is = 0", "{}", straight + "[calendar.c]\nclosed = [2026-12-25, \"bank_holidays\"]\n");
  const auto told = ScenarioFolder({{"now.toml", open}}).faults();
  INFO(told);
  CHECK(told.find("error") == std::string::npos);
}
