// Figures of resources worked by hand, and the check by Little's law with faults put in on purpose.
#include "tests/observe/bench.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>

#include "engine/base/ensure.hpp"

using namespace carepath;
using namespace carepath::bench;

namespace {

constexpr ResourceId desk{0};
constexpr ResourceId book{1};

/// In ten days: 2 of 4 busy for four days, 4 of 4 for three, 1 of 0 for one (capacity withdrawn), 0 of 4
/// for two.
void feed_busy(Recorder& recorder) {
  recorder.resource_changed(desk, 3, 5, 4, day(2));
  recorder.resource_changed(desk, 2, 1, 4, day(9));
  recorder.end_warm_up(day(10));
  recorder.resource_changed(desk, 4, 3, 4, day(14));
  recorder.resource_changed(desk, 1, 0, 0, day(17));
  recorder.resource_changed(desk, 0, 0, 4, day(18));
}

std::vector<double> outputs_when_busy(const Program& program) {
  Recorder recorder(program, false);
  feed_busy(recorder);
  return recorder.finish(day(20)).outputs;
}

enum class Fault { none, missed, wrong_time, present_missed };

/// Four join on days 5, 11, 12 and 16; they leave on days 13, 15 and 18, and the last is still there.
double queue_error(Fault fault) {
  const Program program = small_program();
  Recorder recorder(program, false);
  recorder.resource_changed(desk, 1, 1, 1, day(5));
  recorder.end_warm_up(day(10));
  recorder.resource_changed(desk, 1, 2, 1, day(11));
  recorder.resource_changed(desk, 1, 3, 1, day(12));
  recorder.queue_wait(desk, day(5), day(13));
  recorder.resource_changed(desk, 1, 2, 1, day(13));
  recorder.resource_changed(desk, 1, 1, 1, day(15));
  if (fault != Fault::missed) recorder.queue_wait(desk, day(fault == Fault::wrong_time ? 10.5 : 11), day(15));
  recorder.resource_changed(desk, 1, 2, 1, day(16));
  recorder.resource_changed(desk, 1, 1, 1, day(18));
  recorder.queue_wait(desk, day(12), day(18));
  recorder.queue_wait(desk, day(19), day(19)); // granted at once: no wait, no change of the queue
  if (fault != Fault::present_missed) recorder.still_waiting(desk, day(16), day(20));
  return recorder.finish(day(20)).littles_law[0];
}

} // namespace

TEST_CASE("averages of a resource are weighted by time", "[observe]") {
  Program program = small_program();
  for (const FigureOp op : {FigureOp::busy_mean, FigureOp::capacity_mean, FigureOp::utilisation,
                            FigureOp::queue_mean, FigureOp::queue_maximum})
    add_figure(program, op);
  const auto outputs = outputs_when_busy(program);
  CHECK(outputs[0] == Approx(2.1).epsilon(1e-14)); // (4 x 2 + 3 x 4 + 1) / 10
  CHECK(outputs[1] == Approx(3.6).epsilon(1e-14)); // 9 days x 4
  CHECK(outputs[2] == Approx(21.0 / 36).epsilon(1e-14));
  CHECK(outputs[3] == Approx(1.3).epsilon(1e-14)); // 4 x 1 + 3 x 3
  CHECK(outputs[4] == 3);                          // the 5 came before the measured period
}

TEST_CASE("time at each number busy, and time over a share of capacity", "[observe]") {
  Program program = small_program();
  program.plan.resources[0].distribution = true;
  program.plan.resources[0].share_thresholds = {0.5, 0.49};
  add_figure(program, FigureOp::busy_at, 0, 2);
  add_figure(program, FigureOp::busy_up_to, 0, 2);
  add_figure(program, FigureOp::busy_quantile, 0, 0.7);
  add_figure(program, FigureOp::busy_quantile, 0, 0.71);
  add_figure(program, FigureOp::busy_share_over, 0, 0.5);
  add_figure(program, FigureOp::busy_share_over, 0, 0.49);
  // Over half: three days full and one day busy with no capacity. Exactly half is not over half.
  CHECK(outputs_when_busy(program) == std::vector<double>{0.4, 0.7, 2, 4, 0.4, 0.8});
}

TEST_CASE("a share of time that no watch follows is a fault", "[observe]") {
  Program program = small_program();
  SECTION("distribution") {
    add_figure(program, FigureOp::busy_at, 0, 2);
  }
  SECTION("threshold") {
    add_figure(program, FigureOp::busy_share_over, 0, 0.92);
  }
  CHECK_THROWS_AS(outputs_when_busy(program), EnsureError);
}

TEST_CASE("a resource without a bound has no utilisation", "[observe]") {
  Program program = small_program();
  add_figure(program, FigureOp::utilisation);
  add_figure(program, FigureOp::busy_mean);
  add_figure(program, FigureOp::capacity_mean);
  Recorder recorder(program, false);
  recorder.resource_changed(desk, 3, 0, std::numeric_limits<double>::infinity(), day(0));
  recorder.end_warm_up(day(10));
  const auto result = recorder.finish(day(20));
  CHECK(std::isnan(result.outputs[0]));
  CHECK(result.outputs[1] == 3);
  CHECK(std::isnan(result.outputs[2]));
  CHECK(std::isnan(result.resource_utilisation[0]));
}

TEST_CASE("a capacity that is never told is that of the profile at the start", "[observe]") {
  Program program = small_program();
  program.profiles.push_back({{SimTime{-milliseconds_per_day}, day(5)}, {6, 9}});
  program.resources[0].capacity = ProfileId{0};
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  CHECK(recorder.finish(day(20)).resource_capacity[0] == 6);
}

TEST_CASE("a diary is measured in slots offered and used", "[observe]") {
  Program program = small_program();
  for (const FigureOp op : {FigureOp::slots_offered, FigureOp::slots_used, FigureOp::sessions_held,
                            FigureOp::utilisation, FigureOp::capacity_mean})
    add_figure(program, op, 1);
  Recorder recorder(program, false);
  recorder.session(book, 100, 100, day(9)); // before the measured period
  recorder.session(book, 6, 3, day(10));    // at its first instant
  recorder.end_warm_up(day(10));
  recorder.session(book, 7, 6, day(20)); // two at its last
  recorder.session(book, 7, 6, day(20));
  const auto outputs = recorder.finish(day(20)).outputs;
  CHECK(outputs[0] == 20);
  CHECK(outputs[1] == 15);
  CHECK(outputs[2] == 3);
  CHECK(outputs[3] == 0.75);
  CHECK(outputs[4] == Approx(14).epsilon(1e-14)); // 20 slots in ten days, per week
}

TEST_CASE("what one session runs over makes up for no idle slot of another", "[observe]") {
  Program program = small_program();
  add_figure(program, FigureOp::slots_used, 1, 1);
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  recorder.session(book, 240, 300, day(11));
  recorder.session(book, 240, 100, day(12));
  CHECK(recorder.finish(day(20)).outputs[0] == 340);
}

TEST_CASE("waits told by leavers and by those still there equal the area of the queue", "[observe]") {
  CHECK(queue_error(Fault::none) == 0); // both are whole milliseconds
}

TEST_CASE("a wait that is not told breaks Little's law", "[observe]") {
  // Area: 1 + 1 x 2 + 1 x 3 + 2 x 2 + 1 + 2 x 2 + 1 x 2 = 17 entity-days; four days of a leaver are missing,
  // or four of the one who is still there.
  CHECK(queue_error(Fault::missed) == Approx(4.0 / 17).epsilon(1e-9));
  CHECK(queue_error(Fault::present_missed) == Approx(4.0 / 17).epsilon(1e-9));
}

TEST_CASE("a wait told with a wrong joining time breaks Little's law", "[observe]") {
  CHECK(queue_error(Fault::wrong_time) == Approx(0.5 / 17).epsilon(1e-9)); // half a day too much is told
}

TEST_CASE("a queue in which nobody waited has no error", "[observe]") {
  const Program program = small_program();
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  recorder.queue_wait(desk, day(12), day(12));
  CHECK(std::isnan(recorder.finish(day(20)).littles_law[0]));
}

TEST_CASE("a longest queue that is not asked for is not followed", "[observe]") {
  ResourceMeter meter({}, false, 1, false);
  meter.change(0, 3, day(1));
  meter.close(day(2));
  CHECK_THROWS_AS(meter.queue_maximum(), EnsureError);
  CHECK(meter.queue_area(day(2)) == 3);
}

TEST_CASE("a meter told of changes and one told of what there is agree", "[observe]") {
  std::mt19937_64 random(5);
  ResourceMeter by_change({}, false, 5, true);
  ResourceMeter by_state({}, false, 5, true);
  std::int64_t busy = 0, queue = 0;
  for (int at = 1; at <= 2'000; ++at) {
    const SimTime now{at / 3 * 7'919}; // three changes at some instants
    const auto more_busy = static_cast<std::int64_t>(random() % 6) - busy;
    const auto more_queue = static_cast<std::int64_t>(random() % 9) - queue;
    busy += more_busy;
    queue += more_queue;
    if (at == 900) by_change.end_warm_up(now), by_state.end_warm_up(now);
    by_change.change(more_busy, more_queue, now);
    by_state.changed(static_cast<double>(busy), static_cast<double>(queue), 5, now);
  }
  const SimTime end{700 * 7'919};
  by_change.close(end);
  by_state.close(end);
  CHECK(by_change.busy_area(end) == by_state.busy_area(end));
  CHECK(by_change.queue_area(end) == by_state.queue_area(end));
  CHECK(by_change.queue_maximum() == by_state.queue_maximum());
  CHECK(by_change.busy_mean() > 1);
  CHECK(by_change.busy_mean() < 4);
}
