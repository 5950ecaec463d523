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

const std::string halved = "is = [{ until = \"day 50\", is = 100 }, { is = 0 }]\n";

} // namespace

TEST_CASE("a capacity given by a parameter changes on the parameter's dates", "[compile]") {
  const auto beds = [](const std::string& parameters, const std::string& capacity) {
    return figure(
        run_text(hundred_days(parameters + "[resource.bed]\ncapacity = \"" + capacity +
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

TEST_CASE("what is delivered to a stock adds to a supply that changes with the date", "[compile]") {
  const auto level = [](const std::string& at) {
    return figure(
        run_text(hundred_days("[resource.dose]\nkind = \"stock\"\ncapacity = [{ until = \"day 7\", is = 3 }, "
                              "{ is = 6 }]\ndelivery = { amount = 2, every = \"1 day\" }\n"
                              "[kpi]\ndoses = { resource = \"dose\", level = \"capacity\", at = \"" +
                                  at + "\" }\n",
                              "every = \"1 day\"", "needs = \"dose\"")),
        "doses");
  };
  CHECK(level("day 3.5") == 9);  // 3, and three deliveries
  CHECK(level("day 8.5") == 22); // 6, and eight
  CHECK(level("day 99.5") == 204);
}

TEST_CASE("slots given by a parameter change on the parameter's dates", "[compile]") {
  const auto results = run_text(
      hundred_days("[parameter.slots]\nis = [{ until = \"day 50\", is = 2 }, { is = 0 }]\n"
                   "[resource.clinic]\nkind = \"diary\"\nevery = \"2 days\"\nslots = \"= slots\"\n"
                   "[kpi]\nslots = { resource = \"clinic\", level = \"slots_offered\", show = \"total\" }\n",
                   "every = \"1 day\"", "needs = \"clinic\"\ntakes = \"1 h\""));
  CHECK(figure(results, "slots") == Approx(50)); // sessions on days 0, 2 … 48, of two slots
}

TEST_CASE("a rate given by a parameter changes on the parameter's dates", "[compile]") {
  const auto results =
      run_text(hundred_days("[parameter.some]\nis = [{ until = \"day 50\", is = 0 }, { is = 20 }]\n"
                            "[kpi]\ncome = { count = \"people.arrive\" }\n",
                            "rate = \"= some / 1 day\""));
  CHECK(std::abs(figure(results, "come") - 1000) < 150); // 20 a day for 50 days, by chance
}

namespace {

const std::string longest = "[kpi]\nstay = { time_in = \"stay\", show = \"max\" }\n";

double longest_stay(const std::string& takes, const std::string& more = {}) {
  return figure(run_text(hundred_days(more + longest, "every = \"1 day\"", "takes = " + takes)), "stay");
}

bool told(const std::string& found) {
  INFO(found);
  return found.find("known before the run") != std::string::npos;
}

const std::string clinic_diary = "[resource.clinic]\nkind = \"diary\"\nevery = \"2 days\"\n";
const std::string dated_share = "[{ until = \"day 50\", is = 0.5 }, { is = 1 }]";

} // namespace

TEST_CASE("a length worked out from a dated parameter goes by the date", "[compile]") {
  const std::string factor = "[parameter.factor]\nis = [{ until = \"day 50\", is = 1 }, { is = 5 }]\n";
  CHECK(longest_stay("\"= 2 days * factor\"", factor) == Approx(10)); // five times two days, from day 50 on
  CHECK(longest_stay("\"= factor * 2\"", factor) == Approx(10));
}

TEST_CASE("what multiplies a distribution goes by the date", "[compile]") {
  const std::string uniform = "{ dist = \"uniform\", low = \"1 day\", high = \"2 days\", times = ";
  CHECK(longest_stay(uniform + "[{ until = \"day 50\", is = 0 }, { is = 10 }] }") > 10);
  CHECK(longest_stay(uniform + "[{ until = \"day 50\", is = 10 }, { is = 0 }] }") > 10);
}

TEST_CASE("a part of a mixture goes by the date", "[compile]") {
  CHECK(longest_stay("{ mix = [{ weight = 0.5, is = \"1 day\" }, { weight = 0.5, is = "
                     "[{ until = \"day 50\", is = \"1 day\" }, { is = \"7 days\" }] }] }") == Approx(7));
}

TEST_CASE("a setting of the whole run that changes with the date is a fault", "[compile]") {
  const auto takes = [](const std::string& value) {
    return faults_of_text(hundred_days(longest, "every = \"1 day\"", "takes = " + value));
  };
  CHECK(told(takes(
      "{ dist = \"exponential\", mean = [{ until = \"day 50\", is = \"1 day\" }, { is = \"5 days\" }] }")));
  CHECK(told(takes("{ mix = [{ weight = " + dated_share +
                   ", is = \"1 day\" }, { weight = 0.5, is = \"2 days\" }] }")));
  CHECK(told(faults_of_text(hundred_days(clinic_diary + "cancelled = " + dated_share + "\n"))));
  CHECK(told(faults_of_text(hundred_days(clinic_diary + "working_weeks = " + dated_share + "\n"))));
}

TEST_CASE("dates at which nothing changes leave a setting known", "[compile]") {
  const std::string same = "[{ until = \"day 50\", is = \"2 days\" }, { is = \"2 days\" }]";
  CHECK(longest_stay("{ dist = \"exponential\", mean = " + same + " }") > 2);
  const auto whole = "[{ until = \"day 50\", is = { dist = \"exponential\", mean = \"1 day\" } }, "
                     "{ is = { dist = \"exponential\", mean = \"5 days\" } }]";
  CHECK(longest_stay(whole) > 5);
}

TEST_CASE("a worked-out number of slots or units is not cut below a whole one", "[compile]") {
  const auto slots = run_text(
      hundred_days(clinic_diary + "slots = \"= 100 * 0.29\"\n[kpi]\nslots = { resource = \"clinic\", "
                                  "level = \"slots_offered\", show = \"total\" }\n"
                                  "sessions = { resource = \"clinic\", level = \"sessions\" }\n",
                   "every = \"1 day\"", "needs = \"clinic\"\ntakes = \"1 h\""));
  CHECK(figure(slots, "slots") == Approx(29 * figure(slots, "sessions")));
  const auto rooms =
      run_text(hundred_days("[resource.room]\ncapacity = \"= 100 * 0.29\"\n"
                            "[kpi]\nseen = { count = \"stay.start\" }\n",
                            "at = \"start\"\ncount = 100", "needs = \"room\"\ntakes = \"200 days\""));
  CHECK(figure(rooms, "seen") == Approx(29)); // each stays longer than the run
}

TEST_CASE("the spread of an uncertain parameter must be known before the run", "[compile]") {
  const auto uncertain = [](const std::string& high) {
    return faults_of_text(
        hundred_days("[parameter.some]\nis = 2\nuncertain = { dist = \"uniform\", low = 1, high = " + high +
                     " }\n[parameter.most]\nis = [{ until = \"day 50\", is = 3 }, { is = 5 }]\n"));
  };
  CHECK(told(uncertain("\"= 2 * most\"")));
  CHECK(uncertain("\"= run.length\"").find("error") == std::string::npos);
}

TEST_CASE("a worked-out share of a diary outside its limits is a fault", "[compile]") {
  const auto fault = [](const std::string& setting) {
    const auto found = faults_of_text(hundred_days(clinic_diary + setting + "\n"));
    INFO(found);
    return found.find("must be from 0 to 1, but comes to") != std::string::npos;
  };
  CHECK(fault("cancelled = \"150%\""));
  CHECK(fault("working_weeks = \"124%\""));
  CHECK(fault("working_weeks = \"52/42\""));
  CHECK(fault("working_weeks = \"= 52/42\""));
  CHECK(fault("working_weeks = \"-1/2\""));
  CHECK_FALSE(fault("working_weeks = \"42/52\""));
  CHECK_FALSE(fault("cancelled = \"4%\""));
}
