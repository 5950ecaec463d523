// Whose turn it is, of those who stand in several queues and of what comes free at one instant.
#include "tests/compile/people_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A step that needs something for an hour, and how long people waited for it, in hours.
std::string step(const std::string& name, const std::string& needs, const std::string& takes = "1 h") {
  return "[step." + name + "]\nneeds = " + needs + "\ntakes = \"" + takes + "\"\nnext = \"done\"\n[kpi." +
         name + "]\ntime_in = \"" + name + ".wait\"\nunit = \"hours\"\n";
}

const std::string one_each = "[resource]\nx = { capacity = 1 }\ny = { capacity = 1 }\n";

} // namespace

TEST_CASE("who needs two together does not pass one who waits for the second alone", "[compile]") {
  for (const auto* both : {R"({ all = ["x", "y"] })", R"({ all = ["y", "x"] })"})
    for (const auto* alone : {R"("x")", R"("y")"}) {
      INFO(both << alone);
      const auto results =
          run_people("1 day", {{"first", "0 h"}, {"alone", "0.1 h"}, {"both", "0.2 h"}},
                     one_each + step("first", both) + step("alone", alone) + step("both", both));
      CHECK(hours(results, "alone") == Approx(0.9));
      CHECK(hours(results, "both") == Approx(1.8));
    }
}

TEST_CASE("who needs two together does not pass one who waits for more of the first", "[compile]") {
  const auto results =
      run_people("1 day", {{"long", "0 h"}, {"pair", "0.1 h"}, {"both", "0.2 h"}},
                 "[resource]\nx = { capacity = 2 }\ny = { capacity = 1 }\n" + step("long", R"("x")", "5 h") +
                     step("pair", R"("2 x")") + step("both", R"({ all = ["x", "y"] })"));
  CHECK(hours(results, "pair") == Approx(4.9));
  CHECK(hours(results, "both") == Approx(5.8));
}

TEST_CASE("among those whose order is equal, whoever wants more has no earlier turn", "[compile]") {
  const auto results =
      run_people("1 day", {{"long", "0 h"}, {"alone", "0.1 h"}, {"pair", "0.2 h"}},
                 "[attribute.urgency]\nis = 1\n[resource.x]\ncapacity = 2\norder = [\"lowest urgency\"]\n" +
                     step("long", R"("2 x")", "5 h") + step("alone", R"("x")") + step("pair", R"("2 x")"));
  CHECK(hours(results, "alone") == Approx(4.9));
  CHECK(hours(results, "pair") == Approx(5.8));
}

TEST_CASE("who needs two together and lacks one still lets others pass", "[compile]") {
  const auto results = run_people("1 day", {{"long", "0 h"}, {"both", "0.1 h"}, {"alone", "0.2 h"}},
                                  one_each + step("long", R"("y")", "5 h") +
                                      step("both", R"({ all = ["x", "y"] })") + step("alone", R"("x")"));
  CHECK(hours(results, "alone") == Approx(0));
  CHECK(hours(results, "both") == Approx(4.9));
}

TEST_CASE("the order in which a need names its resources makes no difference", "[compile]") {
  // Orders by class, by a score of each, and by time waited: lists, a heap, and a look at everybody.
  for (const auto* order : {R"([])", R"(["highest score"])", R"(["highest waited * score"])"}) {
    const auto run_with = [&](const std::string& both) {
      return run_people("60 days", {},
                        "[attribute.score]\nis = { dist = \"uniform\", low = 0, high = 1 }\n"
                        "[source.a]\nrate = \"9 per day\"\nfirst = \"both\"\n"
                        "[source.b]\nrate = \"9 per day\"\nfirst = \"alone\"\n"
                        "[resource.x]\ncapacity = 1\norder = " +
                            std::string(order) + "\n[resource.y]\ncapacity = 1\norder = " + order + "\n" +
                            step("both", both) + step("alone", R"("y")"));
    };
    const auto one = run_with(R"({ all = ["x", "y"] })");
    const auto other = run_with(R"({ all = ["y", "x"] })");
    INFO(order);
    CHECK(figure(one, "both") == figure(other, "both"));
    CHECK(figure(one, "alone") == figure(other, "alone"));
    CHECK(figure(one, "alone") > 0);
  }
}

TEST_CASE("what several give back at one instant is all there before anybody is served", "[compile]") {
  const std::vector<std::pair<std::string, std::string>> people = {
      {"one", "0 h"}, {"other", "0 h"}, {"both", "0.1 h"}, {"alone", "0.2 h"}};
  const auto waiting = step("both", R"({ all = ["y", "x"] })") + step("alone", R"("x")");
  for (const auto* rules : {"", ", turnaround = \"1 min\""}) {
    INFO(rules);
    const std::string resources =
        std::string("[resource]\nx = { capacity = 1") + rules + " }\ny = { capacity = 1" + rules + " }\n";
    const double cleaning = *rules ? 1.0 / 60 : 0;
    const auto by_two =
        run_people("1 day", people, resources + step("one", R"("x")") + step("other", R"("y")") + waiting);
    CHECK(hours(by_two, "both") == Approx(0.9 + cleaning));
    CHECK(hours(by_two, "alone") == Approx(1.8 + 2 * cleaning));
  }
  for (const auto* list : {R"(["x", "y"])", R"(["y", "x"])"}) {
    INFO(list);
    const auto by_one =
        run_people("1 day", {people[0], people[2], people[3]}, one_each + step("one", list) + waiting);
    CHECK(hours(by_one, "both") == Approx(0.9));
    CHECK(hours(by_one, "alone") == Approx(1.8));
  }
}

TEST_CASE("resources that open at one instant are all open before anybody is served", "[compile]") {
  for (const auto* far : {"far", "zfar"}) { // at one instant resources come by name
    const auto resource = [](const std::string& name) {
      return "[resource." + name + "]\ncapacity = [{ during = \"day\", is = 1 }, { is = 0 }]\n";
    };
    const std::string other = far;
    const auto open =
        "[calendar.day]\nopen = [\"Mon-Fri 08:00-18:00\"]\n" + resource("near") + resource(other);
    const auto together = run_people("1 day", {{"both", "7 h"}, {"alone", "7.5 h"}},
                                     open + step("both", "{ all = [\"near\", \"" + other + "\"] }") +
                                         step("alone", "\"" + other + "\""));
    CHECK(hours(together, "both") == Approx(1));
    CHECK(hours(together, "alone") == Approx(1.5));
    const auto either = run_people("1 day", {{"any", "7 h"}},
                                   open + step("any", "{ any = [\"near\", \"" + other + "\"] }") +
                                       "[kpi]\nnear = { resource = \"near\" }\n");
    CHECK(figure(either, "near") * 24 == Approx(1)); // the first named, of those that are free
    const auto in_turn = run_people(
        "1 day", {{"list", "7 h"}},
        open + step("list", "[\"near\", { use = \"" + other + "\", wait = \"0 h\", else = \"gone\" }]") +
            "[kpi]\nserved = { count = \"done\", show = \"total\" }\n");
    CHECK(figure(in_turn, "served") == 1);
  }
}

TEST_CASE("sessions of two diaries that begin together can be had together, and in turn", "[compile]") {
  for (const auto* needs :
       {R"({ all = ["x", "y"] })", R"({ all = ["y", "x"] })", R"(["x", "y"])", R"(["y", "x"])"}) {
    INFO(needs);
    const auto results = run_people("1 day", {{"s", "7 h"}},
                                    "[resource]\nx = { kind = \"diary\", every = \"10 h\", slots = 1 }\n"
                                    "y = { kind = \"diary\", every = \"10 h\", slots = 1 }\n" +
                                        step("s", needs));
    CHECK(hours(results, "s") == Approx(3));
  }
}

TEST_CASE("nobody has two slots of one session by asking again", "[compile]") {
  const auto results = run_people("1 day", {{"s", "7 h"}}, R"(
[resource]
x = { kind = "diary", every = "10 h", slots = 2 }
[step.s]
needs = "x"
next = "again"
[step.again]
needs = "x"
next = "done"
[kpi]
wait = { time_in = "again.wait", unit = "hours" }
)");
  CHECK(hours(results, "wait") == Approx(10));
}

TEST_CASE("who may eject is looked at again when work begins that can be stopped", "[compile]") {
  // The first ends triage as the other is given the doctor: there is no work yet that could be stopped.
  const auto results = run_people("2 days", {}, R"(
[attribute.class]
is = 0
[source]
urgent = { at = ["0 h"], set = { class = 1 }, first = "triage" }
other = { at = ["0.5 h"], set = { class = 2 }, first = "treat" }
[resource.doctor]
capacity = 1
order = "lowest class"
[step.triage]
needs = "doctor"
takes = "1 h"
next = "treat"
[step.treat]
needs = { use = "doctor", eject = { when = "class < holder.class", then = "resume" } }
takes = "5 h"
next = "done"
[kpi]
longest = { time_in = "treat.wait", show = "max", unit = "hours" }
stopped = { time_in = "treat.interrupted", show = "mean", unit = "hours" }
)");
  CHECK(hours(results, "longest") == Approx(0.5)); // of the other, until triage ends
  CHECK(hours(results, "stopped") == Approx(5));
}
