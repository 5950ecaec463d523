// Nobody is lost, every unit comes back; and what a program does wrong fails the replication with its reason.
#include "engine/run/endless_turns.hpp"
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>

using namespace carepath;
using namespace carepath::test;

namespace {

DistributionPtr exponential(double mean) {
  return find_distribution("exponential")->make({{"mean"}, {{mean}}});
}

/// Two random stations in a loop, with people there at the start, for `run_days`.
Logged busy_system(double run_days) {
  HandWritten model(run_days);
  model.outcome("done");
  const auto first = model.step("first");
  const auto second = model.step("second");
  const auto desk = model.units("desk", Profile{{days(0), days(20), days(40)}, {3, 1, 4}});
  const auto room = model.units("room", 2);
  const auto draw = [&](std::uint32_t step, double mean, const std::string& purpose) {
    return model.builder.draw(exponential(mean), purpose, purpose, model.program().steps[step].visit);
  };
  model.station(first, model.need(desk), draw(first, 0.5, "first.takes"));
  const auto both = model.need({{desk, 1}, {room, 2}});
  const auto out = model.builder.label();
  model.builder.emit_route(
      model.builder.chance(model.number(0.6), "first.next", model.program().steps[first].visit),
      {out, model.entries[second]});
  model.station(second, both, draw(second, 0.3, "second.takes"));
  model.go(first);
  model.builder.place(out);
  model.leave();
  SourceRow source;
  source.kind = ArrivalKind::poisson;
  source.rate = {{SimTime{0}}, {2.0}};
  model.source(std::move(source), model.entries[first]);
  model.at_start(12, first);
  model.program().plan.figures.resize(3);
  for (std::uint32_t at = 0; at < 2; ++at) {
    model.program().plan.figures[at].op = FigureOp::busy_mean;
    model.program().plan.figures[at].id = at;
  }
  model.program().plan.figures[2].op = FigureOp::queue_mean;
  model.program().plan.outputs = {FigureId(0), FigureId(1), FigureId(2)};
  return model.run();
}

ReplicationResult fails_with(const std::function<ValueId(HandWritten&)>& stay) {
  HandWritten model(10);
  model.outcome("done");
  const auto serve = model.step("serve");
  const auto desk = model.need(model.units("desk", 1));
  model.station(serve, desk, stay(model));
  model.leave();
  model.arrivals({0, 0, 0}, serve);
  return model.run().result;
}

} // namespace

TEST_CASE("those created are those who left and those inside, whenever the run stops", "[run]") {
  for (const double stop : {0.5, 7.0, 25.0, 60.0}) {
    const auto run = busy_system(stop);
    INFO(run.result.failure);
    REQUIRE(run.result.completed); // its end also checks that units in use are units held
    CHECK(run.result.created == run.result.left + run.result.inside);
    CHECK(run.result.created >= 12);
    CHECK(run.order("enter").size() == run.result.created);
    CHECK(run.order("done").size() == run.result.left);
  }
}

TEST_CASE("units in use never exceed what was there, and are as busy as the log says", "[run]") {
  const auto run = busy_system(60);
  REQUIRE(run.result.completed);
  // At the second step two rooms are held: time at work there, doubled, is the rooms' busy time.
  double held = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> since;
  for (const auto& row : run.rows) {
    if (row.step != StepId(1)) continue;
    if (row.event == "start") since[{row.source, row.ordinal}] = row.time.days();
    if (row.event == "finish") {
      held += 2 * (row.time.days() - since[{row.source, row.ordinal}]);
      since.erase({row.source, row.ordinal});
    }
  }
  for (const auto& [who, start] : since) held += 2 * (60 - start);
  CHECK(run.result.outputs[1] * 60 == Approx(held).epsilon(1e-9));
  CHECK(run.result.outputs[1] * 60 != Approx(held / 2).epsilon(1e-9));
  CHECK(run.result.outputs[1] <= 2);
}

TEST_CASE("the same seed and replication give the same history, another replication another", "[run]") {
  const auto one = busy_system(30);
  const auto again = busy_system(30);
  REQUIRE(one.rows.size() == again.rows.size());
  bool same = true;
  for (std::size_t at = 0; at < one.rows.size(); ++at)
    same = same && one.rows[at].time == again.rows[at].time && one.rows[at].entity == again.rows[at].entity;
  CHECK(same);
  CHECK(one.result.outputs == again.result.outputs);
  CHECK(one.result.outputs != busy_system(31).result.outputs);
}

TEST_CASE("a program that goes round without time passing is stopped", "[run]") {
  HandWritten model(10);
  model.outcome("done");
  const auto round = model.step("round");
  model.begin(round);
  model.end(round);
  const auto out = model.builder.label();
  model.builder.emit_branch_if(model.number(0), out);
  model.go(round);
  model.builder.place(out);
  model.leave();
  model.arrivals({1}, round);
  const auto result = model.run().result;
  CHECK_FALSE(result.completed);
  CHECK(result.failure ==
        "on day 1 step 'round' leads back to itself and no time passes on the way, again and "
        "again: something there must take time, be it a risk's 'after'");
}

TEST_CASE("a negative duration fails the replication and says where", "[run]") {
  const auto result = fails_with([](HandWritten& model) { return model.number(-2); });
  CHECK_FALSE(result.completed);
  CHECK(result.failure == "a duration of -2 days at step 'serve' is negative");
  CHECK(fails_with([](HandWritten& model) { return model.number(2); }).completed);
}

TEST_CASE("a duration that is no number fails the replication", "[run]") {
  const auto result = fails_with([](HandWritten& model) {
    return model.builder.binary(ValueOp::divide, model.number(0), model.number(0));
  });
  CHECK_FALSE(result.completed);
  CHECK(result.failure.find("nan days at step 'serve' is no number") != std::string::npos);
}

TEST_CASE("a place in a queue that is no number fails the replication", "[run]") {
  const auto failure_of = [](double divisor, bool changes) {
    return fails_with([&](HandWritten& model) {
             auto& order = model.builder.program().resources[0].order;
             order.keys = {model.builder.binary(ValueOp::divide, model.number(0), model.number(divisor))};
             order.changes = changes;
             return model.number(2);
           })
        .failure;
  };
  for (const bool changes : {false, true}) {
    CHECK(failure_of(1, changes).empty());
    CHECK(failure_of(0, changes) == "the order of resource 'desk' is no number for somebody who asks for it");
  }
}

TEST_CASE("a duration that never ends fails the replication", "[run]") {
  const auto endless = fails_with([](HandWritten& model) {
    return model.builder.binary(ValueOp::divide, model.number(1), model.number(0));
  });
  CHECK_FALSE(endless.completed);
  CHECK(endless.failure == "a duration of inf days at step 'serve' never ends");
  const auto beyond = fails_with([](HandWritten& model) { return model.number(3e10); });
  CHECK(beyond.failure == "a duration of 3e+10 days at step 'serve' never ends");
  CHECK(fails_with([](HandWritten& model) { return model.number(1e6); }).completed); // after the end
}

TEST_CASE("a hazard in the past fails the replication and names it", "[run]") {
  HandWritten model(10);
  model.outcome("done");
  const auto serve = model.step("serve");
  TimerRow timer;
  timer.name = "worsens";
  timer.after = model.number(-1);
  model.program().timers.push_back(timer);
  const auto fires = model.builder.label();
  model.builder.timer_target(0, fires);
  model.begin(serve);
  model.builder.emit(Opcode::start_timer, 0);
  model.work(serve, model.number(1));
  model.end(serve);
  model.builder.place(fires);
  model.leave();
  model.arrivals({5}, serve);
  const auto result = model.run().result;
  CHECK_FALSE(result.completed);
  CHECK(result.failure == "the time of -1 days until 'worsens' is negative");
}

TEST_CASE("a fault in one replication is an answer, not an end of the program", "[run]") {
  const auto result = fails_with([](HandWritten& model) {
    return model.builder.group(ValueOp::select, model.number(7), {model.number(1)}, 1);
  });
  CHECK_FALSE(result.completed);
  CHECK(result.failure == "a choice by attribute met a category it does not know");
}

TEST_CASE("whoever goes round for ever is found behind others who go round for a while", "[run]") {
  EndlessTurns turns;
  for (int turn = 0; turn < 1'000'100; ++turn) (void)turns.turn();
  CHECK_FALSE(turns.turn_of(0, 0, 2)); // once, then gone
  bool found = false;
  for (int turn = 0; turn < 3'000; ++turn) found = found || turns.turn_of(1, 0, 2);
  CHECK(found);
}
