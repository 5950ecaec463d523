// One run of one workload in a process of its own: for callgrind, and for memory, which only ever grows.
//
//   bench_once W2 100000 [--scale 10] [--set PATH=VALUE]...
//   bench_once W2 100000 --by-hand
//
// prints people,events,seconds,peak_bytes.
#include "benchmarks/limit/by_name.hpp"
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/rounds.hpp"
#include "benchmarks/measure/scenario_run.hpp"
#include "benchmarks/measure/workload.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace carepath::benchmark;

struct Options {
  std::string workload;
  double size = 0;
  double scale = 1;
  bool by_hand = false;
  std::vector<std::string> settings;
};

Work by_hand(const Options& options) {
  const double began = thread_seconds();
  const auto outcome = carepath::limit::by_name(options.workload, options.size, options.scale, 1);
  return {outcome.people, outcome.events, thread_seconds() - began};
}

Work by_scenario(const Options& options) {
  const auto& chosen = workload(options.workload);
  auto settings = settings_of(chosen, options.size, options.scale);
  settings.insert(settings.end(), options.settings.begin(), options.settings.end());
  return ScenarioRun(scenario_file(chosen), settings).run(0);
}

void run(const Options& options) {
  const Work work = options.by_hand ? by_hand(options) : by_scenario(options);
  fmt::print("{:.0f},{:.0f},{:.6f},{:.0f}\n", work.people, work.events, work.seconds, peak_bytes());
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("One run of one workload; prints people,events,seconds,peak_bytes");
  Options options;
  app.add_option("workload", options.workload, "W1, W2, W3, W3-sessions or W3-any-order")->required();
  app.add_option("size", options.size, "People (W1, W2) or days (W3)")->required();
  app.add_option("--scale", options.scale, "W2: times the rate and all capacities");
  app.add_flag("--by-hand", options.by_hand, "The program written by hand, not the scenario");
  app.add_option("--set", options.settings, "A setting of the scenario");
  return benchmark_main(app, argc, argv, [&] { run(options); });
}
