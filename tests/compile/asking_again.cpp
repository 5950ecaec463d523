// Who asks again at the instant at which somebody is served: for the next thing, or for what was just taken.
#include "tests/compile/people_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

std::string wait_in(const std::string& step) {
  return "[kpi." + step + "]\ntime_in = \"" + step + ".wait\"\nshow = \"max\"\nunit = \"hours\"\n";
}

std::string measured_step(const std::string& name, const std::string& needs, const std::string& takes,
                          const std::string& next = "done") {
  return "[step." + name + "]\nneeds = " + needs + "\ntakes = \"" + takes + "\"\nnext = \"" + next + "\"\n" +
         wait_in(name);
}

/// Ann works in the only room; who is urgent stops her, twice in a row.
Results stopped_twice(const std::string& then) {
  const auto stops =
      R"({ use = "room", eject = { when = "urgent > holder.urgent", then = ")" + then + "\" } }";
  return run_people(
      "2 days", {},
      "[attribute.urgent]\nis = 0\n[source]\n"
      "ann = { at = [\"0 h\"], first = \"long\" }\n"
      "one = { at = [\"1 h\"], set = { urgent = 1 }, first = \"first\" }\n"
      "[resource.room]\ncapacity = 1\norder = \"highest urgent\"\n" +
          measured_step("long", R"("room")", "10 h") + measured_step("first", stops, "1 h", "second") +
          measured_step("second", stops, "1 h") +
          "[clock.ann]\nstarts = \"long.arrive\"\nstops = \"long.end\"\n[kpi.ann]\nclock = \"ann\"\n");
}

} // namespace

TEST_CASE("work that has just begun anew can be stopped at that instant", "[compile]") {
  for (const auto& [then, whole] : std::initializer_list<std::pair<std::string, double>>{
           {"resume", 12}, {"restart", 13}, {"resample", 13}}) {
    INFO(then);
    const auto results = stopped_twice(then);
    CHECK(hours(results, "second") == Approx(0));
    CHECK(hours(results, "ann") == Approx(whole));
  }
}

TEST_CASE("whoever was served for somebody's end asks for the rest of it before them", "[compile]") {
  // Elsewhere somebody ends at the same instant, or does not, and uses nothing.
  for (const auto* elsewhere : {"4 h", "4.5 h"}) {
    INFO(elsewhere);
    const auto results =
        run_people("2 days", {{"elsewhere", "0 h"}},
                   "[source.both]\nat = [\"0 h\", \"1 h\"]\nfirst = \"operation\"\n"
                   "[resource]\nroom = { capacity = 1 }\nsurgeon = { capacity = 1 }\n" +
                       measured_step("operation", R"(["room", "surgeon"])", "4 h", "review") +
                       measured_step("review", R"("surgeon")", "3 h") + "[step.elsewhere]\ntakes = \"" +
                       elsewhere + "\"\nnext = \"done\"\n");
    CHECK(hours(results, "operation") == Approx(3));
    CHECK(hours(results, "review") == Approx(4));
  }
}

TEST_CASE("of any, the first is had where those who wait for it may be passed", "[compile]") {
  const std::string resources =
      "[attribute.urgency]\nis = 2\n[resource]\nnear = { capacity = 2, order = \"lowest urgency\" }\n"
      "far = { capacity = 1 }\n[kpi.far]\nresource = \"far\"\nlevel = \"busy\"\n";
  const std::string sources =
      "[source]\na = { at = [\"0 h\"], first = \"one\" }\nb = { at = [\"0.5 h\"], first = \"other\" }\n"
      "c = { at = [\"1 h\"], set = { urgency = 1 }, first = \"any\" }\n";
  const auto any = measured_step("any", R"({ any = ["near", "far"] })", "2 h");
  const auto busy_far = [&](const std::string& other) {
    return figure(run_people("1 day", {},
                             resources + sources + measured_step("one", R"("near")", "10 h") +
                                 measured_step("other", other, "1 h") + any),
                  "far");
  };
  CHECK(busy_far(R"({ use = "near", leave_free = 1 })") == Approx(0)); // lets others pass
  CHECK(busy_far(R"("2 near")") == Approx(0));                         // stands behind
  CHECK(busy_far(R"("near")") == Approx(2.0 / 24));                    // both are in use
}

TEST_CASE("who lacks more since others were served is passed no longer", "[compile]") {
  for (const auto* last : {"3 h", "4.1 h"}) {
    INFO(last);
    const auto results =
        run_people("1 day", {{"all", "0 h"}, {"both", "1 h"}, {"two", "2 h"}, {"one", last}},
                   "[resource]\na = { capacity = 3 }\n"
                   "b = { capacity = [{ until = \"20 h\", is = 0 }, { is = 1 }] }\n" +
                       measured_step("all", R"("3 a")", "4 h") +
                       measured_step("both", R"({ all = ["2 a", "b"] })", "1 h") +
                       measured_step("two", R"("2 a")", "18 h") + measured_step("one", R"("a")", "1 h"));
    CHECK(hours(results, "two") == Approx(2));
    CHECK(hours(results, "one") == Approx(std::string(last) == "3 h" ? 19 : 17.9));
  }
}
