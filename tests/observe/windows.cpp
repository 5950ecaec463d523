// Running totals at dates, conditions on who is counted, and comparisons of figures, worked by hand.
#include "tests/observe/bench.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace carepath;
using namespace carepath::bench;

namespace {

SampleRow total(SampleKind kind, double argument = 0, std::uint32_t place = 0) {
  SampleRow row;
  row.kind = kind;
  row.argument = argument;
  row.category = place;
  return row;
}

} // namespace

TEST_CASE("running totals of a tally start with the measured period", "[observe]") {
  Program program = small_program();
  program.plan.tallies = {{"t", {AttributeId{0}}, {4}, false}};
  program.plan.samples = {total(SampleKind::tally_count), total(SampleKind::tally_sum),
                          total(SampleKind::tally_within, 4), total(SampleKind::tally_count, 0, 2)};
  program.plan.sample_times = {day(5), day(15), day(20)};
  Recorder recorder(program, false);
  recorder.tally_value(MeasureId{0}, 100, red, day(4));
  recorder.sample(0, {}, day(5));
  recorder.end_warm_up(day(10));
  recorder.tally_value(MeasureId{0}, 3, red, day(11));
  recorder.tally_value(MeasureId{0}, 5, blue, day(14));
  recorder.sample(1, {}, day(15));
  recorder.tally_value(MeasureId{0}, 4, blue, day(16));
  recorder.sample(2, {}, day(20));
  CHECK(recorder.finish(day(20)).samples == std::vector<double>{0, 0, 0, 0, 2, 8, 1, 1, 3, 12, 2, 2});
}

TEST_CASE("running totals of a resource are areas up to the moment", "[observe]") {
  Program program = small_program();
  program.plan.samples = {total(SampleKind::busy_area), total(SampleKind::queue_area),
                          total(SampleKind::capacity_area)};
  program.plan.sample_times = {day(12), day(20)};
  Recorder recorder(program, false);
  recorder.resource_changed(ResourceId{0}, 1, 2, 4, day(8));
  recorder.end_warm_up(day(10));
  recorder.sample(0, {}, day(12));
  recorder.resource_changed(ResourceId{0}, 3, 0, 4, day(15));
  recorder.sample(1, {}, day(20));
  CHECK(recorder.finish(day(20)).samples == std::vector<double>{2, 4, 8, 20, 10, 40});
}

TEST_CASE("a tally counts only those who pass all its conditions", "[observe]") {
  Program program = small_program();
  program.plan.tallies = {
      {"blue", {}, {}, false, Cohort::end, {{AttributeId{0}, TestOp::among, {1}}}},
      {"not blue", {}, {}, false, Cohort::end, {{AttributeId{0}, TestOp::not_among, {1}}}},
      {"both",
       {},
       {},
       false,
       Cohort::end,
       {{AttributeId{0}, TestOp::at_least, {0}}, {AttributeId{0}, TestOp::below, {1}}}},
      {"none", {}, {}, false, Cohort::end, {{AttributeId{0}, TestOp::above, {1}}}},
      {"all", {}, {}, false, Cohort::end, {{AttributeId{0}, TestOp::at_most, {1}}}}};
  for (std::uint32_t tally = 0; tally < 5; ++tally) add_figure(program, FigureOp::tally_count, tally);
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  for (std::uint32_t tally = 0; tally < 5; ++tally) {
    recorder.count(MeasureId{tally}, red, day(11));
    recorder.count(MeasureId{tally}, blue, day(12));
    recorder.count(MeasureId{tally}, blue, day(13));
  }
  CHECK(recorder.finish(day(20)).outputs == std::vector<double>{2, 1, 1, 0, 3});
}

TEST_CASE("figures are compared and chosen between", "[observe]") {
  Program program = small_program();
  const auto constant = [&](double number) {
    program.plan.figures.push_back({FigureOp::constant, 0, 0, number, {}, {}});
    return FigureId{program.plan.figures.size() - 1};
  };
  const auto one = constant(1);
  const auto two = constant(2);
  const auto undefined = constant(std::nan(""));
  add_figure(program, {FigureOp::minimum, 0, 0, 0, one, two});
  add_figure(program, {FigureOp::maximum, 0, 0, 0, one, two});
  add_figure(program, {FigureOp::below, 0, 0, 0, one, two});
  add_figure(program, {FigureOp::below, 0, 0, 0, two, two});
  add_figure(program, {FigureOp::at_most, 0, 0, 0, two, two});
  add_figure(program, {FigureOp::equal, 0, 0, 0, one, two});
  add_figure(program, {FigureOp::choose, 0, 0, 0, one, two, undefined});
  add_figure(program, {FigureOp::choose, 0, 0, 0, undefined, one, two});
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  const auto outputs = recorder.finish(day(20)).outputs;
  CHECK(std::vector<double>(outputs.begin(), outputs.end() - 1) == std::vector<double>{1, 2, 1, 0, 1, 0, 2});
  CHECK(std::isnan(outputs.back()));
}
