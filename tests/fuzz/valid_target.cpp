// The structured target: a valid scenario is made of the bytes, run, and held to what must hold of every run.
#include "tests/fuzz/scenario_maker.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

#include "engine/run/replication.hpp"
#include "models/compile/compiler.hpp"
#include "models/scenario/document.hpp"
#include "tests/run/results_agree.hpp"

#include <cmath>

namespace carepath::test {
namespace {

Program compiled(const std::filesystem::path& path) {
  SourceTexts texts;
  Diagnostics faults;
  const auto document = read_document(path, texts, faults);
  const auto scenario = faults.has_errors() ? std::nullopt : compile(document, texts, faults);
  if (!scenario) std::fprintf(stderr, "%s", faults.render(texts).c_str());
  require(scenario.has_value(), "a valid scenario is refused");
  return *scenario->program;
}

void check_sums(const ReplicationResult& result) {
  if (!result.completed) std::fprintf(stderr, "%s\n", result.failure.c_str());
  require(result.completed, "a run failed");
  require(result.created == result.left + result.inside, "people came and are neither gone nor there");
  for (std::size_t at = 0; at < result.resource_queue_mean.size(); ++at) {
    require(!(result.resource_queue_mean[at] < 0), "a queue is shorter than nobody");
    require(!(result.littles_law[at] > 1e-6), "Little's law is broken");
  }
  for (const auto& step : result.steps) require(!(step.wait_days < 0), "a wait is shorter than none");
}

} // namespace

void fuzz_valid(std::string_view bytes) {
  static const Scratch folder;
  const auto program = compiled(folder.write("made.toml", made_scenario(bytes)));
  ReplicationOptions options;
  options.seed = 7;
  options.keep_entities = true;
  const auto fused = run_replication(program, options);
  check_sums(fused);
  std::vector<TraceRow> rows;
  options.trace = &rows; // every instruction by itself
  const auto plain = run_replication(program, options);
  const auto found = differences(fused, plain);
  if (!found.empty()) std::fprintf(stderr, "%s\n", found.c_str());
  require(found.empty(), "a run with its event log differs from one without");
}

} // namespace carepath::test
