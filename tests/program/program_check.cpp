// The proof before a run: each way to strand an entity or leak a resource, with its exact message.
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

using Messages = std::vector<std::string>;

/// Two steps, one resource, one way out; the tests write the steps.
struct Pair : HandWritten {
  Pair() : HandWritten(10) {
    outcome("done");
    first = step("first");
    second = step("second");
    desk = units("desk", 1);
    asked = need(desk);
    arrivals({0}, first);
  }
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  ResourceId desk;
  std::uint32_t asked = 0;
};

} // namespace

TEST_CASE("a program that gives back what it takes and can be left passes", "[program]") {
  Pair model;
  model.station(model.first, model.asked, model.number(1));
  model.go(model.second);
  model.station(model.second, model.asked, model.number(1));
  model.leave();
  const Program program = model.finish();
  CHECK(faults_of(program).empty());
  const auto states = possible_states(program);
  CHECK(states[program.steps[0].entry].reached);
  CHECK(states[program.steps[1].entry].held.empty());
}

TEST_CASE("a cycle without a way out is refused at each of its steps", "[program]") {
  Pair model;
  model.begin(model.first);
  model.end(model.first);
  model.go(model.second);
  model.begin(model.second);
  model.end(model.second);
  model.go(model.first);
  CHECK(faults_of(model.finish()) ==
        Messages{"10: step 'first' has no way out: every path from it comes back",
                 "11: step 'second' has no way out: every path from it comes back"});
}

TEST_CASE("a cycle with a way out passes", "[program]") {
  Pair model;
  model.begin(model.first);
  model.end(model.first);
  const auto out = model.builder.label();
  model.builder.emit_route(model.number(1), {model.entries[model.second], out});
  model.begin(model.second);
  model.end(model.second);
  model.go(model.first);
  model.builder.place(out);
  model.leave();
  CHECK(faults_of(model.finish()).empty());
}

TEST_CASE("what is never given back is refused where the entity leaves", "[program]") {
  Pair model;
  model.begin(model.first);
  model.seize(model.asked);
  model.work(model.first, model.number(1));
  model.end(model.first);
  model.leave();
  CHECK(faults_of(model.finish()) == Messages{"10: 'desk' may still be held when leaving as 'done'"});
}

TEST_CASE("given back on one path only is still refused", "[program]") {
  Pair model;
  model.begin(model.first);
  model.seize(model.asked);
  const auto skip = model.builder.label();
  model.builder.emit_branch_if(model.number(0), skip);
  model.release(model.asked);
  model.builder.place(skip);
  model.end(model.first);
  model.leave();
  CHECK(faults_of(model.finish()) == Messages{"10: 'desk' may still be held when leaving as 'done'"});
}

TEST_CASE("asking again for what may still be held is refused", "[program]") {
  Pair model;
  model.begin(model.first);
  model.seize(model.asked);
  model.end(model.first);
  model.go(model.second);
  model.begin(model.second);
  model.seize(model.asked);
  model.end(model.second);
  model.release(model.asked);
  model.leave();
  CHECK(faults_of(model.finish()) ==
        Messages{"11: step 'second' asks for 'desk' while it may still be held from before"});
}

TEST_CASE("a refusal that forgets an earlier grant is refused", "[program]") {
  const auto refused_with = [](bool gives_back) {
    Pair model;
    const auto room = model.need(model.units("room", 1));
    const auto refused = model.builder.label();
    model.begin(model.first);
    model.seize(model.asked);
    model.seize_or(room, refused, model.number(0));
    model.release(room);
    model.release(model.asked);
    model.end(model.first);
    model.leave();
    model.builder.place(refused);
    if (gives_back) model.release(model.asked);
    model.end(model.first);
    model.leave();
    return faults_of(model.finish());
  };
  CHECK(refused_with(false) == Messages{"10: 'desk' may still be held when leaving as 'done'"});
  CHECK(refused_with(true).empty());
}

TEST_CASE("a hazard that fires while something is held must give it back", "[program]") {
  const auto hazard_with = [](bool gives_back) {
    Pair model;
    TimerRow timer;
    timer.name = "worsens";
    timer.after = model.number(3);
    model.program().timers.push_back(timer);
    const auto fires = model.builder.label();
    model.builder.timer_target(0, fires);
    model.begin(model.first);
    model.builder.emit(Opcode::start_timer, 0);
    model.seize(model.asked);
    model.work(model.first, model.number(1));
    model.builder.emit(Opcode::stop_timer, 0);
    model.release(model.asked);
    model.end(model.first);
    model.leave();
    model.builder.place(fires);
    if (gives_back) model.release(model.asked);
    model.end(model.first);
    model.leave();
    return faults_of(model.finish());
  };
  CHECK(hazard_with(false) == Messages{"10: 'desk' may still be held when leaving as 'done'"});
  CHECK(hazard_with(true).empty());
}

TEST_CASE("a timer that may fire is a way out of a cycle", "[program]") {
  Pair model;
  TimerRow timer;
  timer.name = "gives up";
  timer.after = model.number(3);
  model.program().timers.push_back(timer);
  const auto fires = model.builder.label();
  model.builder.timer_target(0, fires);
  model.begin(model.first);
  model.builder.emit(Opcode::start_timer, 0);
  model.work(model.first, model.number(1));
  model.end(model.first);
  model.go(model.first);
  model.builder.place(fires);
  model.leave();
  CHECK(faults_of(model.finish()).empty());
}

TEST_CASE("an attribute read before it is set is refused", "[program]") {
  const auto reads = [](bool sets_first) {
    Pair model;
    const auto stay = model.attribute("stay");
    model.begin(model.first);
    if (sets_first) model.builder.emit(Opcode::set, stay.value, model.number(2).value);
    model.work(model.first, model.read(stay));
    model.end(model.first);
    model.leave();
    return faults_of(model.finish());
  };
  CHECK(reads(false) == Messages{"10: attribute 'stay' may be read at step 'first' before it is set"});
  CHECK(reads(true).empty());
}

TEST_CASE("an attribute set on one of two ways is refused where the ways meet", "[program]") {
  Pair model;
  const auto stay = model.attribute("stay");
  const auto skip = model.builder.label();
  model.begin(model.first);
  model.builder.emit_branch_if(model.number(0), skip);
  model.builder.emit(Opcode::set, stay.value, model.number(2).value);
  model.builder.place(skip);
  model.end(model.first);
  model.go(model.second);
  model.begin(model.second);
  model.work(model.second, model.read(stay));
  model.end(model.second);
  model.leave();
  CHECK(faults_of(model.finish()) ==
        Messages{"11: attribute 'stay' may be read at step 'second' before it is set"});
}

TEST_CASE("reads inside amounts, limits, orders, hazards and choices are found", "[program]") {
  const auto expects_fault = [&](auto&& write) {
    Pair fresh;
    const auto unset = fresh.attribute("stay");
    fresh.begin(fresh.first);
    write(fresh, fresh.read(unset));
    fresh.end(fresh.first);
    fresh.leave();
    return faults_of(fresh.finish()).size() == 1;
  };
  CHECK(expects_fault([](Pair& m, ValueId read) {
    m.program().needs[m.asked].parts[0].amount = read;
    m.seize(m.asked);
    m.release(m.asked);
  }));
  CHECK(expects_fault([](Pair& m, ValueId read) {
    const auto next = m.builder.label();
    m.seize_or(m.asked, next, read);
    m.builder.place(next);
    m.release(m.asked);
  }));
  CHECK(expects_fault([](Pair& m, ValueId read) {
    m.program().resources[m.desk.value].order.keys = {m.builder.unary(ValueOp::negate, read)};
    m.seize(m.asked);
    m.release(m.asked);
  }));
  CHECK(expects_fault([](Pair& m, ValueId read) {
    const auto either = m.builder.group(ValueOp::select, m.number(0), {m.number(1), read}, 2);
    m.builder.emit(Opcode::delay, either.value);
  }));
  CHECK(expects_fault([](Pair& m, ValueId read) {
    const auto guarded = m.builder.group(ValueOp::first_match, {}, {m.number(1), read}, 1);
    m.builder.emit(Opcode::delay, guarded.value);
  }));
  CHECK_FALSE(expects_fault([](Pair& m, ValueId) { m.builder.emit(Opcode::delay, m.number(1).value); }));
}

TEST_CASE("a source that brings a column sets the attribute for those who come from it", "[program]") {
  const auto brings = [](bool both) {
    Pair model;
    const auto stay = model.attribute("stay");
    model.program().sources[0].row_attributes = {stay};
    if (!both) model.arrivals({1}, model.first);
    model.begin(model.first);
    model.work(model.first, model.read(stay));
    model.end(model.first);
    model.leave();
    return faults_of(model.finish());
  };
  CHECK(brings(true).empty());
  CHECK(brings(false) == Messages{"10: attribute 'stay' may be read at step 'first' before it is set"});
}
