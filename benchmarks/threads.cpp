// W4: 64 replications of W2 with 50,000 people each, by the experiment runner, over one and more threads; and
// the hand-written program for the same.
//
//   bench_threads [--rounds 7] [--threads 2] [--replications 64] [--people 50000]
//
// Scaling is wall time on one thread over wall time on several; inflation is how much more processor time
// several need in all, minus one. Both are taken within a round.
#include "benchmarks/limit/known_values.hpp"
#include "benchmarks/limit/replications.hpp"
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/rounds.hpp"
#include "benchmarks/measure/workload.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <functional>
#include <stdexcept>

namespace {

using namespace carepath;
using namespace carepath::benchmark;

struct Options {
  std::uint32_t rounds = 7;
  std::vector<std::uint32_t> threads{2};
  std::uint32_t replications = 64;
  double people = 50'000;
};

struct Usage {
  double wall = 0;
  double processor = 0;
};

using Job = std::function<void(std::uint32_t threads, std::uint32_t round)>;

Usage measured(const Job& job, std::uint32_t threads, std::uint32_t round) {
  const double wall = wall_seconds(), processor = process_seconds();
  job(threads, round);
  return {wall_seconds() - wall, process_seconds() - processor};
}

class Scaling {
public:
  void add(const Usage& one, const Usage& several) {
    one_.push_back(one.wall);
    walls_.push_back(several.wall);
    scaling_.push_back(one.wall / several.wall);
    inflation_.push_back(several.processor / one.processor - 1);
  }
  void print(const std::string& variant, std::uint32_t threads) const {
    const auto name = fmt::format("W4 {} threads", threads);
    print_row(name, variant, "s", spread_of(walls_));
    print_row(name, variant, "scaling", spread_of(scaling_));
    print_number(name, variant, "scaling-best", spread_of(one_).low / spread_of(walls_).low);
    print_row(name, variant, "inflation", spread_of(inflation_));
  }

private:
  std::vector<double> one_, walls_, scaling_, inflation_;
};

void compare(const std::string& variant, const Job& job, const Options& options) {
  std::vector<double> walls;
  std::vector<Scaling> scalings(options.threads.size());
  for (std::uint32_t round = 0; round <= options.rounds; ++round) {
    const auto one = measured(job, 1, round);
    if (round > 0) walls.push_back(one.wall);
    for (std::size_t at = 0; at < scalings.size(); ++at) {
      const auto several = measured(job, options.threads[at], round);
      if (round > 0) scalings[at].add(one, several);
    }
  }
  print_row("W4 1 threads", variant, "s", spread_of(walls));
  for (std::size_t at = 0; at < scalings.size(); ++at) scalings[at].print(variant, options.threads[at]);
}

void by_scenario(const ScenarioRun& scenario, const Options& options, std::uint32_t threads) {
  Experiment experiment;
  experiment.variants = {scenario.study().variants.front().program};
  experiment.seed = scenario.study().seed;
  experiment.replications = options.replications;
  experiment.threads = threads;
  const auto result = run_experiment(experiment, {});
  for (const auto& replication : result.replications.front())
    if (!replication.completed) throw std::runtime_error(replication.failure);
}

void by_hand(const Options& options, std::uint32_t threads, std::uint32_t round) {
  const auto people = static_cast<std::uint64_t>(options.people);
  const auto outcome = limit::replications(options.replications, people, threads, 1 + round * 1000ull);
  if (const auto fault = limit::disagreement("W2", outcome); !fault.empty()) throw std::runtime_error(fault);
}

void run(const Options& options) {
  const auto& two = workload("W2");
  const ScenarioRun scenario(scenario_file(two), settings_of(two, options.people));
  print_header();
  compare("carepath", [&](auto threads, auto) { by_scenario(scenario, options, threads); }, options);
  compare("limit", [&](auto threads, auto round) { by_hand(options, threads, round); }, options);
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("64 replications of W2 over one thread and several: wall time, scaling and processor time");
  Options options;
  app.add_option("--rounds", options.rounds, "Rounds that are kept")->check(CLI::Range(1, 1000));
  app.add_option("--threads", options.threads, "Threads to compare with one, such as 2,4,8,16")
      ->delimiter(',');
  app.add_option("--replications", options.replications, "Replications")->check(CLI::Range(1, 100'000));
  app.add_option("--people", options.people, "People in each")->check(CLI::Range(1e3, 1e8));
  return benchmark_main(app, argc, argv, [&] { run(options); });
}
