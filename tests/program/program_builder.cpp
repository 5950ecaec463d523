// Labels used before they are placed, and tables in which equal things are kept once.
#include "tests/program/hand_written.hpp"

#include "engine/base/ensure.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

TEST_CASE("labels lead to where they are placed, forwards and backwards", "[program]") {
  ProgramBuilder builder;
  const auto top = builder.label();
  const auto bottom = builder.label();
  builder.place(top);
  builder.emit_jump(bottom);                                      // 0
  builder.emit_branch_if(builder.constant(1), top);               // 1
  builder.emit_route(builder.constant(0), {bottom, top, bottom}); // 2
  builder.emit_seize(0, bottom);                                  // 3
  builder.place(bottom);
  builder.emit(Opcode::leave); // 4
  builder.program().timers.resize(1);
  builder.timer_target(0, bottom);
  builder.program().sources.resize(1);
  builder.source_entry(0, top);
  const Program program = builder.finish();
  CHECK(program.code[0].a == 4);
  CHECK(program.code[1].b == 0);
  CHECK(program.code[2].c == 3);
  CHECK(program.targets == std::vector<std::uint32_t>{4, 0, 4});
  CHECK(program.code[3].b == 4);
  CHECK(program.timers[0].target == 4);
  CHECK(program.sources[0].entry == 0);
}

TEST_CASE("a label that was used and never placed is a fault of ours", "[program]") {
  ProgramBuilder builder;
  builder.emit_jump(builder.label());
  CHECK_THROWS_AS(builder.finish(), EnsureError);
  ProgramBuilder unused;
  (void)unused.label(); // never used: no fault
  CHECK_NOTHROW(unused.finish());
}

TEST_CASE("instructions carry the place and the step they came from", "[program]") {
  ProgramBuilder builder;
  builder.in(StepId(3));
  builder.at({1, 7, 2});
  builder.emit(Opcode::settle);
  builder.in({});
  builder.emit(Opcode::leave);
  const Program program = builder.finish();
  CHECK(program.code_where[0].line == 7);
  CHECK(program.code_step[0] == StepId(3));
  CHECK_FALSE(program.code_step[1].exists());
}

TEST_CASE("a hold is the same for the same resources and another for others", "[program]") {
  HandWritten model(1);
  const auto desk = model.units("desk", 1);
  const auto room = model.units("room", 1);
  const auto one = model.builder.hold({desk});
  CHECK(model.builder.hold({desk}) == one);
  CHECK(model.builder.hold({desk, room}) != one);
  CHECK(model.program().holds[1].name == "desk|room");
}

TEST_CASE("distributions with one signature share their tables but not their luck", "[program]") {
  ProgramBuilder builder;
  const auto fixed = find_distribution("exponential")->make({{"mean"}, {{2.0}}});
  const auto a = builder.draw(fixed, "exponential 2", "step.a.takes", ValueNode::none);
  const auto b = builder.draw(fixed, "exponential 2", "step.b.takes", ValueNode::none);
  const auto c = builder.draw(fixed, "exponential 2", "step.a.takes", ValueNode::none);
  const Program program = builder.finish();
  CHECK(program.draws.size() == 1);
  CHECK(program.values[a.value].purpose != program.values[b.value].purpose);
  CHECK(program.values[a.value].purpose == program.values[c.value].purpose);
  CHECK(builder.purpose_collisions().empty());
}
