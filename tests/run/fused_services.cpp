// Services whose instructions are fused against the same services one instruction at a time. A trace asks for
// every instruction by itself, so a run with one is the plain run.
#include "tests/program/hand_written.hpp"
#include "tests/run/results_agree.hpp"

#include "engine/run/fused_code.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

std::size_t count_of(const std::vector<Instruction>& code, Opcode op) {
  return static_cast<std::size_t>(
      std::count_if(code.begin(), code.end(), [&](const Instruction& at) { return at.op == op; }));
}

/// Both runs of a program; the trace comes from the plain one.
struct BothRuns {
  explicit BothRuns(HandWritten& model) : program(model.finish()) {
    ReplicationOptions options;
    options.seed = 3;
    options.keep_entities = true;
    fused = run_replication(program, options);
    options.trace = &plain.rows;
    plain.result = run_replication(program, options);
    INFO(fused.failure);
    REQUIRE(fused.completed);
    CHECK(differences(fused, plain.result).empty());
  }
  Program program;
  ReplicationResult fused;
  Logged plain;
};

/// A model of two desks in a row whose figures tell of waits, levels and units in use.
struct Desks : HandWritten {
  explicit Desks(double run_days) : HandWritten(run_days) {
    outcome("done");
    outcome("sent away");
    first = step("first");
    second = step("second");
    for (const auto phase : {Phase::wait, Phase::work})
      for (const auto at : {first, second}) {
        TallyRow tally;
        tally.name = "time";
        tally.histogram = true;
        program().plan.tallies.push_back(tally);
        const auto measure = MeasureId(program().plan.tallies.size() - 1);
        program().plan.phase_tallies.push_back({StepId(at), phase, measure});
        figure(FigureOp::tally_sum, measure.value);
        figure(FigureOp::tally_count, measure.value);
        LevelRow level;
        level.counted = {{StepId(at), phase}};
        program().plan.levels.push_back(level);
        figure(FigureOp::level_mean, static_cast<std::uint32_t>(program().plan.levels.size() - 1));
      }
  }
  void figure(FigureOp op, std::uint32_t id) {
    FigureRow row;
    row.op = op;
    row.id = id;
    program().plan.figures.push_back(row);
    program().plan.outputs.push_back(FigureId(program().plan.figures.size() - 1));
  }
  /// A unit that is busy for `mean` days, drawn for each visit.
  ValueId drawn(std::uint32_t step_index, double mean) {
    const auto name = program().steps[step_index].name + ".takes";
    return builder.draw(find_distribution("exponential")->make({{"mean"}, {{mean}}}), name, name,
                        program().steps[step_index].visit);
  }
  void poisson(double per_day) {
    SourceRow row;
    row.kind = ArrivalKind::poisson;
    row.rate = {{SimTime{0}}, {per_day}};
    source(std::move(row), entries[first]);
  }
  /// A station as scenarios have it: nothing between work and departure. `anew`: people queue by when they
  /// come to the step.
  void service(std::uint32_t step_index, std::uint32_t need_index, ValueId stay, bool anew = true) {
    begun = StepId(step_index);
    builder.in(begun);
    builder.place(entries[step_index]);
    program().steps[step_index].entry = builder.here();
    if (anew) builder.emit(Opcode::join_queue_now);
    builder.emit(Opcode::arrive, step_index);
    seize(need_index);
    builder.emit(Opcode::start, step_index);
    builder.emit(Opcode::delay, stay.value);
    give_back(step_index, need_index);
  }
  void give_back(std::uint32_t step_index, std::uint32_t need_index) {
    release(need_index);
    builder.emit(Opcode::settle);
    builder.emit(Opcode::depart, step_index, 1);
  }
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

/// Someone keeps a bed throughout and is served at a desk meanwhile; of two beds one goes on day 5.
struct KeptBed : Desks {
  KeptBed(double desks, Interruption how, Profile number_of_beds = {{days(0), days(5), days(7)}, {2, 1, 2}})
      : Desks(30) {
    const auto beds = units("bed", std::move(number_of_beds));
    program().resources[beds.value].interruptible = true;
    program().resources[beds.value].when_capacity_falls = how;
    const auto bed = need(beds);
    const auto sent_away = builder.label();
    begin(first);
    seize(bed);
    work(first, number(1));
    end(first);
    go(second);
    service(second, need(units("desk", desks)), number(6));
    release(bed);
    leave(0);
    builder.step_ejected(second, sent_away);
    builder.place(sent_away);
    end(second);
    release(1);
    release(bed);
    leave(1);
    arrivals({0, 0.5, 4, 8}, first);
  }
};

} // namespace

TEST_CASE("services of one unit are fused, and all other instructions stay where they are", "[run]") {
  Desks model(10);
  model.service(model.first, model.need(model.units("desk", 1)), model.number(1));
  model.go(model.second);
  model.station(model.second, model.need(model.units("other", 1)), model.number(1));
  model.leave();
  model.arrivals({0}, model.first);
  const Program program = model.finish();
  const auto code = fused_code(program, {true, true}).code;
  CHECK(count_of(code, Opcode::enter_service_anew) == 1);
  CHECK(count_of(code, Opcode::enter_service) == 2); // also after the one that begins a step earlier
  CHECK(count_of(code, Opcode::end_service) == 1);   // the station's work ends before it is left
  REQUIRE(code.size() == program.code.size());
  for (std::size_t at = 0; at < code.size(); ++at)
    if (code[at].op < Opcode::enter_service) CHECK(code[at].op == program.code[at].op);
  const auto one = fused_code(program, {true, false}).code;
  CHECK(count_of(one, Opcode::enter_service_anew) == 1);
  CHECK(count_of(one, Opcode::enter_service) == 1);
  CHECK(count_of(one, Opcode::end_service) == 1);
  const auto none = fused_code(program, {false, false}).code;
  CHECK(count_of(none, Opcode::arrive) == count_of(program.code, Opcode::arrive));
}

TEST_CASE("busy desks give the same figures fused and one instruction at a time", "[run]") {
  for (const bool anew : {true, false}) {
    Desks model(400);
    model.program().plan.warm_up = days(50);
    model.service(model.first, model.need(model.units("desk", 2)), model.drawn(model.first, 0.6), anew);
    const auto out = model.builder.label();
    model.builder.emit_route(
        model.builder.chance(model.number(0.7), "next", model.program().steps[model.first].visit),
        {out, model.entries[model.second]});
    model.service(model.second, model.need(model.units("other", 1)), model.drawn(model.second, 0.5), anew);
    model.go(model.first);
    model.builder.place(out);
    model.leave();
    model.poisson(2);
    model.at_start(10, model.second);
    const BothRuns runs(model);
    CHECK(runs.fused.steps[model.first].wait_days > 10); // some waited, and
    CHECK(runs.fused.steps[model.first].started > 800);
  }
}

TEST_CASE("those whose work ends together all give back before one goes on, fused or not", "[run]") {
  Desks model(30);
  const auto stay = model.attribute("stay", true);
  model.service(model.first, model.need(model.units("desk", 3)), model.number(1));
  model.go(model.second);
  model.service(model.second, model.need(model.units("other", 1)), model.read(stay));
  model.leave();
  model.arrivals({0, 0, 0, 1, 1}, model.first, {stay}, {3, 1, 2, 5, 4});
  const BothRuns runs(model);
  // All have given back; then they go on in the order in which they began.
  const auto order = runs.plain.order("depart", StepId(model.first));
  REQUIRE(order.size() == 5);
  CHECK(std::vector<std::uint32_t>(order.begin(), order.begin() + 3) == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(runs.plain.times("depart", 2, 0).back() == 7); // after 3 days of the first and 1 of the second
}

TEST_CASE("work ends together at busy desks: the same figures fused or not", "[run]") {
  Desks model(200);
  model.service(model.first, model.need(model.units("desk", 2)), model.number(0.25));
  const auto out = model.builder.label();
  model.builder.emit_route(
      model.builder.chance(model.number(0.6), "next", model.program().steps[model.first].visit),
      {out, model.entries[model.second]});
  model.service(model.second, model.need(model.units("other", 2)), model.number(0.25), false);
  model.go(model.first);
  model.builder.place(out);
  model.leave();
  std::vector<double> at;
  for (int quarter = 0; quarter < 700; ++quarter) at.insert(at.end(), quarter % 3, quarter * 0.25);
  model.arrivals(at, model.first);
  const BothRuns runs(model);
  CHECK(runs.fused.steps[model.second].started > 300);
}

TEST_CASE("whoever is thrown out in the middle of a service gives back and goes, fused or not", "[run]") {
  for (const double desks : {1.0, 2.0}) { // the one thrown out waits for the desk, or is served at it
    KeptBed model(desks, Interruption::eject);
    const BothRuns runs(model);
    CHECK(runs.plain.times("sent away", 1) == std::vector<double>{5});
    CHECK(runs.plain.times("done", 0) == std::vector<double>{7});
    CHECK(runs.fused.left == 4);
  }
}

TEST_CASE("work interrupted in the middle of a service goes on or begins again, fused or not", "[run]") {
  std::vector<double> ends;
  for (const auto how : {Interruption::resume, Interruption::pause, Interruption::restart}) {
    KeptBed model(2, how);
    const BothRuns runs(model);
    CHECK(runs.plain.times("interrupted", 1) == std::vector<double>{5});
    REQUIRE(runs.plain.times("done", 1).size() == 1);
    ends.push_back(runs.plain.times("done", 1).front());
  }
  // Served from 1.5 on; stopped at 5 with 2.5 days to go; a bed is back on day 7.
  CHECK(ends == std::vector<double>{9.5, 9.5, 13});
}

TEST_CASE("after a pause whoever asked last for anything goes on last, fused or not", "[run]") {
  // The first has asked for a desk since the second asked for a bed, so the one bed of day 3 is the second's.
  KeptBed model(2, Interruption::pause, {{days(0), days(1.2), days(3), days(20)}, {2, 0, 1, 2}});
  const BothRuns runs(model);
  REQUIRE(runs.plain.times("done", 1).size() == 1);
  CHECK(runs.plain.times("done", 1).front() == Approx(9.3));
}

TEST_CASE("a hazard in the middle of a fused service, or while waiting for it, ends it at once", "[run]") {
  Desks model(300);
  const auto fires = model.builder.label();
  const auto desk = model.need(model.units("desk", 1));
  TimerRow timer;
  timer.name = "hazard";
  timer.after = model.number(1.5);
  model.program().timers.push_back(timer);
  model.builder.timer_target(0, fires);
  model.begin(model.first);
  model.builder.emit(Opcode::start_timer, 0);
  model.end(model.first);
  model.go(model.second);
  model.service(model.second, desk, model.drawn(model.second, 0.8));
  model.builder.emit(Opcode::stop_timer, 0);
  model.leave(0);
  model.builder.place(fires);
  model.end(model.second);
  model.release(desk);
  model.leave(1);
  model.poisson(1.2);
  const BothRuns runs(model);
  CHECK(runs.plain.order("done").size() > 50);
  CHECK(runs.plain.order("sent away").size() > 50);
}
