#include "models/study/sweep_shard.hpp"

#include "models/compile/compiler.hpp"
#include "models/study/run_warnings.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

bool same_period(const RunSettings& a, const RunSettings& b) {
  return a.start_day == b.start_day && a.warm_up == b.warm_up && a.length == b.length;
}

/// The scenario of a point, or why there is none.
std::optional<CompiledScenario> compile_point(const SweepPlan& plan, const SweepPoint& point,
                                              std::string& fault) {
  Diagnostics own;
  const auto document = document_at(plan.sweep, point, own);
  auto compiled = compile_changed(document, plan.texts, own, fault);
  if (compiled && !same_period(compiled->run, plan.run)) {
    fault = "it does not run over the same period as the others";
    return std::nullopt;
  }
  if (compiled && compiled->run.antithetic != plan.run.antithetic) {
    fault = "it does not have antithetic pairs as the others have, or they do not";
    return std::nullopt;
  }
  return compiled;
}

/// Moves what the replications gave into the shard, KPI by KPI.
void fill(Shard& shard, const Program& program, const std::vector<ReplicationResult>& replications) {
  for (std::size_t row = 0; row < shard.kpis.size(); ++row)
    for (const auto& replication : replications)
      shard.values.push_back(replication.completed ? replication.outputs[row] : std::nan(""));
  for (std::size_t at = 0; at < replications.size(); ++at) {
    const auto& replication = replications[at];
    if (!replication.completed) {
      shard.failures.push_back(fmt::format("replication {}: {}", shard.first + at + 1, replication.failure));
      continue;
    }
    ++shard.completed;
    shard.held_up += replication.held_up > 0 ? 1 : 0;
    if (replication.impossible_chances.times > 0 && shard.impossible++ == 0)
      shard.impossible_at = impossible_place(program, replication);
    shard.events += static_cast<double>(replication.events);
  }
}

void describe(const CompiledScenario& compiled, Shard& shard) {
  shard.title = compiled.title;
  shard.question = compiled.question;
  shard.start_date = compiled.run.start_text;
  shard.warm_up_days = compiled.run.warm_up;
  shard.length_days = compiled.run.length;
  shard.headline = compiled.headline;
  shard.antithetic = compiled.run.antithetic;
  shard.kpis = compiled.kpis;
}

Shard begin_shard(const SweepPlan& plan, std::size_t index) {
  const auto& manifest = plan.manifest;
  Shard shard;
  shard.identity = manifest.identity;
  shard.point = manifest.points[index / manifest.blocks()];
  shard.first = manifest.first_of(index);
  shard.size = manifest.size_of(index);
  return shard;
}

} // namespace

std::optional<Shard> run_shard(const SweepPlan& plan, std::size_t index, const ShardHooks& told) {
  auto shard = begin_shard(plan, index);
  const auto& point = plan.sweep.points[index / plan.manifest.blocks()];
  const auto compiled = compile_point(plan, point, shard.fault);
  if (!compiled) return told.advance(shard.size), shard;
  describe(*compiled, shard);
  Experiment experiment;
  experiment.variants = {compiled->program};
  experiment.seed = shard.identity.seed;
  experiment.first_replication = shard.first;
  experiment.replications = shard.size;
  experiment.threads = 1; // shards are what is spread over the threads
  experiment.pair_entities = false;
  RunHooks hooks;
  hooks.cancelled = told.cancelled;
  std::size_t before = 0;
  hooks.progress = [&](double done, std::size_t) {
    const auto whole = static_cast<std::size_t>(done);
    told.advance(whole - before);
    before = whole;
  };
  const auto result = run_experiment(experiment, hooks);
  if (result.cancelled) return std::nullopt;
  fill(shard, *compiled->program, result.replications.front());
  return shard;
}

} // namespace carepath
