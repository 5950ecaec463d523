// The traffic equations against worked examples.
#include "models/study/traffic.hpp"

#include "engine/base/ensure.hpp"
#include "models/study/traffic_flows.hpp"
#include "tests/study/small_program.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <ctime>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Lambda of `network` below with 8 a day from outside: A = 8 + 0.2 B, C = 0.5 A, B = 0.5 A + 0.3 C.
constexpr double flow_a = 8 / (1 - 0.2 * 0.65);
constexpr double flow_b = 0.65 * flow_a;
constexpr double flow_c = 0.5 * flow_a;

/// Three stations with feedback. `through_attribute`: the choice after A is stored first, so that it
/// can only be measured.
TrafficReport network(bool through_attribute) {
  SmallProgram small(364);
  const auto a = small.step("a");
  const auto b = small.step("b");
  const auto c = small.step("c");
  const auto way = small.attribute({"b", "c"});
  const auto leaves = small.leave_label();
  small.station(a, small.units("units_a", 2), 0.2);
  const auto choice = small.choice(a, {0.5, 0.5}, "after_a");
  if (through_attribute) small.builder.emit(Opcode::set, way.value, choice.value);
  small.builder.emit_route(through_attribute ? small.builder.of(ValueOp::attribute, way.value) : choice,
                           {small.entries[b], small.entries[c]});
  small.station(b, small.units("units_b", 1), 0.1);
  small.builder.emit_route(small.choice(b, {0.2, 0.8}, "after_b"), {small.entries[a], leaves});
  small.station(c, small.units("units_c", 1), 0.3);
  small.builder.emit_branch_if(
      small.builder.chance(small.builder.constant(0.3), "after_c", small.program().steps[c].visit),
      small.entries[b]);
  small.leave();
  small.poisson(8, a);
  return small.solve();
}

} // namespace

TEST_CASE("the load of a single server is arrival rate times mean service") {
  SmallProgram small(364);
  const auto ward = small.step("ward");
  small.station(ward, small.units("bed", 1), 1.0);
  small.leave();
  small.poisson(0.9, ward);
  const auto report = small.solve();
  CHECK(report.steps.at(0).step == "ward");
  CHECK(report.steps.at(0).per_week == Approx(6.3).epsilon(1e-12));
  CHECK(report.resources.at(0).demand == Approx(0.9).epsilon(1e-12));
  CHECK(report.resources.at(0).capacity == 1);
  CHECK(report.resources.at(0).load == Approx(0.9).epsilon(1e-12));
  CHECK(report.resources.at(0).load != Approx(0.91).epsilon(1e-12));
  CHECK(report.resources.at(0).weeks_to_clear == 0);
}

TEST_CASE("flows of a network with feedback solve its traffic equations exactly") {
  const auto report = network(false);
  CHECK(report.steps.at(0).per_week == Approx(7 * flow_a).epsilon(1e-12));
  CHECK(report.steps.at(1).per_week == Approx(7 * flow_b).epsilon(1e-12));
  CHECK(report.steps.at(2).per_week == Approx(7 * flow_c).epsilon(1e-12));
  CHECK(report.steps.at(0).per_week != Approx(7 * 8.0).epsilon(0.05)); // without the feedback
  CHECK(report.resources.at(0).load == Approx(flow_a * 0.2 / 2).epsilon(1e-12));
  CHECK(report.resources.at(1).load == Approx(flow_b * 0.1).epsilon(1e-12));
  CHECK(report.resources.at(2).load == Approx(flow_c * 0.3).epsilon(1e-12));
  CHECK(report.resources.at(2).load > 1);
}

TEST_CASE("routing that depends on an attribute is measured near its true value") {
  const auto report = network(true);
  // Standard error of the measured share after about 20,000 people: sqrt(0.25 / 20,000) = 0.0035.
  CHECK(report.steps.at(2).per_week == Approx(7 * flow_c).epsilon(4 * 0.0035 / 0.5));
  CHECK(report.steps.at(2).per_week != Approx(7 * flow_c).epsilon(1e-9)); // measured, not known
  const double a = report.steps[0].per_week;
  CHECK(report.steps[1].per_week == Approx(a - report.steps[2].per_week + 0.3 * report.steps[2].per_week));
}

TEST_CASE("a bed kept over two steps is held for both stays") {
  SmallProgram small(364);
  const auto first = small.step("first");
  const auto second = small.step("second");
  const auto bed = small.units("bed", 10);
  const auto asked = small.need(first, {bed});
  small.begin_step(first);
  small.seize(asked);
  small.delay(small.draw(first, exponential(2), "first"));
  small.end_step(first);
  small.builder.emit_jump(small.entries[second]);
  small.begin_step(second);
  small.delay(small.draw(second, exponential(3), "second"));
  small.release(asked);
  small.end_step(second);
  small.leave();
  small.poisson(1.5, first);
  const auto report = small.solve();
  CHECK(report.resources.at(0).demand == Approx(1.5 * (2 + 3)).epsilon(1e-12));
  CHECK(report.resources.at(0).demand != Approx(1.5 * 2).epsilon(0.1)); // the first stay alone
}

TEST_CASE("stays and amounts that depend on who a person is are measured together") {
  SmallProgram small(364);
  const auto ward = small.step("ward");
  const auto kind = small.attribute({"light", "heavy"});
  const auto nurses = small.units("nurses", 100);
  auto& builder = small.builder;
  const auto is_heavy = [&] { return builder.of(ValueOp::attribute, kind.value); };
  const auto asked = small.need(ward, {nurses});
  // Light: one unit for 2 days. Heavy: 3 units for 10 days. A quarter are heavy: 0.75 x 2 + 0.25 x 30 = 9.
  small.program().needs[asked].parts[0].amount =
      builder.group(ValueOp::select, is_heavy(), {builder.constant(1), builder.constant(3)}, 2);
  small.begin_step(ward);
  builder.emit(Opcode::set, kind.value, small.choice(ward, {0.75, 0.25}, "kind").value);
  small.seize(asked);
  small.delay(builder.group(ValueOp::select, is_heavy(), {builder.constant(2), builder.constant(10)}, 2));
  small.release(asked);
  small.end_step(ward);
  small.leave();
  small.poisson(4, ward);
  const auto report = small.solve();
  // 28 units more for the heavy, whose share has standard error sqrt(0.1875 / 20,000) = 0.0031.
  CHECK(report.resources.at(0).demand == Approx(4 * 9.0).margin(4 * 4 * 28 * 0.0031));
  CHECK(report.resources.at(0).demand != Approx(4 * 1.5 * 4.0).epsilon(0.1)); // mean amount times mean days
}

TEST_CASE("a diary's demand is requests per week and its capacity slots per week") {
  SmallProgram small(52 * 7);
  const auto clinic = small.step("clinic");
  const auto slots = small.diary("slots", 20, false);
  const auto asked = small.need(clinic, {slots});
  small.begin_step(clinic);
  small.seize(asked);
  small.release(asked);
  small.end_step(clinic);
  small.leave();
  small.poisson(2, clinic);
  small.at_start(90, clinic);
  const auto report = small.solve();
  const auto& diary = report.resources.at(0);
  CHECK(diary.kind == ResourceKind::diary);
  CHECK(diary.demand == Approx(14).epsilon(1e-12));
  CHECK(diary.capacity == Approx(20).epsilon(1e-12));
  CHECK(diary.load == Approx(0.7).epsilon(1e-12));
  CHECK(diary.starting_list == 90);
  CHECK(diary.weeks_to_clear == Approx(90 / 6.0).epsilon(1e-12)); // 6 slots a week to spare
  CHECK(diary.weeks_to_clear != Approx(90 / 20.0).epsilon(0.1));
}

TEST_CASE("a booking given back with notice leaves its slot to somebody else") {
  SmallProgram small(52 * 7);
  const auto clinic = small.step("clinic");
  const auto slots = small.diary("slots", 20, true);
  const auto asked = small.need(clinic, {slots});
  auto& builder = small.builder;
  const auto hold = small.hold_of(asked).value;
  const auto cancelled = builder.label();
  small.begin_step(clinic);
  small.seize(asked);
  builder.emit_branch_if(builder.chance(builder.constant(0.25), "cancels", ValueNode::none), cancelled);
  builder.emit(Opcode::await_booking, hold, builder.constant(0).value);
  small.end_step(clinic);
  small.leave();
  builder.place(cancelled);
  builder.emit(Opcode::await_booking, hold, builder.constant(2).value);
  small.release(asked);
  small.end_step(clinic);
  small.leave();
  small.poisson(2, clinic);
  const auto report = small.solve();
  CHECK(report.steps.at(0).per_week == Approx(14).epsilon(1e-12));
  // The share has standard error sqrt(0.1875 / 20,000) = 0.0031.
  CHECK(report.resources.at(0).demand == Approx(14 * 0.75).margin(14 * 4 * 0.0031));
  CHECK(report.resources.at(0).demand != Approx(14).epsilon(0.1));
}

TEST_CASE("a list never clears without capacity to spare") {
  SmallProgram small(364);
  const auto theatre = small.step("theatre");
  small.station(theatre, small.units("theatre", 2), 1.0);
  small.leave();
  small.poisson(3, theatre);
  small.at_start(50, theatre);
  const auto report = small.solve();
  CHECK(report.resources.at(0).load == Approx(1.5));
  CHECK(report.resources.at(0).starting_list == 50);
  CHECK(std::isinf(report.resources.at(0).weeks_to_clear));
}

TEST_CASE("a list without newcomers clears at the full rate of service") {
  SmallProgram small(364);
  const auto theatre = small.step("theatre");
  const auto asked = small.need(theatre, {small.units("theatre", 2)});
  const auto stay = small.attribute({});
  small.begin_step(theatre);
  small.builder.emit(Opcode::set, stay.value, small.builder.constant(0.5).value);
  small.seize(asked);
  small.delay(small.builder.of(ValueOp::attribute, stay.value)); // only a run can tell
  small.release(asked);
  small.end_step(theatre);
  small.leave();
  small.at_start(280, theatre);
  const auto report = small.solve();
  CHECK(report.resources.at(0).demand == 0);
  CHECK(report.resources.at(0).weeks_to_clear == Approx(10)); // 4 a day through two theatres
}

TEST_CASE("capacity is the mean over the run, and nothing offered is an infinite load") {
  SmallProgram small(100);
  const auto ward = small.step("ward");
  const auto clinic = small.step("clinic");
  const auto leaves = small.leave_label();
  const auto beds = small.units("beds", Profile{{SimTime{0}, SimTime::from_days(25)}, {8, 4}});
  small.station(ward, beds, 1.0);
  small.builder.emit_jump(small.entries[clinic]);
  small.station(clinic, small.units("none", 0), 1.0);
  small.builder.emit_jump(leaves);
  small.poisson(1, ward);
  const auto report = small.solve();
  CHECK(report.resources.at(0).capacity == Approx(0.25 * 8 + 0.75 * 4));
  CHECK(std::isinf(report.resources.at(1).load));
}

TEST_CASE("requests for whichever is free are shared by the room the others leave") {
  SmallProgram small(364);
  const auto ward = small.step("ward");
  const auto own = small.step("own");
  const auto leaves = small.leave_label();
  const auto main = small.units("main", 12);
  const auto spill = small.units("spill", 4);
  const auto asked = small.need(ward, {main, spill}, NeedMode::any);
  small.begin_step(ward);
  small.seize(asked);
  small.delay(small.draw(ward, exponential(2), "stay"));
  small.release(asked);
  small.end_step(ward);
  small.builder.emit_jump(leaves);
  small.station(own, main, 1.0);
  small.builder.emit_jump(leaves);
  small.poisson(3, ward);
  small.poisson(4, own);
  const auto report = small.solve();
  // 6 units wanted; main has 12 - 4 = 8 to spare and spill 4, so they take 4 and 2.
  CHECK(report.resources.at(0).demand == Approx(8));
  CHECK(report.resources.at(1).demand == Approx(2));
}

TEST_CASE("every kind of arrival has its mean rate") {
  SmallProgram small(70);
  std::vector<std::uint32_t> steps;
  for (int at = 0; at < 4; ++at) steps.push_back(small.step("step" + std::to_string(at)));
  for (const auto step : steps) {
    small.begin_step(step);
    small.end_step(step);
    small.leave();
  }
  auto& counts = small.source(ArrivalKind::counts, steps[0]);
  counts.count = small.builder.constant(5);
  counts.period = SimTime::from_days(1);
  small.source(ArrivalKind::gaps, steps[1]).gap =
      small.builder.draw(exponential(0.25), "gap", "gap", ValueNode::none);
  auto& listed = small.source(ArrivalKind::listed, steps[2]);
  for (int at = 0; at < 30; ++at) listed.listed.push_back(SimTime::from_days(at));
  auto& batches = small.source(ArrivalKind::poisson, steps[3]);
  batches.rate = {{SimTime{0}, SimTime::from_days(35)}, {1, 3}};
  batches.batch = small.builder.constant(2);
  const auto report = small.solve();
  CHECK(report.steps.at(0).per_week == Approx(35));
  CHECK(report.steps.at(1).per_week == Approx(28));
  CHECK(report.steps.at(2).per_week == Approx(3)); // 30 in ten weeks
  CHECK(report.steps.at(3).per_week == Approx(2 * 7 * 2));
  CHECK(report.steps.at(3).per_week != Approx(2 * 7 * 1));
}

namespace {

/// A long way with short cuts and returns.
std::vector<StepLink> long_way(std::size_t steps) {
  std::vector<StepLink> links;
  for (std::size_t at = 0; at < steps; ++at) {
    if (at + 1 < steps) links.push_back({at, at + 1, 0.6});
    links.push_back({at, (at * 7919 + 13) % steps, 0.2});
    links.push_back({at, at / 2, 0.1});
  }
  return links;
}

/// Seconds of processor time to solve twenty times, which is long enough for a clock of some milliseconds:
/// where that time is limited it has no finer one. The flows are checked against their equations.
double seconds_to_solve(std::size_t steps) {
  std::vector<double> external(steps, 0.0);
  external[0] = 100;
  const auto links = long_way(steps);
  const auto begin = std::clock();
  for (int turn = 0; turn < 20; ++turn) {
    const auto flows = solve_flows(external, links);
    auto expected = external;
    for (const auto& link : links) expected[link.to] += link.share * flows[link.from];
    double worst = 0;
    for (std::size_t at = 0; at < steps; ++at) worst = std::max(worst, std::abs(flows[at] - expected[at]));
    CHECK(worst < 1e-9);
    CHECK(flows[0] > 100);
  }
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

} // namespace

TEST_CASE("the time to solve the traffic equations grows with the steps, not with their square") {
  const double small = std::max(seconds_to_solve(1'000), 4e-3);
  CHECK(seconds_to_solve(10'000) < 50 * small);
}

TEST_CASE("flow that never leaves has no solution") {
  CHECK_THROWS_AS(solve_flows({1, 0}, {{0, 1, 1.0}, {1, 0, 1.0}}), EnsureError);
  CHECK_NOTHROW(solve_flows({1, 0}, {{0, 1, 1.0}, {1, 0, 0.9}}));
}

TEST_CASE("a hazard during a stay shortens it, which only a run can tell") {
  SmallProgram small(364);
  const auto ward = small.step("ward");
  const auto asked = small.need(ward, {small.units("bed", 10)});
  auto& builder = small.builder;
  TimerRow timer;
  timer.name = "transfer";
  timer.visit = builder.visit_counter();
  timer.after = builder.draw(exponential(4), "transfer", "transfer", timer.visit);
  small.program().timers.push_back(timer);
  const auto moved = builder.label();
  small.begin_step(ward);
  small.seize(asked);
  builder.emit(Opcode::start_timer, 0);
  small.delay(small.draw(ward, exponential(4), "stay"));
  builder.emit(Opcode::stop_timer, 0);
  small.release(asked);
  small.end_step(ward);
  small.leave();
  builder.place(moved);
  builder.timer_target(0, moved);
  small.release(asked);
  small.end_step(ward);
  small.leave();
  small.poisson(3, ward);
  const auto report = small.solve();
  // The sooner of two exponentials of mean 4 has mean 2; standard error of 20,000 such stays: 2 / 141.
  CHECK(report.resources.at(0).demand == Approx(3 * 2.0).margin(3 * 4 * 2 / 141.0));
  CHECK(report.resources.at(0).demand != Approx(3 * 4.0).epsilon(0.1));
}
