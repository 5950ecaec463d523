// Which parts of a program can be run alone, and what ties parts together.
#include "engine/program/components.hpp"

#include <catch2/catch.hpp>

#include "tests/program/hand_written.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

using List = std::vector<std::uint32_t>;

/// Two stations that have nothing to do with each other but the outcome their entities share.
struct TwoStations {
  HandWritten hand{100};
  std::uint32_t steps[2] = {};
  std::uint32_t needs[2] = {};
  ResourceId rooms[2];

  TwoStations() {
    hand.outcome("done");
    hand.program().intervals.push_back({"stay", false, {"left"}, 7});
    for (std::size_t at = 0; at < 2; ++at) {
      steps[at] = hand.step(at == 0 ? "one" : "two");
      rooms[at] = hand.units(at == 0 ? "room one" : "room two", 1);
      needs[at] = hand.need(rooms[at]);
    }
    // The first source in the table is the second by name.
    for (const std::size_t at : {std::size_t{1}, std::size_t{0}}) {
      hand.arrivals({1, 2, 3}, steps[at]);
      hand.program().sources.back().name = at == 0 ? "a" : "b";
    }
  }
  /// Writes the stations; `first_stay` takes the place of a day at the first.
  std::vector<Component> components(ValueId first_stay = {}) {
    const LabelId out = hand.builder.label();
    for (std::size_t at = 0; at < 2; ++at) {
      const bool is_other = at == 0 && first_stay.exists();
      hand.station(steps[at], needs[at], is_other ? first_stay : hand.number(1));
      hand.builder.emit_jump(out);
    }
    hand.builder.place(out);
    hand.builder.emit(Opcode::close_interval, 0, 0);
    hand.leave();
    return find_components(hand.finish());
  }
};

} // namespace

TEST_CASE("stations that share only the way out are components, in the order of their sources' names",
          "[components]") {
  TwoStations two;
  const auto found = two.components();
  REQUIRE(found.size() == 2);
  CHECK(found[0].sources == List{1}); // "a"
  CHECK(found[0].steps == List{0});
  CHECK(found[0].resources == List{0});
  CHECK(found[1].sources == List{0});
  CHECK(found[1].steps == List{1});
  CHECK(found[1].resources == List{1});
  // Each has its own code and the whole way out: two instructions.
  CHECK(found[0].code.size() == found[1].code.size());
  CHECK(found[0].code.back() == found[1].code.back());
  CHECK(found[0].code.front() != found[1].code.front());
}

TEST_CASE("whoever looks at the state of a resource belongs to it", "[components]") {
  for (const ValueOp op : {ValueOp::queue_length, ValueOp::busy, ValueOp::free_units, ValueOp::capacity}) {
    TwoStations two;
    const ValueId seen = two.hand.builder.of(op, two.rooms[1].value);
    CHECK(two.components(two.hand.builder.binary(ValueOp::add, two.hand.number(1), seen)).size() == 1);
  }
  TwoStations two;
  const ValueId time = two.hand.builder.of(ValueOp::now, 0);
  CHECK(two.components(two.hand.builder.binary(ValueOp::add, two.hand.number(1), time)).size() == 2);
}

TEST_CASE("units opened for the queue of another resource tie the two together", "[components]") {
  TwoStations two;
  Escalation escalation;
  escalation.units = 1;
  escalation.open_when = two.hand.builder.of(ValueOp::queue_length, two.rooms[1].value);
  two.hand.program().resources[0].escalation = escalation;
  CHECK(two.components().size() == 1);
}

TEST_CASE("a mean number of people in both does not tie components together, their largest number does",
          "[components]") {
  for (const bool largest : {false, true}) {
    TwoStations two;
    auto& plan = two.hand.program().plan;
    plan.levels.push_back({"both", {{StepId(0), Phase::wait}, {StepId(1), Phase::work}}, {}, 0, false});
    plan.figures.emplace_back().op = largest ? FigureOp::level_maximum : FigureOp::level_mean;
    plan.figures.back().id = 0;
    CHECK(two.components().size() == (largest ? 1 : 2));
  }
}

TEST_CASE("a quantile of open ages ties only where they are not counted by whole days", "[components]") {
  for (const bool whole_days : {false, true}) {
    TwoStations two;
    auto& program = two.hand.program();
    program.intervals[0].whole_days = whole_days;
    program.plan.samples.emplace_back().kind = SampleKind::interval_quantile;
    program.plan.samples.back().argument = 0.5;
    for (std::uint32_t at = 0; at < 2; ++at) {
      const LabelId entry = two.hand.builder.label();
      two.hand.builder.place(entry);
      two.hand.builder.emit(Opcode::open_interval, 0);
      two.hand.builder.emit_jump(two.hand.entries[two.steps[at]]);
      two.hand.builder.source_entry(1 - at, entry);
    }
    CHECK(two.components().size() == (whole_days ? 2 : 1));
  }
}

TEST_CASE("a resource that nobody uses is in the first component", "[components]") {
  TwoStations two;
  two.hand.units("spare", 3);
  const auto found = two.components();
  REQUIRE(found.size() == 2);
  CHECK(found[0].resources == List{0, 2});
}

TEST_CASE("a program without sources is one component", "[components]") {
  CHECK(find_components(Program{}).size() == 1);
}
