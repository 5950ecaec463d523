// Samples and censuses of open intervals, levels and resources, worked by hand.
#include "tests/observe/bench.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "engine/base/ensure.hpp"

using namespace carepath;
using namespace carepath::bench;

namespace {

SampleRow interval_row(SampleKind kind, double argument = 0) {
  SampleRow row;
  row.kind = kind;
  row.argument = argument;
  return row;
}

SampleRow of_category(SampleRow row, std::uint32_t category) {
  row.split = AttributeId{0};
  row.category = category;
  return row;
}

Program with_samples(std::vector<SampleRow> rows) {
  Program program = small_program();
  program.plan.samples = std::move(rows);
  program.plan.sample_times = {day(10), day(20)};
  return program;
}

/// Ages 1, 7, 126 (red; the last marked) and 8, 127 (blue, both marked).
std::vector<OpenInterval> open_list() {
  return {
      {0, 1, false, red}, {0, 126, true, red}, {0, 8, true, blue}, {0, 7, false, red}, {0, 127, true, blue}};
}

std::vector<double> last_row(const Program& program, const std::vector<OpenInterval>& open) {
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  recorder.sample(0, {}, day(10));
  recorder.sample(1, open, day(20));
  const auto samples = recorder.finish(day(20)).samples;
  const auto rows = static_cast<std::ptrdiff_t>(program.plan.samples.size());
  return {samples.begin() + rows, samples.end()};
}

} // namespace

TEST_CASE("numbers, shares and means of open intervals are those worked by hand", "[observe]") {
  const auto program =
      with_samples({interval_row(SampleKind::interval_number), interval_row(SampleKind::interval_within, 126),
                    interval_row(SampleKind::interval_over, 126),
                    interval_row(SampleKind::interval_within, 7), interval_row(SampleKind::interval_mean)});
  CHECK(last_row(program, open_list()) == std::vector<double>{5, 0.8, 0.2, 0.4, 269.0 / 5});
}

TEST_CASE("open intervals are sampled by category and by mark", "[observe]") {
  SampleRow marked = interval_row(SampleKind::interval_number);
  marked.marked_only = true;
  SampleRow marked_red = of_category(interval_row(SampleKind::interval_within, 126), 0);
  marked_red.marked_only = true;
  const auto program =
      with_samples({of_category(interval_row(SampleKind::interval_number), 0),
                    of_category(interval_row(SampleKind::interval_number), 1),
                    of_category(interval_row(SampleKind::interval_within, 7), 0),
                    of_category(interval_row(SampleKind::interval_within, 126), 1), marked, marked_red});
  CHECK(last_row(program, open_list()) == std::vector<double>{3, 2, 2.0 / 3, 0.5, 3, 1});
}

TEST_CASE("the quantile of ages is the smallest that the share does not exceed", "[observe]") {
  const auto program = with_samples({interval_row(SampleKind::interval_quantile, 0.4),
                                     interval_row(SampleKind::interval_quantile, 0.41),
                                     interval_row(SampleKind::interval_quantile, 0.92),
                                     of_category(interval_row(SampleKind::interval_quantile, 0.5), 1)});
  CHECK(last_row(program, open_list()) == std::vector<double>{7, 8, 127, 8});
}

TEST_CASE("shares, means and quantiles of no intervals are undefined", "[observe]") {
  const auto program = with_samples(
      {interval_row(SampleKind::interval_number), interval_row(SampleKind::interval_within, 126),
       interval_row(SampleKind::interval_mean), interval_row(SampleKind::interval_quantile, 0.5)});
  const auto values = last_row(program, {});
  CHECK(values[0] == 0);
  for (std::size_t i = 1; i < values.size(); ++i) CHECK(std::isnan(values[i]));
}

TEST_CASE("each sample time starts afresh", "[observe]") {
  const auto program = with_samples({interval_row(SampleKind::interval_number)});
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  recorder.sample(0, open_list(), day(10));
  recorder.sample(1, open_list(), day(20));
  CHECK(recorder.finish(day(20)).samples == std::vector<double>{5, 5});
}

TEST_CASE("levels and resources are sampled as they are now, and figures read the samples", "[observe]") {
  auto program =
      with_samples({interval_row(SampleKind::level), interval_row(SampleKind::resource_busy),
                    interval_row(SampleKind::resource_queue), interval_row(SampleKind::resource_capacity)});
  LevelRow level;
  level.counted = {{StepId{0}, Phase::wait}};
  program.plan.levels = {level};
  add_figure(program, FigureOp::sample, 2, 0);
  add_figure(program, FigureOp::sample, 2, 1); // not taken
  Recorder recorder(program, false);
  recorder.arrive(StepId{0}, 0, red, day(1));
  recorder.resource_changed(ResourceId{0}, 2, 3, 4, day(2));
  recorder.end_warm_up(day(10));
  recorder.sample(0, {}, day(10));
  const auto result = recorder.finish(day(20));
  CHECK(std::vector<double>(result.samples.begin(), result.samples.begin() + 4) ==
        std::vector<double>{1, 2, 3, 4});
  CHECK(result.outputs[0] == 3);
  CHECK(std::isnan(result.outputs[1]));
}

TEST_CASE("a census counts open intervals by week band at its dates only", "[observe]") {
  auto program = with_samples({});
  program.plan.censuses = {{IntervalId{0}}};
  program.plan.census_times = {1};
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  recorder.sample(0, std::vector<OpenInterval>{{0, 400, true, red}}, day(10));
  auto open = open_list();
  open.push_back({0, 7, false, red});
  open.push_back({0, 7 + 1e-6, false, red}); // more than a week
  open.push_back({0, 728, false, red});
  open.push_back({0, 728.5, false, red}); // more than 104 weeks
  recorder.sample(1, open, day(20));
  const auto result = recorder.finish(day(20));
  std::vector<double> all(census_bands, 0.0);
  all[0] = 3;
  all[1] = 2;
  all[17] = all[18] = all[103] = all[104] = 1;
  std::vector<double> marked(census_bands, 0.0);
  marked[1] = marked[17] = marked[18] = 1;
  CHECK(result.census == all);
  CHECK(result.census_marked == marked);
}

TEST_CASE("a sample of a category or interval that does not exist is a fault", "[observe]") {
  CHECK_THROWS_AS(Recorder(with_samples({of_category(interval_row(SampleKind::interval_number), 2)}), false),
                  EnsureError);
  SampleRow other = interval_row(SampleKind::interval_number);
  other.id = 1;
  CHECK_THROWS_AS(Recorder(with_samples({other}), false), EnsureError);
}
