// Booked diaries: notice, the order of a list present at the start, and slots that go back.
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

using Times = std::vector<double>;
using Ordinals = std::vector<std::uint32_t>;

struct Booked : HandWritten {
  Booked(const std::vector<std::pair<double, std::uint32_t>>& sessions, double notice) : HandWritten(30) {
    outcome("seen");
    outcome("withdrew");
    visit = step("visit");
    slots = diary("dates", sessions, true, notice);
    asked = need(slots);
  }
  /// Arrive at a step, be given a date for its need, come on it, stay for `stay`.
  void write_step(std::uint32_t at, std::uint32_t wanted, double stay = 0) {
    begin(at);
    seize(wanted);
    builder.emit(Opcode::await_booking, hold_of(wanted).value, number(0).value);
    work(at, number(stay));
    release(wanted);
    end(at);
    leave();
  }
  void write_visit(double stay = 0) { write_step(visit, asked, stay); }
  std::uint32_t visit = 0;
  ResourceId slots;
  std::uint32_t asked = 0;
};

} // namespace

TEST_CASE("a date is the first free one that gives enough notice", "[run]") {
  Booked model({{1, 1}, {5, 1}, {8, 2}, {9, 1}}, 4);
  model.write_visit();
  model.arrivals({0.5, 0.75, 1, 4}, model.visit);
  const auto run = model.run();
  CHECK(run.times("start", 0) == Times{5}); // not day 1: too soon
  CHECK(run.times("start", 1) == Times{8});
  CHECK(run.times("start", 2) == Times{8}); // day 5 would be four days, but is full
  CHECK(run.times("start", 3) == Times{9});
}

TEST_CASE("a date exactly at the end of the notice will do", "[run]") {
  Booked model({{4.5, 1}, {9, 1}}, 4);
  model.write_visit();
  model.arrivals({0.5}, model.visit);
  CHECK(model.run().times("start", 0) == Times{4.5});
  Booked late({{4.5, 1}, {9, 1}}, 4);
  late.write_visit();
  late.arrivals({0.5 + 1e-6}, late.visit);
  CHECK(late.run().times("start", 0) == Times{9});
}

TEST_CASE("those present at the start are given dates in queue order, not in order of creation", "[run]") {
  Booked model({{1, 1}, {2, 1}, {3, 1}}, 0);
  const auto waited = model.attribute("waited");
  auto& row = model.program().resources[model.slots.value];
  row.order.keys = {model.builder.add({ValueOp::queue_date})};
  const auto entry = model.builder.label();
  model.builder.place(entry);
  model.builder.emit(Opcode::backdate, model.read(waited).value, model.read(waited).value);
  model.go(model.visit);
  model.write_visit();
  SourceRow source;
  source.kind = ArrivalKind::at_start;
  source.row_attributes = {waited};
  source.rows = {10, 300, 90};
  model.source(std::move(source), entry);
  const auto run = model.run();
  CHECK(run.order("start") == Ordinals{1, 2, 0});
  CHECK(run.times("start", 1) == Times{1});
}

TEST_CASE("a slot given back in time goes to the first in the queue, and too late it is lost", "[run]") {
  const auto start_of_second = [](double gives_back_on) {
    Booked model({{2, 1}, {9, 1}}, 0);
    const auto withdraws = model.step("withdraws");
    const auto fires = model.builder.label();
    TimerRow timer;
    timer.name = "withdrawal";
    timer.after = model.number(gives_back_on);
    model.program().timers.push_back(timer);
    model.builder.timer_target(0, fires);
    const auto same = model.need(model.slots);
    model.begin(withdraws);
    model.builder.emit(Opcode::start_timer, 0);
    model.seize(same);
    model.builder.emit(Opcode::await_booking, model.hold_of(same).value, model.number(1.5).value);
    model.builder.emit(Opcode::delay, model.number(20).value); // knows its date and keeps it
    model.builder.place(fires);
    model.release(same);
    model.end(withdraws);
    model.leave(1);
    model.write_visit();
    model.arrivals({0}, withdraws);
    model.arrivals({0.1, 0.2}, model.visit); // the second finds no date at all
    auto run = model.run();
    return std::pair{run.times("start", 0, 1), run.times("start", 1, 1)};
  };
  CHECK(start_of_second(1) == std::pair{Times{9}, Times{2}});
  CHECK(start_of_second(3) == std::pair{Times{9}, Times{}});
}

TEST_CASE("two slots given back are two again", "[run]") {
  Booked model({{2, 2}}, 0);
  const auto withdraws = model.step("withdraws");
  const auto fires = model.builder.label();
  TimerRow timer;
  timer.name = "withdrawal";
  timer.after = model.number(1);
  model.program().timers.push_back(timer);
  model.builder.timer_target(0, fires);
  const auto both = model.need(model.slots, 2);
  model.begin(withdraws);
  model.builder.emit(Opcode::start_timer, 0);
  model.seize(both);
  model.builder.emit(Opcode::await_booking, model.hold_of(both).value, model.number(0).value);
  model.builder.place(fires);
  model.release(both);
  model.end(withdraws);
  model.leave(1);
  model.write_visit();
  model.arrivals({0}, withdraws);
  model.arrivals({0.1, 0.2}, model.visit);
  const auto run = model.run();
  CHECK(run.times("start", 0, 1) == Times{2});
  CHECK(run.times("start", 1, 1) == Times{2});
}

TEST_CASE("slots of a list drawn at the session are lost when nobody is there", "[run]") {
  HandWritten model(10);
  model.outcome("seen");
  const auto visit = model.step("visit");
  const auto slots = model.diary("list", {{1, 2}, {2, 1}, {3, 2}}, false);
  model.station(visit, model.need(slots), model.number(0));
  model.leave();
  model.arrivals({1.5, 1.5, 1.5}, visit);
  const auto offered = model.builder.program().plan.figures.size();
  model.program().plan.figures.resize(offered + 2);
  model.program().plan.figures[0].op = FigureOp::slots_offered;
  model.program().plan.figures[1].op = FigureOp::slots_used;
  model.program().plan.figures[0].id = model.program().plan.figures[1].id = 0;
  model.program().plan.outputs = {FigureId(0), FigureId(1)};
  const auto run = model.run();
  REQUIRE(run.result.completed);
  CHECK(run.times("start", 0) == Times{2});
  CHECK(run.times("start", 1) == Times{3});
  CHECK(run.times("start", 2) == Times{3});
  CHECK(run.result.outputs == std::vector<double>{5, 3});
}

TEST_CASE("a stay of several sessions is booked within the horizon only", "[run]") {
  const auto first_day = [](double horizon) {
    Booked model({{2, 1}, {3, 1}, {4, 1}}, 0);
    model.program().resources[model.slots.value].horizon = days(horizon);
    model.program().needs[model.asked].span = model.number(2);
    model.write_visit();
    model.arrivals({0.5}, model.visit);
    return model.run().times("start", 0);
  };
  CHECK(first_day(5) == Times{2});
  CHECK(first_day(1) == Times{2}); // looked for again on day 1, when the horizon comes to day 2
}

TEST_CASE("one who wants more slots than there are lets those behind have theirs", "[run]") {
  Booked model({{2, 1}, {3, 1}}, 0);
  const auto large = model.step("large");
  model.write_visit();
  model.write_step(large, model.need(model.slots, 2));
  model.arrivals({0.5}, large);
  model.arrivals({1}, model.visit);
  const auto run = model.run();
  CHECK(run.times("start", 0, 0).empty());
  CHECK(run.times("start", 0, 1) == Times{2}); // one slot, in which two have no room
}

TEST_CASE("on a list at the start too, one who wants more slots than there are holds up nobody", "[run]") {
  Booked model({{2, 1}, {3, 1}}, 0);
  const auto large = model.step("large");
  model.write_visit();
  model.write_step(large, model.need(model.slots, 2));
  model.at_start(1, large);
  model.at_start(1, model.visit);
  const auto run = model.run();
  CHECK(run.times("start", 0, 0).empty());
  CHECK(run.times("start", 0, 1) == Times{2});
}
