// Timers that fire while an entity waits, works or holds a date: it drops what it was doing and goes on.
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

using Times = std::vector<double>;

/// A desk for one; the second of two is hit by a hazard `after` days from arriving.
Logged hit_after(double after) {
  HandWritten model(40);
  model.outcome("done");
  model.outcome("hit");
  const auto serve = model.step("serve");
  const auto fragile = model.step("fragile");
  const auto desk = model.units("desk", 1);
  const auto asked = model.need(desk);
  const auto theirs = model.need(desk);
  TimerRow timer;
  timer.name = "hazard";
  timer.after = model.number(after);
  model.program().timers.push_back(timer);
  const auto fires = model.builder.label();
  model.builder.timer_target(0, fires);
  model.station(serve, asked, model.number(5));
  model.leave(0);
  model.begin(fragile);
  model.builder.emit(Opcode::start_timer, 0);
  model.seize(theirs);
  model.work(fragile, model.number(5));
  model.builder.emit(Opcode::stop_timer, 0);
  model.release(theirs);
  model.end(fragile);
  model.leave(0);
  model.builder.place(fires);
  model.end(fragile);
  model.release(theirs);
  model.leave(1);
  model.arrivals({0, 2}, serve);
  model.arrivals({1}, fragile);
  return model.run();
}

} // namespace

TEST_CASE("a hazard while waiting takes the entity out of the queue", "[run]") {
  const auto run = hit_after(3);
  REQUIRE(run.result.completed);
  CHECK(run.times("hit", 0, 1) == Times{4});
  CHECK(run.times("start", 0, 1).empty());
  CHECK(run.times("start", 1, 0) == Times{5}); // the one behind moves up
}

TEST_CASE("a hazard at work gives back what is held at that moment", "[run]") {
  const auto run = hit_after(6);
  REQUIRE(run.result.completed);
  CHECK(run.times("start", 0, 1) == Times{5});
  CHECK(run.times("hit", 0, 1) == Times{7});
  CHECK(run.times("start", 1, 0) == Times{7}); // not on day 10
  CHECK(run.times("done", 0, 1).empty());
}

TEST_CASE("a hazard that comes too late does nothing", "[run]") {
  const auto run = hit_after(9.5);
  REQUIRE(run.result.completed);
  CHECK(run.times("hit", 0, 1).empty());
  CHECK(run.times("done", 0, 1) == Times{10});
  CHECK(run.times("start", 1, 0) == Times{10});
}

TEST_CASE("at one instant the end of work comes before the hazard", "[run]") {
  const auto run = hit_after(9);
  CHECK(run.times("done", 0, 1) == Times{10});
  CHECK(run.times("hit", 0, 1).empty());
}

TEST_CASE("a hazard while a date is held gives the slot to the next", "[run]") {
  HandWritten model(40);
  model.outcome("seen");
  model.outcome("hit");
  const auto visit = model.step("visit");
  const auto fragile = model.step("fragile");
  const auto slots = model.diary("dates", {{10, 1}, {20, 1}}, true);
  const auto asked = model.need(slots);
  const auto theirs = model.need(slots);
  TimerRow timer;
  timer.name = "hazard";
  timer.after = model.number(4);
  model.program().timers.push_back(timer);
  const auto fires = model.builder.label();
  model.builder.timer_target(0, fires);
  model.begin(fragile);
  model.builder.emit(Opcode::start_timer, 0);
  model.seize(theirs);
  model.builder.emit(Opcode::await_booking, model.hold_of(theirs).value, model.number(0).value);
  model.work(fragile, model.number(1));
  model.builder.emit(Opcode::stop_timer, 0);
  model.end(fragile);
  model.leave(0);
  model.builder.place(fires);
  model.end(fragile);
  model.release(theirs);
  model.leave(1);
  model.begin(visit);
  model.seize(asked);
  model.builder.emit(Opcode::await_booking, model.hold_of(asked).value, model.number(0).value);
  model.work(visit, model.number(0));
  model.end(visit);
  model.leave(0);
  model.arrivals({0}, fragile);
  model.arrivals({5}, visit);
  const auto run = model.run();
  REQUIRE(run.result.completed);
  CHECK(run.times("hit", 0, 0) == Times{4});
  CHECK(run.times("start", 0, 1) == Times{10});
}

TEST_CASE("many hazards that never fire do not pile up", "[run]") {
  HandWritten model(30'000);
  model.outcome("done");
  model.outcome("hit");
  const auto serve = model.step("serve");
  TimerRow timer;
  timer.name = "hazard";
  timer.after = model.number(20'000);
  model.program().timers.push_back(timer);
  const auto fires = model.builder.label();
  model.builder.timer_target(0, fires);
  model.begin(serve);
  model.builder.emit(Opcode::start_timer, 0);
  model.work(serve, model.number(1));
  model.builder.emit(Opcode::stop_timer, 0);
  model.end(serve);
  model.leave(0);
  model.builder.place(fires);
  model.leave(1);
  std::vector<double> at;
  for (int person = 0; person < 9000; ++person) at.push_back(person);
  model.arrivals(at, serve);
  const auto run = model.run();
  REQUIRE(run.result.completed);
  CHECK(run.result.left == 9000);
  CHECK(run.order("hit").empty());
}
