// Values that change with the date, written where they are used or in a parameter.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A hundred days in which one person a day comes to a bed and stays two days.
std::string hundred_days(const std::string& more, const std::string& source = "every = \"1 day\"",
                         const std::string& step = "takes = \"2 days\"") {
  return R"(
[scenario]
title = "Dated"
[run]
start = 2026-01-05
length = "100 days"
replications = 1
[source.people]
)" + source +
         R"(
first = "stay"
[step.stay]
)" + step +
         R"(
next = "done"
[outcome]
done = "Done"
)" + more;
}

Results run(const std::string& text) {
  return ScenarioFolder({{"now.toml", text}}).run();
}

const std::string halved = "is = [{ until = \"day 50\", is = 100 }, { is = 0 }]\n";

} // namespace

TEST_CASE("a capacity given by a parameter changes on the parameter's dates", "[compile]") {
  const auto beds = [](const std::string& parameters, const std::string& capacity) {
    return figure(run(hundred_days(parameters + "[resource.bed]\ncapacity = \"" + capacity +
                                       "\"\n[kpi]\nbeds = { resource = \"bed\", level = \"capacity\" }\n",
                                   "every = \"1 day\"", "needs = \"bed\"\ntakes = \"2 days\"")),
                  "beds");
  };
  const std::string beds_halved = "[parameter.beds]\n" + halved;
  CHECK(beds(beds_halved, "= beds") == Approx(50)); // 100 for half of the time, then none
  CHECK(beds(beds_halved, "= beds / 2") == Approx(25));
  CHECK(beds(beds_halved + "[parameter.again]\nis = \"= beds + 1\"\n", "= again") == Approx(51));
  CHECK(beds("[resource.other]\ncapacity = [{ until = \"day 50\", is = 100 }, { is = 0 }]\n",
             "= resource.other.capacity") == Approx(50));
  CHECK(beds("[parameter.beds]\nis = { cycle = [10, 30], every = \"20 days\" }\n", "= beds") ==
        Approx(18)); // three times 20 days with 10, twice with 30
}

TEST_CASE("slots given by a parameter change on the parameter's dates", "[compile]") {
  const auto results = run(
      hundred_days("[parameter.slots]\nis = [{ until = \"day 50\", is = 2 }, { is = 0 }]\n"
                   "[resource.clinic]\nkind = \"diary\"\nevery = \"2 days\"\nslots = \"= slots\"\n"
                   "[kpi]\nslots = { resource = \"clinic\", level = \"slots_offered\", show = \"total\" }\n",
                   "every = \"1 day\"", "needs = \"clinic\"\ntakes = \"1 h\""));
  CHECK(figure(results, "slots") == Approx(50)); // sessions on days 0, 2 … 48, of two slots
}

TEST_CASE("a rate given by a parameter changes on the parameter's dates", "[compile]") {
  const auto results =
      run(hundred_days("[parameter.some]\nis = [{ until = \"day 50\", is = 0 }, { is = 20 }]\n"
                       "[kpi]\ncome = { count = \"people.arrive\" }\n",
                       "rate = \"= some / 1 day\""));
  CHECK(std::abs(figure(results, "come") - 1000) < 150); // 20 a day for 50 days, by chance
}
