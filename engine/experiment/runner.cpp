// Variants x replications as jobs, each with a slot for its answer; entities are paired and freed as soon
// as the last variant of a replication is done.
#include <atomic>
#include <exception>
#include <mutex>

#include "engine/base/ensure.hpp"
#include "engine/experiment/job_runner.hpp"
#include "engine/experiment/pairing.hpp"

namespace carepath {

namespace {

class ExperimentRun {
public:
  ExperimentRun(const Experiment& experiment, const RunHooks& hooks, const ReplicationJob& run);

  /// Job `index`: jobs are ordered by replication, then variant, so that the variants of a replication
  /// finish close together and few entities are held.
  void do_job(std::size_t index);

  std::size_t total() const { return variants_ * replications_; }
  ExperimentResult take();

private:
  ReplicationResult run_one(std::size_t variant, std::size_t replication) const;
  void finish_replication(std::size_t replication);
  void report_progress();
  bool cancelled() const { return hooks_.cancelled != nullptr && hooks_.cancelled->load(); }

  const Experiment& experiment_;
  const RunHooks& hooks_;
  const ReplicationJob& run_;
  std::size_t variants_;
  std::size_t replications_;
  bool pairs_;
  std::vector<EntityPairing> pairings_;              // of variant 1, 2, ... with variant 0
  std::vector<std::atomic<std::size_t>> unfinished_; // variants of each replication still to come
  std::atomic<bool> stopped_{false};                 // a job was left undone because of a cancellation
  std::mutex progress_mutex_;
  std::size_t done_ = 0;
  ExperimentResult result_;
};

ExperimentRun::ExperimentRun(const Experiment& experiment, const RunHooks& hooks, const ReplicationJob& run)
    : experiment_(experiment), hooks_(hooks), run_(run), variants_(experiment.variants.size()),
      replications_(experiment.replications), pairs_(experiment.pair_entities && variants_ > 1),
      unfinished_(replications_) {
  ensure(variants_ > 0, "an experiment without variants");
  for (auto& count : unfinished_) count = variants_;
  result_.replications.assign(variants_, std::vector<ReplicationResult>(replications_));
  if (!pairs_) return;
  result_.paired.assign(variants_ - 1, std::vector<PairedFold>(replications_));
  for (std::size_t variant = 1; variant < variants_; ++variant)
    pairings_.emplace_back(*experiment.variants[0], *experiment.variants[variant]);
}

ReplicationResult ExperimentRun::run_one(std::size_t variant, std::size_t replication) const {
  ReplicationResult failed;
  if (cancelled()) {
    failed.failure = "cancelled";
    return failed;
  }
  ReplicationOptions options;
  options.seed = experiment_.seed;
  options.replication = experiment_.first_replication + static_cast<std::uint32_t>(replication);
  options.keep_entities = pairs_;
  options.cancelled = hooks_.cancelled;
  try {
    return run_(*experiment_.variants[variant], options);
  } catch (const std::exception& error) {
    failed.failure = error.what();
  } catch (...) {
    failed.failure = "an unknown error";
  }
  return failed;
}

void ExperimentRun::do_job(std::size_t index) {
  const std::size_t replication = index / variants_;
  const std::size_t variant = index % variants_;
  ReplicationResult& slot = result_.replications[variant][replication];
  slot = run_one(variant, replication);
  if (!slot.completed && cancelled()) stopped_ = true;
  // The last variant to finish sees what all the others wrote.
  if (unfinished_[replication].fetch_sub(1, std::memory_order_acq_rel) == 1) finish_replication(replication);
  report_progress();
}

void ExperimentRun::finish_replication(std::size_t replication) {
  const ReplicationResult& base = result_.replications[0][replication];
  for (std::size_t variant = 1; pairs_ && variant < variants_; ++variant) {
    const ReplicationResult& other = result_.replications[variant][replication];
    if (base.completed && other.completed)
      result_.paired[variant - 1][replication] = pairings_[variant - 1].fold(base.entities, other.entities);
  }
  for (auto& of_variant : result_.replications)
    std::vector<EntityOutcome>().swap(of_variant[replication].entities);
}

void ExperimentRun::report_progress() {
  const std::lock_guard lock(progress_mutex_);
  ++done_;
  if (hooks_.progress) hooks_.progress(done_, total());
}

ExperimentResult ExperimentRun::take() {
  result_.cancelled = stopped_;
  return std::move(result_);
}

} // namespace

ExperimentResult run_experiment_with(const Experiment& experiment, const RunHooks& hooks,
                                     const ReplicationJob& run) {
  ExperimentRun whole(experiment, hooks, run);
  for_each_job(experiment.threads, whole.total(), [&whole](std::size_t index) { whole.do_job(index); });
  return whole.take();
}

ExperimentResult run_experiment(const Experiment& experiment, const RunHooks& hooks) {
  return run_experiment_with(experiment, hooks, run_replication);
}

} // namespace carepath
