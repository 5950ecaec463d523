// What keyed random numbers cost: the hand-written W2 with one sequential stream, and with every number a
// function of person, place and visit.
//
//   bench_draws [--rounds 7] [--people 300000]
#include "benchmarks/limit/five_stations.hpp"
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/rounds.hpp"

#include <CLI/CLI.hpp>

namespace {

using namespace carepath;
using namespace carepath::benchmark;

Work drawn(limit::Draws draws, double people, std::uint32_t round) {
  const double began = thread_seconds();
  const auto outcome = limit::five_stations(static_cast<std::uint64_t>(people), 1, round + 1, draws);
  return {outcome.people, outcome.events, thread_seconds() - began};
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("W2 by hand with sequential and with keyed random numbers");
  std::uint32_t rounds = 7;
  double people = 300'000;
  app.add_option("--rounds", rounds, "Rounds that are kept")->check(CLI::Range(1, 1000));
  app.add_option("--people", people, "People in a run")->check(CLI::Range(1e3, 1e8));
  return benchmark_main(app, argc, argv, [&] {
    Rounds both;
    both.add("sequential", [&](auto round) { return drawn(limit::Draws::sequential, people, round); });
    both.add("keyed", [&](auto round) { return drawn(limit::Draws::keyed, people, round); });
    both.go(rounds);
    print_header();
    both.print_times("draws");
    both.print_ratio("draws", "keyed", "sequential");
  });
}
