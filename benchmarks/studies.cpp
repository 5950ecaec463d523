// The shipped orthopaedic and virtual-ward studies: processor time of one replication of each variant; and
// the orthopaedic comparison's results file: time to write it, and its size.
//
//   bench_studies [--rounds 7]
#include "benchmarks/measure/clock.hpp"
#include "benchmarks/measure/generated.hpp"
#include "benchmarks/measure/rounds.hpp"
#include "benchmarks/measure/workload.hpp"
#include "engine/results/writer.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <stdexcept>

namespace {

using namespace carepath;
using namespace carepath::benchmark;

struct ShippedStudy {
  const char* folder;
  std::vector<const char*> variants;
};

// The orthopaedic ones are those that ./quickstart compares.
const std::vector<ShippedStudy> shipped{
    {"orthopaedics", {"current", "cats", "relief", "hub", "hub-transition"}},
    {"virtual_ward", {"none", "additionality-1", "additionality-2_5"}},
};

std::filesystem::path file_of(const ShippedStudy& study, const std::string& variant) {
  return scenarios_folder() / study.folder / (variant + ".toml");
}

void replications(const ShippedStudy& study, std::uint32_t rounds) {
  for (const auto* variant : study.variants) {
    const ScenarioRun scenario(file_of(study, variant));
    const auto seconds = spread_of_rounds(rounds, [&](auto round) { return scenario.run(round).seconds; });
    print_row(fmt::format("study {}", study.folder), variant, "s/replication", seconds);
  }
}

void results_file(const ShippedStudy& study, std::uint32_t rounds) {
  StudyOptions options;
  for (const auto* variant : study.variants) options.files.push_back(file_of(study, variant));
  const auto read = read_study(options);
  if (read.faults.has_errors()) throw std::runtime_error(read.faults.render(read.texts));
  const auto results = run_study(read, {});
  const TemporaryFile file("results.h5", "");
  const auto seconds = spread_of_rounds(rounds, [&](auto) {
    const double began = thread_seconds();
    write_results(results, file.path());
    return thread_seconds() - began;
  });
  print_row("results file", study.folder, "s", seconds);
  print_number("results file", study.folder, "bytes",
               static_cast<double>(std::filesystem::file_size(file.path())));
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Shipped studies: time of a replication, and the results file");
  std::uint32_t rounds = 7;
  app.add_option("--rounds", rounds, "Rounds that are kept")->check(CLI::Range(1, 1000));
  return benchmark_main(app, argc, argv, [&] {
    print_header();
    for (const auto& study : shipped) replications(study, rounds);
    results_file(shipped.front(), rounds);
  });
}
