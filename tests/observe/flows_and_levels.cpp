// Visits, flows, phase tallies and levels, worked by hand; the edges of the measured period.
#include "tests/observe/bench.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "engine/base/ensure.hpp"

using namespace carepath;
using namespace carepath::bench;

namespace {

constexpr StepId first{0};
constexpr StepId second{1};

/// Two entities pass step 0: red waits days 8-12 and works to 15, blue waits 11-14 and still works.
void feed(Recorder& recorder) {
  recorder.arrive(first, 0, red, day(8));
  recorder.end_warm_up(day(10));
  recorder.arrive(first, 0, blue, day(11));
  recorder.end_phase(first, Phase::wait, Phase::work, day(8), day(8), true, red, day(12));
  recorder.end_phase(first, Phase::wait, Phase::work, day(11), day(11), true, blue, day(14));
  recorder.end_phase(first, Phase::work, Phase::none, day(12), day(8), true, red, day(15));
  recorder.arrive(second, 1, red, day(15));
}

LevelRow level_of(std::vector<std::pair<StepId, Phase>> counted) {
  LevelRow row;
  row.counted = std::move(counted);
  row.distribution = true;
  return row;
}

ReplicationResult result_of(const Program& program) {
  Recorder recorder(program, false);
  feed(recorder);
  return recorder.finish(day(20));
}

} // namespace

TEST_CASE("visits and waits of steps are counted in the measured period", "[observe]") {
  const auto result = result_of(small_program());
  REQUIRE(result.steps.size() == 2);
  CHECK(result.steps[0].arrivals == 1); // red came before the warm-up ended
  CHECK(result.steps[0].started == 2);
  CHECK(result.steps[0].wait_days == 7);
  CHECK(result.steps[0].waiting_at_end == 0);
  CHECK(result.steps[1].arrivals == 1);
  CHECK(result.steps[1].waiting_at_end == 1);
}

TEST_CASE("flow edges run from sources and steps to steps and outcomes, sorted", "[observe]") {
  const Program program = small_program();
  Recorder recorder(program, false);
  feed(recorder);
  recorder.leave(2, 0, day(9)); // before the measured period
  recorder.leave(2, 0, day(20));
  const auto edges = recorder.finish(day(20)).edges;
  REQUIRE(edges.size() == 3);
  const auto is = [&](std::size_t i, std::uint32_t from, std::uint32_t to) {
    return edges[i].from == from && edges[i].to == to && edges[i].arrivals == 1;
  };
  CHECK(is(0, 0, 1));
  CHECK(is(1, 1, 2));
  CHECK(is(2, 2, 3));
}

TEST_CASE("a flow table keeps only the moves that occur, by increasing place", "[observe]") {
  for (const std::size_t to_nodes : {10u, 100'000u}) { // one of all pairs, and one too large for that
    FlowTable flows(3, to_nodes);
    for (const std::uint32_t to : {9u, 4u, 9u, 7u}) flows.add(1, to);
    CHECK(flows.from_nodes() == 3);
    CHECK(flows.from(0).empty());
    CHECK(flows.from(2).empty());
    REQUIRE(flows.from(1).size() == 3);
    const auto is = [&](std::size_t i, std::uint32_t to, std::uint64_t times) {
      return flows.from(1)[i].to == to && flows.from(1)[i].times == times;
    };
    CHECK(is(0, 4, 1));
    CHECK(is(1, 7, 1));
    CHECK(is(2, 9, 2));
  }
}

TEST_CASE("a flow table of all pairs and one of those that occur count the same", "[observe]") {
  std::mt19937_64 random(3);
  FlowTable dense(20, 60);
  FlowTable sparse(20, 1'000);
  for (int move = 0; move < 20'000; ++move) {
    const auto from = static_cast<std::uint32_t>(random() % 20);
    const auto to = static_cast<std::uint32_t>(random() % (1 + from * 3)); // from one to sixty places
    dense.add(from, to);
    sparse.add(from, to);
  }
  std::uint64_t times = 0;
  for (std::size_t from = 0; from < 20; ++from) {
    const auto a = dense.from(from);
    const auto b = sparse.from(from);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      REQUIRE(a[i].to == b[i].to);
      REQUIRE(a[i].times == b[i].times);
      times += a[i].times;
    }
  }
  CHECK(times == 20'000);
}

TEST_CASE("a level is weighted by time inside the measured period", "[observe]") {
  Program program = small_program();
  program.plan.levels = {level_of({{first, Phase::wait}, {first, Phase::work}})};
  add_figure(program, FigureOp::level_mean);
  add_figure(program, FigureOp::level_maximum);
  add_figure(program, FigureOp::level_at, 0, 1);
  add_figure(program, FigureOp::level_at, 0, 2);
  add_figure(program, FigureOp::level_up_to, 0, 1);
  add_figure(program, FigureOp::level_quantile, 0, 0.6);
  add_figure(program, FigureOp::level_quantile, 0, 0.61);
  // Red inside 10-15, blue 11-20: one entity for 1 + 5 days, two for 4.
  CHECK(result_of(program).outputs == std::vector<double>{1.4, 2, 0.6, 0.4, 0.6, 1, 2});
}

TEST_CASE("a level's maximum begins again when the warm-up ends", "[observe]") {
  Program program = small_program();
  program.plan.levels = {level_of({{first, Phase::wait}})};
  add_figure(program, FigureOp::level_maximum);
  Recorder recorder(program, false);
  for (int entity = 0; entity < 3; ++entity) recorder.arrive(first, 0, red, day(1));
  for (int entity = 0; entity < 2; ++entity)
    recorder.end_phase(first, Phase::wait, Phase::work, day(1), day(1), true, red, day(9));
  recorder.end_warm_up(day(10));
  CHECK(recorder.finish(day(20)).outputs[0] == 1);
}

TEST_CASE("a level passed in an instant is not its maximum", "[observe]") {
  Program program = small_program();
  program.plan.levels = {level_of({{first, Phase::wait}})};
  add_figure(program, FigureOp::level_maximum);
  Recorder recorder(program, false);
  recorder.end_warm_up(day(10));
  recorder.arrive(first, 0, red, day(11));
  for (int entity = 0; entity < 2; ++entity) {
    recorder.arrive(first, 0, red, day(12));
    recorder.end_phase(first, Phase::wait, Phase::work, day(12), day(12), true, red, day(12));
  }
  CHECK(recorder.finish(day(20)).outputs[0] == 1);
}

TEST_CASE("a level of one category follows only its entities", "[observe]") {
  Program program = small_program();
  program.plan.levels = {level_of({{first, Phase::wait}}), level_of({{first, Phase::wait}})};
  for (std::uint32_t category = 0; category < 2; ++category) {
    program.plan.levels[category].split = AttributeId{0};
    program.plan.levels[category].category = category;
    add_figure(program, FigureOp::level_mean, category);
  }
  CHECK(result_of(program).outputs == std::vector<double>{0.2, 0.3}); // days 10-12 and 11-14 of ten
}

TEST_CASE("an entity whose attribute changes moves between the groups of a level", "[observe]") {
  Program program = small_program();
  program.plan.levels = {level_of({{first, Phase::wait}})};
  program.plan.levels[0].split = AttributeId{0};
  program.plan.levels[0].category = 1;
  add_figure(program, FigureOp::level_mean);
  Recorder recorder(program, false);
  CHECK(recorder.splits_levels(AttributeId{0}));
  recorder.end_warm_up(day(10));
  recorder.arrive(first, 0, red, day(10));
  SECTION("when it is told") {
    recorder.attribute_changed(first, Phase::wait, AttributeId{0}, 0, 1, day(12));
    recorder.end_phase(first, Phase::wait, Phase::none, day(10), day(10), true, blue, day(15));
    CHECK(recorder.finish(day(20)).outputs[0] == Approx(0.3).epsilon(1e-15));
  }
  SECTION("and a change that is not told is found out") {
    CHECK_THROWS_AS(
        recorder.end_phase(first, Phase::wait, Phase::none, day(10), day(10), true, blue, day(15)),
        EnsureError);
  }
}

TEST_CASE("phase tallies take completed phases, by when they end or by when the visit arrived", "[observe]") {
  Program program = small_program();
  program.plan.tallies.resize(3);
  program.plan.tallies[1].cohort = Cohort::arrive;
  program.plan.phase_tallies = {{first, Phase::wait, MeasureId{0}},
                                {first, Phase::wait, MeasureId{1}},
                                {first, Phase::work, MeasureId{2}}};
  for (const std::uint32_t tally : {0u, 1u, 2u}) add_figure(program, FigureOp::tally_sum, tally);
  SECTION("all waits ending inside: 4 + 3; of those arrived inside: 3; work: 3") {
    CHECK(result_of(program).outputs == std::vector<double>{7, 3, 3});
  }
  SECTION("a phase cut short is not tallied") {
    Recorder recorder(program, false);
    recorder.end_warm_up(day(10));
    recorder.arrive(first, 0, red, day(11));
    recorder.end_phase(first, Phase::wait, Phase::none, day(11), day(11), false, red, day(14));
    const auto result = recorder.finish(day(20));
    CHECK(result.outputs == std::vector<double>{0, 0, 0});
    CHECK(result.steps[0].started == 0);
    CHECK(result.steps[0].waiting_at_end == 0);
  }
}

TEST_CASE("the measured period is closed on both sides", "[observe]") {
  Program program = small_program();
  program.plan.tallies.resize(1);
  program.plan.tallies[0].cohort = Cohort::arrive;
  program.plan.phase_tallies = {{first, Phase::wait, MeasureId{0}}};
  add_figure(program, FigureOp::tally_count);
  const auto counted = [&](double arrived, double ended) {
    Recorder recorder(program, false);
    recorder.arrive(first, 0, red, day(arrived));
    if (ended > 10) recorder.end_warm_up(day(10));
    recorder.end_phase(first, Phase::wait, Phase::none, day(arrived), day(arrived), true, red, day(ended));
    if (ended <= 10) recorder.end_warm_up(day(10));
    return recorder.finish(day(20)).outputs[0];
  };
  CHECK(counted(10, 20) == 1);
  CHECK(counted(10, 10) == 1); // before or after the warm-up is ended, at that instant
  CHECK(counted(9.9, 20) == 0);
}

TEST_CASE("intervals are tallied by reason", "[observe]") {
  Program program = small_program();
  program.plan.tallies.resize(3);
  program.plan.tallies[2].cohort = Cohort::arrive;
  program.plan.interval_tallies = {{IntervalId{0}, IntervalId::none_value, MeasureId{0}},
                                   {IntervalId{0}, 1, MeasureId{1}},
                                   {IntervalId{0}, IntervalId::none_value, MeasureId{2}}};
  for (const std::uint32_t tally : {0u, 1u, 2u}) add_figure(program, FigureOp::tally_sum, tally);
  Recorder recorder(program, false);
  recorder.close_interval(IntervalId{0}, 1, day(7), 2, red, day(9)); // before the measured period
  recorder.end_warm_up(day(10));
  recorder.close_interval(IntervalId{0}, 0, day(10), 5, red, day(15));
  recorder.close_interval(IntervalId{0}, 1, day(-14), 30, red, day(16)); // opened before it
  CHECK(recorder.finish(day(20)).outputs == std::vector<double>{35, 30, 5});
}

TEST_CASE("a run that never ended its warm-up is a fault", "[observe]") {
  const Program program = small_program();
  Recorder recorder(program, false);
  CHECK_THROWS_AS(recorder.finish(day(20)), EnsureError);
}

TEST_CASE("entities are kept only when asked for, sorted by key and interval", "[observe]") {
  const Program program = small_program();
  Recorder keeping(program, true);
  Recorder forgetting(program, false);
  for (Recorder* recorder : {&keeping, &forgetting}) {
    recorder->keep({9, day(1), 0, true, true, {}});
    recorder->keep({3, day(2), 1, true, true, {}});
    recorder->keep({3, day(3), 0, true, true, {}});
    recorder->keep({3, day(4), 0, false, false, {1}}); // a second period, open
    for (const std::uint64_t there : {3, 5}) recorder->keep({there, {}, 0, true, false, {}, 0, true});
    recorder->end_warm_up(day(10));
  }
  const auto kept = keeping.finish(day(20)).entities;
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].time == day(3 + 4));
  CHECK_FALSE(kept[0].closed);
  CHECK(kept[0].periods == 2);
  CHECK(kept[0].inside);
  CHECK_FALSE(kept[1].inside);
  CHECK(kept[0].measured);
  CHECK(kept[0].split_values[0] == 0); // of the first
  CHECK(kept[1].time == day(2));
  CHECK(kept[2].time == day(1));
  CHECK(forgetting.finish(day(20)).entities.empty());
}
