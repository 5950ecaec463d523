// Resident memory for each person in the system, on a pathway of ten steps with four attributes and two
// clocks.
//
//   bench_memory [--people 400000]
//
// A small population first, then the large one in the same process: the difference of the peaks is what
// people take.
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/generated.hpp"
#include "benchmarks/measure/rounds.hpp"

#include <CLI/CLI.hpp>

namespace {

using namespace carepath::benchmark;

struct Peak {
  double people = 0; // the most there at once
  double bytes = 0;
};

Peak peak_of(std::uint32_t people) {
  const TemporaryFile file("population.toml", standing_population(people));
  const ScenarioRun scenario(file.path());
  const auto result = scenario.result(0);
  const double most = result.outputs.back(); // present (max), the last figure
  return {most, peak_bytes()};
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Resident bytes for each person in the system");
  std::uint32_t people = 400'000;
  app.add_option("--people", people, "People there at once")->check(CLI::Range(20'000, 100'000'000));
  return benchmark_main(app, argc, argv, [&] {
    const auto small = peak_of(people / 20);
    const auto large = peak_of(people);
    print_header();
    print_number("memory", "people at once", "people", large.people);
    print_number("memory", "carepath", "bytes/person",
                 (large.bytes - small.bytes) / (large.people - small.people));
  });
}
