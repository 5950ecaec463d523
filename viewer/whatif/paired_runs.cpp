#include "viewer/whatif/paired_runs.hpp"

#include "engine/experiment/job_runner.hpp"
#include "models/study/reduce.hpp"

#include <utility>

namespace carepath {

PairedRuns::PairedRuns(CompiledScenario base, Document document, SourceTexts texts, std::uint64_t seed) {
  study_.texts = std::move(texts);
  study_.variants.push_back(std::move(base));
  study_.documents.push_back(std::move(document));
  study_.seed = seed;
}

void PairedRuns::change(CompiledScenario changed, Document document) {
  study_.variants.resize(1);
  study_.documents.resize(1);
  study_.variants.push_back(std::move(changed));
  study_.documents.push_back(std::move(document));
  pairing_.emplace(*study_.variants[0].program, *study_.variants[1].program);
  changed_.clear();
  folds_.clear();
  done_ = 0;
}

ReplicationResult PairedRuns::run(const CompiledScenario& scenario, std::size_t replication,
                                  const std::atomic<bool>& cancelled) const {
  ReplicationOptions options;
  options.seed = study_.seed;
  options.replication = static_cast<std::uint32_t>(replication);
  options.keep_entities = true;
  options.cancelled = &cancelled;
  return run_replication(*scenario.program, options);
}

void PairedRuns::run_one(std::size_t replication, const std::atomic<bool>& cancelled) {
  if (cancelled.load()) return;
  auto& base = base_[replication];
  if (!base.completed) {
    base = run(study_.variants[0], replication, cancelled);
    base_people_[replication] = std::exchange(base.entities, {});
  }
  auto& changed = changed_[replication];
  changed = run(study_.variants[1], replication, cancelled);
  if (base.completed && changed.completed)
    folds_[replication] = pairing_->fold(base_people_[replication], changed.entities);
  changed.entities = {};
}

bool PairedRuns::extend(std::uint32_t total, std::uint32_t threads, const std::atomic<bool>& cancelled) {
  if (total <= done_) return true;
  if (base_.size() < total) {
    base_.resize(total);
    base_people_.resize(total);
  }
  changed_.resize(total);
  folds_.resize(total);
  const std::uint32_t first = done_;
  for_each_job(threads, total - first, [&](std::size_t at) { run_one(first + at, cancelled); });
  if (cancelled.load()) return false;
  done_ = total;
  return true;
}

Results PairedRuns::results() const {
  Study part = study_;
  part.replications = done_;
  ExperimentResult outcome;
  outcome.replications.emplace_back(base_.begin(), base_.begin() + done_);
  outcome.replications.emplace_back(changed_.begin(), changed_.begin() + done_);
  outcome.paired.emplace_back(folds_.begin(), folds_.begin() + done_);
  return reduce_study(part, outcome);
}

} // namespace carepath
