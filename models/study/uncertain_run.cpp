// A study over draws of its uncertain inputs: each draw is an experiment of its own, compiled with its
// values, and the replications go where they would in one experiment.
#include "models/study/uncertain.hpp"

#include "engine/experiment/job_runner.hpp"
#include "engine/experiment/shared_progress.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/study.hpp"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <iterator>
#include <mutex>

namespace carepath {
namespace {

class DrawsRun {
public:
  DrawsRun(const Study& study, const RunHooks& hooks)
      : study_(study), progress_(hooks, study.variants.size() * std::size_t{study.replications}) {
    const auto variants = study.variants.size();
    result_.replications.assign(variants, std::vector<ReplicationResult>(study.replications));
    if (variants > 1) result_.paired.assign(variants - 1, std::vector<PairedFold>(study.replications));
  }

  ExperimentResult run() {
    const auto first = study_.first_replication / study_.per_observation;
    const auto last = (study_.first_replication + study_.replications - 1) / study_.per_observation;
    for_each_job(study_.threads, last - first + 1, [&](std::size_t at) { run_draw(first + at); });
    result_.cancelled = result_.cancelled || stopped_;
    return std::move(result_);
  }

private:
  void run_draw(std::size_t draw) {
    if (progress_.stopped()) {
      stopped_ = true;
      return;
    }
    const auto from = std::max<std::size_t>(draw * study_.per_observation, study_.first_replication);
    const auto to = std::min<std::size_t>((draw + 1) * study_.per_observation,
                                          study_.first_replication + study_.replications);
    Experiment experiment;
    experiment.seed = study_.seed;
    experiment.first_replication = static_cast<std::uint32_t>(from);
    experiment.replications = static_cast<std::uint32_t>(to - from);
    experiment.threads = 1; // draws are what is spread over the threads
    experiment.pair_entities = study_.variants.size() > 1;
    std::string fault;
    for (std::size_t variant = 0; variant < study_.variants.size() && fault.empty(); ++variant)
      if (auto compiled = compile_in_draw(study_, variant, draw, fault))
        experiment.variants.push_back(compiled->program);
    const auto place = from - study_.first_replication;
    if (!fault.empty()) return fail(place, to - from, fault);
    put(place, run_experiment(experiment, progress_.part()));
  }

  void put(std::size_t place, ExperimentResult part) {
    const std::lock_guard lock(mutex_);
    result_.cancelled = result_.cancelled || part.cancelled;
    const auto at = static_cast<std::ptrdiff_t>(place);
    for (std::size_t variant = 0; variant < part.replications.size(); ++variant)
      std::move(part.replications[variant].begin(), part.replications[variant].end(),
                result_.replications[variant].begin() + at);
    for (std::size_t pair = 0; pair < part.paired.size(); ++pair)
      std::move(part.paired[pair].begin(), part.paired[pair].end(), result_.paired[pair].begin() + at);
  }

  void fail(std::size_t place, std::size_t count, const std::string& fault) {
    for (auto& of_variant : result_.replications)
      for (std::size_t at = place; at < place + count; ++at) of_variant[at].failure = fault;
    progress_.advance(static_cast<double>(count * study_.variants.size()));
  }

  const Study& study_;
  SharedProgress progress_;
  ExperimentResult result_{};
  std::atomic<bool> stopped_ = false; // before some draw began
  std::mutex mutex_{};                // of the result
};

} // namespace

std::optional<CompiledScenario> compile_in_draw(const Study& study, std::size_t variant, std::size_t draw,
                                                std::string& fault) {
  Diagnostics faults;
  const auto document = in_draw(study.documents[variant], study.uncertain[variant], study.seed, draw);
  std::string reason;
  auto compiled = compile_changed(document, study.texts, faults, reason);
  const auto& expected = study.variants[variant];
  if (!compiled)
    fault = fmt::format("draw {} of the uncertain inputs, in '{}': {}", draw + 1, expected.name, reason);
  else if (compiled->kpis.size() != expected.kpis.size() ||
           compiled->program->resources.size() != expected.program->resources.size()) {
    fault = fmt::format("draw {} of the uncertain inputs changes what '{}' records", draw + 1, expected.name);
    compiled.reset();
  }
  return compiled;
}

ExperimentResult run_over_draws(const Study& study, const RunHooks& hooks) {
  return DrawsRun(study, hooks).run();
}

} // namespace carepath
