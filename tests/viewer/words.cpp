// Numbers, dates, verdicts and arguments in words.
#include <catch2/catch.hpp>

#include "viewer/arguments.hpp"
#include "viewer/figure_text.hpp"
#include "viewer/panels/gains_words.hpp"
#include "viewer/verdict.hpp"

#include <cmath>

using namespace carepath;

namespace {

KpiRow target_row(double target, bool at_most) {
  KpiRow row;
  row.has_target = true;
  row.target = target;
  row.target_at_most = at_most;
  return row;
}

std::string fault_of(std::vector<std::string> words) {
  return read_arguments(words).fault;
}

} // namespace

TEST_CASE("a slider is moved by a number, in the what-if, and a choice is no number beyond all choices") {
  CHECK(fault_of({"--panel", "what-if", "--set", "source.gp.rate=110", "a.h5"}).empty());
  CHECK(fault_of({"--panel", "what-if", "--set", "source.gp.rate=abc", "a.h5"}).find("number") !=
        std::string::npos);
  CHECK_FALSE(fault_of({"--panel", "what-if", "--set", "=110", "a.h5"}).empty());
  CHECK(fault_of({"--set", "source.gp.rate=110", "a.h5"}).find("--panel what-if") != std::string::npos);
  CHECK(fault_of({"--choose", "pathway/view=2", "a.h5"}).empty());
  CHECK(fault_of({"--choose", "what-if/find=beds", "a.h5"}).empty());
  CHECK_FALSE(fault_of({"--choose", "pathway/view=1e30", "a.h5"}).empty());
}

TEST_CASE("numbers are grouped, and a negative that rounds to zero has no sign") {
  CHECK(grouped(1234567.5, 1) == "1,234,567.5");
  CHECK(grouped(-1234, 0) == "-1,234");
  CHECK(grouped(999, 0) == "999");
  CHECK(grouped(-0.001, 1) == "0.0");
  CHECK(grouped(NAN, 2) == "n/a");
}

TEST_CASE("a quantity is written in its unit") {
  CHECK(format_quantity(0.612, "share") == "61.2%");
  CHECK(format_quantity(12.34, "weeks") == "12.3 weeks");
  CHECK(format_quantity(3.456, "days") == "3.5 days");
  CHECK(format_quantity(5210, "£") == "£5,210");
  CHECK(format_quantity(-12.5, "£") == "-£12.50");
  CHECK(format_quantity(NAN, "days") == "n/a");
}

TEST_CASE("durations convert into each other and nothing else does") {
  CHECK(unit_ratio("weeks", "days") == Approx(7));
  CHECK(unit_ratio("days", "hours") == Approx(24));
  CHECK(unit_ratio("share", "days") == 1);
  CHECK(format_quantity(45.2, "£ per visit") == "£45.20 per visit");
}

TEST_CASE("who gains is told in the unit of the least change") {
  CHECK(least_words(7) == "a week");
  CHECK(least_words(1.0 / 24) == "an hour");
  CHECK(least_words(15.0 / 1440) == "15 minutes");
  CHECK(least_words(10) == "10 days");
  CHECK(span_words(28, 91) == "4 to 13 weeks");
  CHECK(span_words(15.0 / 1440, 60.0 / 1440) == "15 to 60 minutes");
  CHECK(span_words(13.0 / 24, INFINITY) == "over 13 hours");
  CHECK(change_unit(7) == "days");
  CHECK(change_unit(1.0 / 24) == "hours");
  CHECK(change_unit(15.0 / 1440) == "minutes");
}

TEST_CASE("a change keeps its sign and shares change by points") {
  CHECK(format_change(0.21, "share") == "+21.0 points");
  CHECK(format_change(-3.2, "weeks") == "-3.2");
  CHECK(format_change(-1500, "£") == "-£1,500");
  CHECK(format_change_limits({0.21, 0.2, 0.22}, "share") == "+20.0 to +22.0");
  CHECK(format_change_limits({0.21, NAN, NAN}, "share").empty());
}

TEST_CASE("a target says which way is good") {
  const double none = std::nan("");
  CHECK(format_bounds(0.92, none, false, "share") == "92% or more");
  CHECK(format_bounds(26, none, true, "weeks") == "26 weeks or less");
  CHECK(format_bounds(0.9995, none, false, "share") == "99.95% or more");
  CHECK(format_bounds(1234.25, none, true, "days") == "1,234.25 days or less");
  CHECK(format_bounds(5.0 / 24, none, true, "days") == "5 hours or less");
  CHECK(format_bounds(0.5, 0.9, false, "share") == "50% to 90%");
  CHECK(format_target(KpiRow{}).empty());
}

TEST_CASE("dates are counted from the start") {
  CHECK(format_date("2026-04-06", 0) == "6 Apr 2026");
  CHECK(format_date("2026-04-06", 728) == "3 Apr 2028");
  CHECK(format_date("2026-04-06 08:00", 30.9) == "6 May 2026");
  CHECK(format_date("soon", 12) == "day 12");
  CHECK(format_date("2026-02-30", 12) == "day 12");
}

TEST_CASE("a run's length and warm-up are told in the unit that says them") {
  Results results;
  results.replications = 20;
  results.length_days = 100.0 / 24;
  results.warm_up_days = 1;
  results.start_date = "2026-04-06";
  results.seed = 7;
  CHECK(run_sentence(results) ==
        "20 replications of 100 hours from 6 Apr 2026, after 1 day of warm-up; seed 7");
  results.length_days = 728;
  results.warm_up_days = 0;
  CHECK(run_sentence(results) ==
        "20 replications of 104 weeks from 6 Apr 2026, after 0 days of warm-up; seed 7");
}

TEST_CASE("a run's replications are told as one, or as those of the points of a sweep") {
  Results results;
  results.replications = 1;
  CHECK(run_sentence(results).starts_with("1 replication of "));
  results.replications = 50;
  results.variants.resize(2);
  results.variants[0].replications = 19;
  results.variants[0].failed = 1;
  results.variants[1].replications = 50;
  CHECK(run_sentence(results).starts_with("50 replications of ")); // stopped early, not asked for fewer
  results.coordinates.resize(1);
  CHECK(run_sentence(results).starts_with("20 to 50 replications of "));
}

TEST_CASE("a verdict on a target reads the limits, not the mean") {
  const auto word = [](Estimate estimate, bool at_most) {
    return std::string(target_verdict(estimate, target_row(0.92, at_most)).word);
  };
  CHECK(word({0.95, 0.94, 0.96}, false) == "meets");
  CHECK(word({0.95, 0.91, 0.99}, false) == "borderline");
  CHECK(word({0.80, 0.79, 0.81}, false) == "misses");
  CHECK(word({0.80, 0.79, 0.81}, true) == "meets");
  CHECK(word({0.80, NAN, NAN}, false) == "misses"); // one replication: the mean alone
  CHECK(word({NAN, NAN, NAN}, false).empty());
  CHECK(std::string(target_verdict({1, 0, 2}, KpiRow{}).word).empty());
}

TEST_CASE("a verdict on a change is better or worse only where a target says which") {
  const auto word = [](Estimate difference, const KpiRow& row) {
    return std::string(change_verdict(difference, row).word);
  };
  CHECK(word({0.2, 0.1, 0.3}, target_row(0.92, false)) == "better");
  CHECK(word({0.2, 0.1, 0.3}, target_row(0.92, true)) == "worse");
  CHECK(word({-0.2, -0.3, -0.1}, target_row(0.92, true)) == "better");
  CHECK(word({-0.2, -0.3, -0.1}, KpiRow{}) == "lower");
  CHECK(word({0.2, -0.1, 0.5}, target_row(0.92, false)) == "unclear");
}

TEST_CASE("arguments are read, and wrong ones answered with what was expected") {
  const std::vector<std::string> words{"--screenshot", "a.png", "--panel", "kpis",
                                       "one.h5",       "--",    "--two.h5"};
  const auto read = read_arguments(words);
  CHECK(read.fault.empty());
  CHECK(read.screenshot == "a.png");
  CHECK(read.panel == "kpis");
  CHECK(read.files == std::vector<std::filesystem::path>{"one.h5", "--two.h5"});
  CHECK(fault_of({"--pannel", "kpis"}) == "there is no option '--pannel'; did you mean '--panel'?");
  CHECK(fault_of({"--panel", "kpi"}) == "no panel is called 'kpi'; did you mean 'kpis'?");
  CHECK(fault_of({"--scale", "9"}) == "--scale is '9'; expected a number from 0.5 to 4");
  CHECK(fault_of({"--screenshot"}) == "--screenshot needs a value");
}

TEST_CASE("a target met exactly is met, whatever the rounding of a mean") {
  double mean = 0;
  for (int replication = 0; replication < 30; ++replication) mean += 0.9;
  mean /= 30;
  REQUIRE(mean < 0.9);
  CHECK(std::string(target_verdict({mean, mean, mean}, target_row(0.9, false)).word) == "meets");
  CHECK(std::string(target_verdict({0.8999, 0.8999, 0.8999}, target_row(0.9, false)).word) == "misses");
}

TEST_CASE("a band is met inside, missed on either side, and no change about it is better") {
  KpiRow row = target_row(0.5, false);
  row.target_high = 0.9;
  const auto word = [&](const Estimate& estimate) { return std::string(target_verdict(estimate, row).word); };
  CHECK(word({0.7, 0.6, 0.8}) == "meets");
  CHECK(word({0.96, 0.95, 0.97}) == "misses");
  CHECK(word({0.4, 0.3, 0.45}) == "misses");
  CHECK(word({0.9, 0.8, 1.0}) == "borderline");
  CHECK(std::string(change_verdict({0.1, 0.05, 0.15}, row).word) == "higher");
}
