#include "models/study/sweep_shard.hpp"

#include "models/compile/compiler.hpp"
#include "models/study/precise_runs.hpp"
#include "models/study/reduce.hpp"
#include "models/study/run_warnings.hpp"
#include "models/study/trace_csv.hpp"

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

/// One point as a study of its own, on one thread: shards are what is spread over the threads.
Study study_of(const SweepPlan& plan, const SweepPoint& point, const CompiledScenario& compiled) {
  Study study;
  study.variants = {compiled};
  study.variants.front().name = point.name;
  study.seed = plan.manifest.identity.seed;
  study.threads = 1;
  study.per_observation = replications_of_a_pair(compiled.run);
  return study;
}

/// What the point's figures lack of the precision, for people; empty when they have it.
std::string imprecise_words(const PrecisionReached& reached, double wanted) {
  if (reached.reached) return {};
  if (reached.kpi.empty())
    return reached.nothing.empty() ? "there is no KPI to judge"
                                   : "all its figures are 0 in every replication";
  if (!std::isfinite(reached.share)) return fmt::format("'{}' has no limits as a share of it", reached.kpi);
  return fmt::format("the limits of '{}' are within {:.2g}% of its mean, not {:g}%", reached.kpi,
                     100 * reached.share, 100 * wanted);
}

ExperimentResult replicate(Study& study, const std::optional<PrecisionGoal>& goal, const RunHooks& hooks,
                           Shard& shard) {
  if (!goal) return run_variants(study, hooks);
  PrecisionReached reached;
  auto result = replicate_to_precision(study, *goal, hooks, reached);
  shard.size = study.replications;
  shard.imprecise = imprecise_words(reached, *goal->share);
  return result;
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
  auto study = study_of(plan, point, *compiled);
  study.first_replication = shard.first;
  study.replications = shard.size;
  RunHooks hooks;
  hooks.cancelled = told.cancelled;
  std::size_t before = 0;
  hooks.progress = [&, planned = shard.size](double done, std::size_t) {
    const auto whole = std::min(static_cast<std::size_t>(done), std::size_t{planned});
    told.advance(whole - before);
    before = whole;
  };
  const auto result = replicate(study, plan.manifest.precision, hooks, shard);
  if (result.cancelled) return std::nullopt;
  fill(shard, *compiled->program, result.replications.front());
  return shard;
}

void trace_point(const SweepPlan& plan, std::size_t index, const std::filesystem::path& path) {
  const auto& point = plan.sweep.points[index / plan.manifest.blocks()];
  std::string fault;
  if (const auto compiled = compile_point(plan, point, fault))
    write_trace_csv(study_of(plan, point, *compiled), 0, path);
}

} // namespace carepath
