// How long a scenario of 10, 1,000 and 10,000 steps takes from its file to a proved program.
//
//   bench_compile_time [--rounds 7]
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/generated.hpp"
#include "benchmarks/measure/rounds.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace carepath::benchmark;

double seconds_to_compile(const std::filesystem::path& file) {
  const double began = thread_seconds();
  const ScenarioRun scenario(file);
  return thread_seconds() - began;
}

void measure(std::uint32_t steps, std::uint32_t rounds) {
  const TemporaryFile file("chain.toml", chain_of_steps(steps));
  const auto seconds = spread_of_rounds(rounds, [&](auto) { return seconds_to_compile(file.path()); });
  print_row("compile", fmt::format("{} steps", steps), "s", seconds);
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Time to read, bind and prove scenarios of 10, 1,000 and 10,000 steps");
  std::uint32_t rounds = 7;
  app.add_option("--rounds", rounds, "Rounds that are kept")->check(CLI::Range(1, 1000));
  return benchmark_main(app, argc, argv, [&] {
    print_header();
    for (const std::uint32_t steps : {10u, 1'000u, 10'000u}) measure(steps, rounds);
  });
}
