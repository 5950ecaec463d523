// Levels worked out from the sums of phases against the same levels followed change by change.
#include "tests/observe/bench.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace carepath;
using namespace carepath::bench;

namespace {

/// Levels in pairs: an even one is followed because its distribution is asked for, the next is a sum.
const std::vector<std::vector<std::pair<StepId, Phase>>> counted = {
    {{StepId{0}, Phase::wait}},
    {{StepId{0}, Phase::wait}, {StepId{0}, Phase::work}},
    {{StepId{0}, Phase::work}, {StepId{1}, Phase::wait}, {StepId{1}, Phase::work}}};

Program with_pairs_of_levels() {
  Program program = small_program();
  for (const auto& phases : counted)
    for (const bool followed : {true, false}) {
      LevelRow row;
      row.counted = phases;
      row.distribution = followed;
      program.plan.levels.push_back(row);
      const auto level = static_cast<std::uint32_t>(program.plan.levels.size() - 1);
      add_figure(program, FigureOp::level_mean, level);
      SampleRow sample;
      sample.id = level;
      program.plan.samples.push_back(sample);
    }
  program.plan.sample_times = {day(4), day(10), day(11.5), day(20)};
  return program;
}

struct Walker {
  std::uint32_t step = 0;
  Phase phase = Phase::none;
  SimTime since;
};

/// Ten entities go round: wait and work at step 0, wait and work at step 1, sometimes out of it at once.
class Walk {
public:
  explicit Walk(const Program& program) : program_(program), recorder_(program, false), walkers_(10) {}

  ReplicationResult run(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto end = program_.plan.end.ms;
    for (SimTime now; now.ms <= end;
         now = now + SimTime{static_cast<std::int64_t>(random() % 3 * 1'234'567)}) {
      pass(now);
      move(walkers_[random() % walkers_.size()], random() % 8 == 0, now);
    }
    pass(SimTime{end + 1});
    return recorder_.finish(program_.plan.end);
  }

private:
  /// What is due at or before `now`.
  void pass(SimTime now) {
    if (!warm_ && now >= program_.plan.warm_up) {
      recorder_.end_warm_up(program_.plan.warm_up);
      warm_ = true;
    }
    const auto& times = program_.plan.sample_times;
    for (; next_sample_ < times.size() && times[next_sample_] < now; ++next_sample_)
      recorder_.sample(static_cast<std::uint32_t>(next_sample_), {}, times[next_sample_]);
  }
  void move(Walker& walker, bool gives_up, SimTime now) {
    if (walker.phase == Phase::none) {
      if (gives_up) {
        recorder_.arrive_and_start(recorder_.row_of(StepId{walker.step}), 0, red, now);
        walker.phase = Phase::work;
      } else {
        recorder_.arrive(StepId{walker.step}, 0, red, now);
        walker.phase = Phase::wait;
      }
    } else {
      const bool starts = walker.phase == Phase::wait && !gives_up;
      const Phase next = starts ? Phase::work : Phase::none;
      recorder_.end_phase(StepId{walker.step}, walker.phase, next, walker.since, walker.since, !gives_up, red,
                          now);
      walker.phase = next;
      if (next == Phase::none) walker.step = 1 - walker.step;
    }
    walker.since = now;
  }

  const Program& program_;
  Recorder recorder_;
  std::vector<Walker> walkers_;
  std::size_t next_sample_ = 0;
  bool warm_ = false;
};

} // namespace

TEST_CASE("a level that is a sum has the mean and the samples of the same level followed", "[observe]") {
  const Program program = with_pairs_of_levels();
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto result = Walk(program).run(seed);
    const auto levels = program.plan.levels.size();
    REQUIRE(result.outputs.size() == levels);
    REQUIRE(result.samples.size() == levels * program.plan.sample_times.size());
    for (std::size_t level = 0; level < levels; level += 2) {
      CHECK(result.outputs[level] == result.outputs[level + 1]);
      CHECK(result.outputs[level] > 0);
      for (std::size_t time = 0; time < program.plan.sample_times.size(); ++time)
        CHECK(result.samples[time * levels + level] == result.samples[time * levels + level + 1]);
    }
    CHECK(result.outputs[0] != result.outputs[2]); // they are not all alike
  }
}

TEST_CASE("a sum of change times gives the area under a level from its last restart", "[observe]") {
  LevelSum sum;
  sum.rise(SimTime{10});
  sum.change(2, SimTime{20});
  CHECK(sum.area(SimTime{30}) == 40); // 1 x 10 + 3 x 10
  sum.restart(SimTime{30});
  sum.fall(SimTime{35});
  CHECK(sum.level() == 2);
  CHECK(sum.area(SimTime{40}) == 25); // 3 x 5 + 2 x 5
}

TEST_CASE("a sum of change times is right after its parts have wrapped round", "[observe]") {
  LevelSum sum;
  const SimTime late{std::int64_t{1} << 43};
  sum.change(3'000'000, late); // change x time is beyond 64 bits
  sum.change(-1'000'000, late + SimTime{1'000});
  CHECK(sum.area(late + SimTime{2'000}) == 5'000'000'000);
}

TEST_CASE("the longest of a level that is only a sum is a fault", "[observe]") {
  Program program = small_program();
  LevelRow row;
  row.counted = counted[0];
  program.plan.levels = {row, row};
  add_figure(program, FigureOp::level_maximum, 1);
  const LevelTable levels(program.plan, 2);
  CHECK_NOTHROW(levels.meter(1)); // it is asked for, so it is followed
  CHECK_THROWS_AS(levels.meter(0), EnsureError);
}
