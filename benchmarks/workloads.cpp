// W1, W2 and W3 through their scenario files, beside the hand-written program for the same work, round by
// round.
//
//   bench_workloads [--rounds 7] [--quick] [W2]...
#include "benchmarks/limit/by_name.hpp"
#include "benchmarks/limit/known_values.hpp"
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/rounds.hpp"
#include "benchmarks/measure/workload.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <stdexcept>

namespace {

using namespace carepath;
using namespace carepath::benchmark;

struct Options {
  std::uint32_t rounds = 7;
  bool quick = false;
  std::vector<std::string> names;
};

Work by_hand(const Workload& chosen, double size, std::uint32_t round) {
  const double began = thread_seconds();
  const auto outcome = limit::by_name(chosen.name, size, 1, round + 1);
  const double seconds = thread_seconds() - began;
  if (const auto fault = limit::disagreement(chosen.name, outcome); !fault.empty())
    throw std::runtime_error(fault);
  return {outcome.people, outcome.events, seconds};
}

void compare(const Workload& chosen, const Options& options) {
  const double size = options.quick ? chosen.quick_size : chosen.size;
  const std::string name(chosen.name);
  const ScenarioRun scenario(scenario_file(chosen), settings_of(chosen, size));
  Rounds rounds;
  rounds.add("carepath", [&](std::uint32_t round) { return scenario.run(round); });
  rounds.add("limit", [&](std::uint32_t round) { return by_hand(chosen, size, round); });
  rounds.go(options.rounds);
  rounds.print_times(name);
  rounds.print_ratio(name, "carepath", "limit");
}

void run(const Options& options) {
  for (const auto& name : options.names) static_cast<void>(workload(name));
  print_header();
  for (const auto& chosen : workloads()) {
    const auto wanted = std::find(options.names.begin(), options.names.end(), chosen.name);
    if (options.names.empty() || wanted != options.names.end()) compare(chosen, options);
  }
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Time per event of each workload, of Carepath and of a program written by hand for it");
  Options options;
  app.add_option("--rounds", options.rounds, "Rounds that are kept")->check(CLI::Range(1, 1000));
  app.add_flag("--quick", options.quick, "Smaller sizes");
  app.add_option("workload", options.names,
                 "W1, W2, W3, W3-sessions or W3-any-order; all when none is named");
  return benchmark_main(app, argc, argv, [&] { run(options); });
}
