// How long a scenario of 10, 1,000 and 10,000 steps takes from its file to a proved program.
//
//   bench_compile_time [--rounds 7]
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/generated.hpp"
#include "benchmarks/measure/rounds.hpp"

#include <CLI/CLI.hpp>
#include <exception>
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
  std::vector<double> seconds;
  for (std::uint32_t round = 0; round <= rounds; ++round) {
    const double one = seconds_to_compile(file.path());
    if (round > 0) seconds.push_back(one);
  }
  print_row("compile", fmt::format("{} steps", steps), "s", spread_of(seconds));
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Time to read, bind and prove scenarios of 10, 1,000 and 10,000 steps");
  std::uint32_t rounds = 7;
  app.add_option("--rounds", rounds, "Rounds that are kept")->check(CLI::Range(1, 1000));
  CLI11_PARSE(app, argc, argv);
  try {
    print_header();
    for (const std::uint32_t steps : {10u, 1'000u, 10'000u}) measure(steps, rounds);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 1;
  }
  return 0;
}
