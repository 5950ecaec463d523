// The runner with a stub in the place of the interpreter: order, threads, failures, cancelling.
#include "engine/experiment/job_runner.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "engine/random/stream.hpp"

using namespace carepath;

namespace {

Experiment two_variants(std::uint32_t threads) {
  Experiment experiment;
  for (const char* name : {"base", "other"}) {
    auto program = std::make_shared<Program>();
    program->intervals.resize(1);
    program->outcomes = {name};
    experiment.variants.push_back(program);
  }
  experiment.seed = 11;
  experiment.replications = 24;
  experiment.threads = threads;
  return experiment;
}

/// Numbers that depend only on the options, and twenty entities; the second variant adds ten days.
ReplicationResult stub(const Program& program, const ReplicationOptions& options) {
  const bool other = program.outcomes[0] == "other";
  ReplicationResult result;
  result.completed = true;
  const std::uint64_t key = replication_key(options.seed, options.replication);
  result.outputs = {keyed_uniform(key, other ? 2 : 1).value()};
  for (std::uint64_t entity = 0; options.keep_entities && entity < 20; ++entity) {
    const double days = 100 * keyed_uniform(key, 3, entity).value() + (other ? 10 : 0);
    result.entities.push_back({entity, SimTime::from_days(days), 0, true, true, {}});
  }
  return result;
}

std::vector<double> numbers_of(const ExperimentResult& result) {
  std::vector<double> numbers;
  for (const auto& variant : result.replications)
    for (const auto& replication : variant)
      numbers.insert(numbers.end(), replication.outputs.begin(), replication.outputs.end());
  for (const auto& variant : result.paired)
    for (const auto& fold : variant) numbers.push_back(fold.groups.at(0).at(0).change_sum);
  return numbers;
}

} // namespace

TEST_CASE("an experiment gives the same numbers on 1, 2 and 4 threads", "[experiment]") {
  const auto one = numbers_of(run_experiment_with(two_variants(1), {}, stub));
  CHECK(one.size() == 3 * 24);
  CHECK(numbers_of(run_experiment_with(two_variants(2), {}, stub)) == one);
  CHECK(numbers_of(run_experiment_with(two_variants(4), {}, stub)) == one);
  auto reseeded = two_variants(1);
  reseeded.seed = 12;
  CHECK(numbers_of(run_experiment_with(reseeded, {}, stub)) != one);
}

TEST_CASE("a replication run alone equals itself in the crowd", "[experiment]") {
  const auto crowd = run_experiment_with(two_variants(2), {}, stub);
  auto alone = two_variants(1);
  alone.first_replication = 17;
  alone.replications = 1;
  const auto single = run_experiment_with(alone, {}, stub);
  CHECK(single.replications[1][0].outputs == crowd.replications[1][17].outputs);
  CHECK(single.replications[1][0].outputs != crowd.replications[1][16].outputs);
}

TEST_CASE("entities are paired with the first variant and then freed", "[experiment]") {
  const auto result = run_experiment_with(two_variants(2), {}, stub);
  REQUIRE(result.paired.size() == 1);
  for (const PairedFold& fold : result.paired[0]) {
    CHECK(fold.groups[0][0].matched == 20);
    CHECK(fold.groups[0][0].longer == 20);
    CHECK(fold.groups[0][0].change_sum == Approx(200).epsilon(1e-5));
  }
  for (const auto& variant : result.replications)
    for (const auto& replication : variant) CHECK(replication.entities.empty());
}

TEST_CASE("entities are not asked for when they are not compared", "[experiment]") {
  auto experiment = two_variants(1);
  SECTION("pairing switched off") {
    experiment.pair_entities = false;
  }
  SECTION("one variant") {
    experiment.variants.pop_back();
  }
  std::atomic<int> keeping{0};
  const auto result =
      run_experiment_with(experiment, {}, [&](const Program& program, const ReplicationOptions& o) {
        keeping += o.keep_entities;
        return stub(program, o);
      });
  CHECK(keeping == 0);
  CHECK(result.paired.empty());
}

TEST_CASE("a replication that throws is kept as failed, with its reason", "[experiment]") {
  const auto failing = [](const Program& program, const ReplicationOptions& options) {
    if (options.replication == 5 && program.outcomes[0] == "other")
      throw std::runtime_error("the lift is stuck");
    return stub(program, options);
  };
  const auto result = run_experiment_with(two_variants(2), {}, failing);
  CHECK_FALSE(result.cancelled);
  CHECK_FALSE(result.replications[1][5].completed);
  CHECK(result.replications[1][5].failure == "the lift is stuck");
  CHECK(result.replications[0][5].completed);
  CHECK(result.paired[0][5].groups.empty()); // nothing to compare with
  CHECK(result.paired[0][6].groups.size() == 1);
  const auto& replications = result.replications[1];
  CHECK(std::count_if(replications.begin(), replications.end(), [](const auto& r) { return r.completed; }) ==
        23);
}

TEST_CASE("progress counts every job once, one call at a time", "[experiment]") {
  std::vector<std::size_t> seen; // unguarded on purpose: calls do not overlap
  RunHooks hooks;
  hooks.progress = [&](std::size_t done, std::size_t total) {
    CHECK(total == 48);
    seen.push_back(done);
  };
  (void)run_experiment_with(two_variants(4), hooks, stub);
  REQUIRE(seen.size() == 48);
  for (std::size_t i = 0; i < seen.size(); ++i) CHECK(seen[i] == i + 1);
}

TEST_CASE("a cancelled experiment keeps what was finished and says so", "[experiment]") {
  std::atomic<bool> cancelled{false};
  RunHooks hooks;
  hooks.cancelled = &cancelled;
  SECTION("part of the way") {
    hooks.progress = [&](std::size_t done, std::size_t) { cancelled = done >= 10; };
    const auto result = run_experiment_with(two_variants(1), hooks, stub);
    CHECK(result.cancelled);
    CHECK(result.replications[0][4].completed);
    CHECK_FALSE(result.replications[0][5].completed);
    CHECK(result.paired[0][4].groups.size() == 1);
    CHECK(result.paired[0][5].groups.empty());
  }
  SECTION("after the last job nothing was cut short") {
    hooks.progress = [&](std::size_t done, std::size_t total) { cancelled = done == total; };
    CHECK_FALSE(run_experiment_with(two_variants(1), hooks, stub).cancelled);
  }
}

TEST_CASE("work of one thread inside one of two jobs leaves the other its thread", "[experiment]") {
  std::atomic<int> inside{0};
  std::atomic<bool> met{false};
  const auto wait_for_the_other = [&](std::size_t) {
    ++inside;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (inside.load() < 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    if (inside.load() == 2) met = true;
  };
  for_each_job(2, 2, [&](std::size_t) { for_each_job(1, 1, wait_for_the_other); });
#ifndef CAREPATH_SERIAL
  CHECK(met.load());
#endif
}
