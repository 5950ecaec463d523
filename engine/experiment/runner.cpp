// Variants x replications x components as jobs. Each replication of a variant has a slot for its answer;
// entities are paired and freed as soon as the last variant of a replication is done.
#include <algorithm>
#include <atomic>
#include <exception>
#include <fmt/format.h>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/base/ensure.hpp"
#include "engine/experiment/job_runner.hpp"
#include "engine/experiment/pairing.hpp"
#include "engine/run/divided_run.hpp"

namespace carepath {

namespace {

/// Of each variant how it is divided; nothing for one that is not.
using Divisions = std::vector<std::unique_ptr<const Slicer>>;

Divisions divide(const Experiment& experiment) {
  Divisions divisions;
  for (const auto& program : experiment.variants) {
    auto components = find_components(*program);
    const bool is_divided = components.size() > 1;
    divisions.push_back(is_divided ? std::make_unique<const Slicer>(*program, std::move(components))
                                   : nullptr);
  }
  return divisions;
}

class ExperimentRun {
public:
  ExperimentRun(const Experiment& experiment, const RunHooks& hooks, const ReplicationJob& run,
                Divisions divisions);

  /// Job `index`: jobs are ordered by replication, then variant, then component, so that the variants of a
  /// replication finish close together and few entities are held.
  void do_job(std::size_t index);

  std::size_t total() const { return first_job_.back() * replications_; }
  ExperimentResult take();

private:
  /// A replication of a variant that runs in parts: how many are still to come.
  struct Parts {
    std::unique_ptr<DividedRun> run;
    std::size_t unfinished = 0;
  };

  ReplicationOptions options_of(std::size_t replication) const;
  ReplicationResult run_one(std::size_t variant, std::size_t replication) const;
  bool run_part(std::size_t variant, std::size_t replication, std::size_t component);
  DividedRun& begin_part(std::size_t variant, std::size_t replication);
  bool end_part(std::size_t variant, std::size_t replication);
  void finish_variant(std::size_t variant, std::size_t replication);
  void finish_replication(std::size_t replication);
  void report_progress();
  void leave_out_half_pairs(std::size_t variant);
  void leave_out(std::size_t variant, std::size_t replication, std::size_t failed);
  bool cancelled() const { return hooks_.cancelled != nullptr && hooks_.cancelled->load(); }

  const Experiment& experiment_;
  const RunHooks& hooks_;
  const ReplicationJob& run_;
  Divisions divisions_;
  std::vector<std::size_t> first_job_; // of each variant, within a replication; the last is their number
  std::size_t variants_;
  std::size_t replications_;
  bool pairs_;
  std::vector<EntityPairing> pairings_;              // of variant 1, 2, ... with variant 0
  std::vector<std::atomic<std::size_t>> unfinished_; // variants of each replication still to come
  std::atomic<bool> stopped_{false};                 // a job was left undone because of a cancellation
  std::mutex parts_mutex_;
  std::vector<Parts> parts_; // [replication, variant]
  std::mutex progress_mutex_;
  std::size_t done_ = 0;
  ExperimentResult result_;
};

ExperimentRun::ExperimentRun(const Experiment& experiment, const RunHooks& hooks, const ReplicationJob& run,
                             Divisions divisions)
    : experiment_(experiment), hooks_(hooks), run_(run), divisions_(std::move(divisions)), first_job_{0},
      variants_(experiment.variants.size()), replications_(experiment.replications),
      pairs_(experiment.pair_entities && variants_ > 1), unfinished_(replications_),
      parts_(variants_ * replications_) {
  ensure(variants_ > 0, "an experiment without variants");
  for (auto& count : unfinished_) count = variants_;
  for (std::size_t variant = 0; variant < variants_; ++variant)
    first_job_.push_back(first_job_.back() + (divisions_[variant] ? divisions_[variant]->components() : 1));
  result_.replications.assign(variants_, std::vector<ReplicationResult>(replications_));
  if (!pairs_) return;
  result_.paired.assign(variants_ - 1, std::vector<PairedFold>(replications_));
  for (std::size_t variant = 1; variant < variants_; ++variant)
    pairings_.emplace_back(*experiment.variants[0], *experiment.variants[variant]);
}

ReplicationOptions ExperimentRun::options_of(std::size_t replication) const {
  ReplicationOptions options;
  options.seed = experiment_.seed;
  options.replication = experiment_.first_replication + static_cast<std::uint32_t>(replication);
  options.keep_entities = pairs_;
  options.cancelled = hooks_.cancelled;
  return options;
}

ReplicationResult ExperimentRun::run_one(std::size_t variant, std::size_t replication) const {
  ReplicationResult failed;
  if (cancelled()) {
    failed.failure = "cancelled";
    return failed;
  }
  try {
    return run_(*experiment_.variants[variant], options_of(replication));
  } catch (const std::exception& error) {
    failed.failure = error.what();
  } catch (...) {
    failed.failure = "an unknown error";
  }
  return failed;
}

/// The run of a replication of a variant, begun by whoever comes first.
DividedRun& ExperimentRun::begin_part(std::size_t variant, std::size_t replication) {
  const std::lock_guard lock(parts_mutex_);
  Parts& parts = parts_[replication * variants_ + variant];
  if (!parts.run) {
    parts.run = std::make_unique<DividedRun>(*divisions_[variant], options_of(replication));
    parts.unfinished = divisions_[variant]->components();
  }
  return *parts.run;
}

/// True for the last one.
bool ExperimentRun::end_part(std::size_t variant, std::size_t replication) {
  const std::lock_guard lock(parts_mutex_);
  return --parts_[replication * variants_ + variant].unfinished == 0;
}

/// True when the replication of the variant is complete.
bool ExperimentRun::run_part(std::size_t variant, std::size_t replication, std::size_t component) {
  begin_part(variant, replication).run(component);
  if (!end_part(variant, replication)) return false;
  auto& run = parts_[replication * variants_ + variant].run;
  result_.replications[variant][replication] = run->take();
  run.reset();
  return true;
}

void ExperimentRun::do_job(std::size_t index) {
  const std::size_t replication = index / first_job_.back();
  const std::size_t job = index % first_job_.back();
  const auto after = std::upper_bound(first_job_.begin(), first_job_.end(), job);
  const auto variant = static_cast<std::size_t>(after - first_job_.begin()) - 1;
  bool is_done = true;
  if (divisions_[variant])
    is_done = run_part(variant, replication, job - first_job_[variant]);
  else
    result_.replications[variant][replication] = run_one(variant, replication);
  if (is_done) finish_variant(variant, replication);
  report_progress();
}

void ExperimentRun::finish_variant(std::size_t variant, std::size_t replication) {
  if (!result_.replications[variant][replication].completed && cancelled()) stopped_ = true;
  // The last variant to finish sees what all the others wrote.
  if (unfinished_[replication].fetch_sub(1, std::memory_order_acq_rel) == 1) finish_replication(replication);
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
  const std::size_t replications = variants_ * replications_;
  if (hooks_.progress)
    hooks_.progress(static_cast<double>(done_ * replications) / static_cast<double>(total()), replications);
}

/// The mean of an antithetic pair is one observation, and half of one is none: it varies more than the
/// others.
void ExperimentRun::leave_out_half_pairs(std::size_t variant) {
  const auto& all = result_.replications[variant];
  for (std::size_t at = experiment_.first_replication % 2; at + 1 < replications_; at += 2) {
    if (all[at].completed && !all[at + 1].completed) leave_out(variant, at, at + 1);
    if (!all[at].completed && all[at + 1].completed) leave_out(variant, at + 1, at);
  }
}

void ExperimentRun::leave_out(std::size_t variant, std::size_t replication, std::size_t failed) {
  auto& one = result_.replications[variant][replication];
  one = {};
  one.failure = fmt::format("left out, because the other of its antithetic pair, replication {}, failed",
                            experiment_.first_replication + failed + 1);
  for (std::size_t pair = 0; pair < result_.paired.size(); ++pair)
    if (variant == 0 || pair + 1 == variant) result_.paired[pair][replication] = {};
}

ExperimentResult ExperimentRun::take() {
  for (std::size_t variant = 0; variant < variants_ && !stopped_; ++variant)
    if (experiment_.variants[variant]->antithetic) leave_out_half_pairs(variant);
  result_.cancelled = stopped_;
  return std::move(result_);
}

} // namespace

namespace {

ExperimentResult run_jobs(const Experiment& experiment, const RunHooks& hooks, const ReplicationJob& run,
                          Divisions divisions) {
  ExperimentRun whole(experiment, hooks, run, std::move(divisions));
  for_each_job(experiment.threads, whole.total(), [&whole](std::size_t index) { whole.do_job(index); });
  return whole.take();
}

} // namespace

ExperimentResult run_experiment_with(const Experiment& experiment, const RunHooks& hooks,
                                     const ReplicationJob& run) {
  return run_jobs(experiment, hooks, run, Divisions(experiment.variants.size()));
}

ExperimentResult run_experiment(const Experiment& experiment, const RunHooks& hooks) {
  return run_jobs(experiment, hooks, run_undivided, divide(experiment));
}

} // namespace carepath
