// Figures of tallies, worked by hand.
#include "tests/observe/bench.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "engine/base/ensure.hpp"

using namespace carepath;
using namespace carepath::bench;

namespace {

/// Tally 0 with values 2, 4 (red) and 6, 12 (blue) inside the measured period.
Program with_tally() {
  Program program = small_program();
  TallyRow row;
  row.name = "waits";
  row.splits = {AttributeId{0}};
  row.thresholds = {4, 11};
  row.histogram = true;
  program.plan.tallies = {row};
  return program;
}

void feed_tally(Recorder& recorder) {
  recorder.tally_value(MeasureId{0}, 100, red, day(9.999)); // before the measured period
  recorder.tally_value(MeasureId{0}, 2, red, day(10));      // at its first instant
  recorder.end_warm_up(day(10));
  recorder.tally_value(MeasureId{0}, 4, red, day(12));
  recorder.tally_value(MeasureId{0}, 6, blue, day(13));
  recorder.tally_value(MeasureId{0}, 12, blue, day(20)); // at its last instant
}

std::vector<double> outputs_of(const Program& program) {
  Recorder recorder(program, false);
  feed_tally(recorder);
  return recorder.finish(day(20)).outputs;
}

} // namespace

TEST_CASE("count, sum, mean, deviation and range of a tally are those worked by hand", "[observe]") {
  Program program = with_tally();
  for (const FigureOp op : {FigureOp::tally_count, FigureOp::tally_sum, FigureOp::tally_mean,
                            FigureOp::tally_deviation, FigureOp::tally_minimum, FigureOp::tally_maximum})
    add_figure(program, op);
  const auto outputs = outputs_of(program);
  CHECK(outputs[0] == 4);
  CHECK(outputs[1] == 24);
  CHECK(outputs[2] == 6);
  // Squares about the mean: 16 + 4 + 0 + 36 = 56, over 3.
  CHECK(outputs[3] == Approx(std::sqrt(56.0 / 3)).epsilon(1e-14));
  CHECK(outputs[4] == 2);
  CHECK(outputs[5] == 12);
}

TEST_CASE("a tally counts each category apart, and everyone at place 0", "[observe]") {
  Program program = with_tally();
  add_figure(program, FigureOp::tally_mean, 0, 0, 1);
  add_figure(program, FigureOp::tally_mean, 0, 0, 2);
  add_figure(program, FigureOp::tally_within, 0, 4, 0);
  add_figure(program, FigureOp::tally_within, 0, 4, 1);
  add_figure(program, FigureOp::tally_within, 0, 4, 2);
  add_figure(program, FigureOp::tally_within, 0, 11, 2);
  const auto outputs = outputs_of(program);
  CHECK(outputs == std::vector<double>{3, 9, 0.5, 1, 0, 0.5});
}

TEST_CASE("quantiles of a tally use the inverse of the empirical distribution", "[observe]") {
  Program program = with_tally();
  for (const double p : {0.25, 0.5, 0.51, 0.75, 1.0}) add_figure(program, FigureOp::tally_quantile, 0, p);
  add_figure(program, FigureOp::tally_quantile, 0, 0.5, 2);
  CHECK(outputs_of(program) == std::vector<double>{2, 4, 6, 6, 12, 6});
}

TEST_CASE("the histogram of a tally is counted on the display grid", "[observe]") {
  const Program program = with_tally();
  Recorder recorder(program, false);
  feed_tally(recorder);
  const auto result = recorder.finish(day(20));
  REQUIRE(result.histograms.size() == 1);
  std::vector<double> expected(histogram_bins, 0.0);
  expected[2] = expected[4] = expected[6] = expected[12] = 1;
  CHECK(result.histograms[0] == expected);
}

TEST_CASE("figures of nothing observed are undefined, but counts and sums are zero", "[observe]") {
  Program program = with_tally();
  add_figure(program, FigureOp::tally_count);
  add_figure(program, FigureOp::tally_sum);
  for (const FigureOp op : {FigureOp::tally_mean, FigureOp::tally_deviation, FigureOp::tally_minimum,
                            FigureOp::tally_maximum, FigureOp::tally_quantile})
    add_figure(program, op, 0, 0.5);
  add_figure(program, FigureOp::tally_within, 0, 4);
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  const auto outputs = recorder.finish(day(20)).outputs;
  CHECK(outputs[0] == 0);
  CHECK(outputs[1] == 0);
  for (std::size_t i = 2; i < outputs.size(); ++i) CHECK(std::isnan(outputs[i]));
}

TEST_CASE("a small spread about a large mean keeps its digits", "[observe]") {
  TallySlot slot;
  for (const double value : {1e9 + 1, 1e9 + 2, 1e9 + 3}) slot.add(value);
  CHECK(slot.deviation() == 1);
  CHECK(slot.mean() == 1e9 + 2);
  CHECK(slot.total() == 3e9 + 6);
}

TEST_CASE("arithmetic on figures is evaluated through shared children", "[observe]") {
  Program program = with_tally();
  const FigureId sum{add_figure(program, FigureOp::tally_sum)};
  const FigureId number{add_figure(program, FigureOp::tally_count)};
  const FigureId zero{add_figure(program, FigureOp::constant, 0, 0)};
  for (const FigureOp op : {FigureOp::add, FigureOp::subtract, FigureOp::multiply, FigureOp::divide})
    add_figure(program, FigureRow{op, 0, 0, 0, sum, number});
  add_figure(program, FigureRow{FigureOp::divide, 0, 0, 0, sum, zero});
  add_figure(program, FigureOp::window_days);
  add_figure(program, FigureOp::run_days);
  const auto outputs = outputs_of(program);
  CHECK(outputs[3] == 28);
  CHECK(outputs[4] == 20);
  CHECK(outputs[5] == 96);
  CHECK(outputs[6] == 6);
  CHECK(std::isnan(outputs[7]));
  CHECK(outputs[8] == 10);
  CHECK(outputs[9] == 20);
}

TEST_CASE("a figure of what is not recorded fails instead of answering", "[observe]") {
  Program program = with_tally();
  SECTION("a threshold that is not counted") {
    add_figure(program, FigureOp::tally_within, 0, 5);
  }
  SECTION("a group that does not exist") {
    add_figure(program, FigureOp::tally_mean, 0, 0, 3);
  }
  SECTION("a quantile without a histogram") {
    program.plan.tallies[0].histogram = false;
    add_figure(program, FigureOp::tally_quantile, 0, 0.5);
  }
  SECTION("a figure defined by itself") {
    add_figure(program, FigureRow{FigureOp::add, 0, 0, 0, FigureId{0}, FigureId{0}});
  }
  CHECK_THROWS_AS(outputs_of(program), EnsureError);
}

TEST_CASE("an observation that is not a number is refused", "[observe]") {
  const Program program = with_tally();
  Recorder recorder(program, false);
  CHECK_THROWS_AS(recorder.tally_value(MeasureId{0}, std::nan(""), red, day(11)), EnsureError);
  CHECK_NOTHROW(recorder.tally_value(MeasureId{0}, 1, red, day(11)));
}
