#include "models/study/sweep_run.hpp"

#include "engine/experiment/job_runner.hpp"
#include "engine/results/file_replace.hpp"
#include "models/compile/compiler.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <mutex>
#include <unistd.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

/// The first fault, as one line.
std::string first_error(const Diagnostics& faults) {
  for (const auto& fault : faults.all())
    if (fault.severity == Severity::error) return fault.message;
  return "it does not compile";
}

bool same_period(const RunSettings& a, const RunSettings& b) {
  return a.start_day == b.start_day && a.warm_up == b.warm_up && a.length == b.length;
}

/// The scenario of a point, or why there is none.
std::optional<CompiledScenario> compile_point(const SweepPlan& plan, const SweepPoint& point,
                                              std::string& fault) {
  Diagnostics own;
  const auto document = document_at(plan.sweep, point, own);
  auto compiled = own.has_errors() ? std::nullopt : compile(document, plan.texts, own);
  if (!compiled) {
    fault = first_error(own);
  } else if (!same_period(compiled->run, plan.run)) {
    fault = "it does not run over the same period as the others";
    return std::nullopt;
  }
  return compiled;
}

/// Moves what the replications gave into the shard, KPI by KPI.
void fill(Shard& shard, const std::vector<ReplicationResult>& replications) {
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
    shard.events += static_cast<double>(replication.events);
  }
}

class SweepRun {
public:
  SweepRun(const SweepPlan& plan, const fs::path& folder, const SweepHooks& hooks)
      : plan_(plan), folder_(folder), hooks_(hooks) {}

  SweepOutcome run(const SweepShare& share, std::uint32_t threads) {
    const auto& manifest = plan_.manifest;
    std::vector<std::size_t> todo;
    for (std::size_t shard = share.index - 1; shard < manifest.shards(); shard += share.count) {
      ++outcome_.shards;
      if (!is_finished(shard)) todo.push_back(shard);
    }
    for (const auto shard : todo) total_ += manifest.size_of(shard);
    for_each_job(threads, todo.size(), [&](std::size_t at) { do_shard(todo[at]); });
    if (!error_.empty()) throw std::runtime_error(error_);
    outcome_.cancelled = stopped();
    std::sort(outcome_.failed_points.begin(), outcome_.failed_points.end());
    return std::move(outcome_);
  }

private:
  [[nodiscard]] bool stopped() const { return hooks_.cancelled && hooks_.cancelled->load(); }

  bool is_finished(std::size_t shard) {
    const auto path = folder_ / plan_.manifest.file_of(shard);
    std::error_code error;
    if (!fs::exists(path, error)) return false;
    const auto found = read_shard(path);
    if (!found || found->identity != plan_.manifest.identity) return ++outcome_.damaged, false;
    ++outcome_.found;
    note_failures(*found);
    return true;
  }

  void note_failures(const Shard& shard) {
    if (!shard.fault.empty() && shard.first == 0)
      outcome_.failed_points.push_back(shard.point + ": " + shard.fault);
    outcome_.failed_replications += shard.failures.size();
  }

  /// Nothing may be thrown across threads: the first error stops the others and is told afterwards.
  void do_shard(std::size_t index) {
    if (stopped() || failed_.load()) return;
    try {
      const auto shard = simulate(index);
      if (!shard) return;
      replace_file(folder_ / plan_.manifest.file_of(index), shard_text(*shard));
      const std::lock_guard lock(mutex_);
      ++outcome_.done;
      note_failures(*shard);
    } catch (const std::exception& error) {
      const std::lock_guard lock(mutex_);
      if (error_.empty()) error_ = error.what();
      failed_ = true;
    }
  }

  /// A shard that was cancelled on the way is nothing.
  std::optional<Shard> simulate(std::size_t index) {
    const auto& manifest = plan_.manifest;
    const auto& point = plan_.sweep.points[index / manifest.blocks()];
    Shard shard;
    shard.identity = manifest.identity;
    shard.point = point.name;
    shard.first = manifest.first_of(index);
    shard.size = manifest.size_of(index);
    const auto compiled = compile_point(plan_, point, shard.fault);
    if (!compiled) return advance(shard.size), shard;
    describe(*compiled, shard);
    Experiment experiment;
    experiment.variants = {compiled->program};
    experiment.seed = manifest.identity.seed;
    experiment.first_replication = shard.first;
    experiment.replications = shard.size;
    experiment.threads = 1; // shards are what is spread over the threads
    experiment.pair_entities = false;
    RunHooks hooks;
    hooks.cancelled = hooks_.cancelled;
    std::size_t told = 0;
    hooks.progress = [&](double done, std::size_t) {
      const auto whole = static_cast<std::size_t>(done);
      advance(whole - told);
      told = whole;
    };
    const auto result = run_experiment(experiment, hooks);
    if (result.cancelled) return std::nullopt;
    fill(shard, result.replications.front());
    return shard;
  }

  static void describe(const CompiledScenario& compiled, Shard& shard) {
    shard.title = compiled.title;
    shard.question = compiled.question;
    shard.start_date = compiled.run.start_text;
    shard.warm_up_days = compiled.run.warm_up;
    shard.length_days = compiled.run.length;
    shard.headline = compiled.headline;
    shard.kpis = compiled.kpis;
  }

  void advance(std::size_t replications) {
    const std::lock_guard lock(mutex_);
    replications_ += replications;
    if (hooks_.progress) hooks_.progress(replications_, total_);
  }

  const SweepPlan& plan_;
  const fs::path& folder_;
  const SweepHooks& hooks_;
  SweepOutcome outcome_{};
  std::size_t total_ = 0;
  std::mutex mutex_{};
  std::size_t replications_ = 0;
  std::atomic<bool> failed_{false};
  std::string error_{};
};

/// Several shares may begin at once: each writes a manifest of its own name and moves it into place.
void put_manifest(const SweepManifest& manifest, const fs::path& folder) {
  const auto own = folder / fmt::format("{}.{}", manifest_name, getpid());
  replace_file(own, manifest_text(manifest));
  fs::rename(own, folder / manifest_name);
}

bool any_finished(const SweepManifest& manifest, const SweepShare& share, const fs::path& folder) {
  std::error_code error;
  for (std::size_t shard = share.index - 1; shard < manifest.shards(); shard += share.count)
    if (fs::exists(folder / manifest.file_of(shard), error)) return true;
  return false;
}

} // namespace

void open_sweep_folder(const SweepManifest& manifest, const SweepShare& share, const fs::path& folder,
                       bool resume) {
  std::error_code error;
  if (fs::exists(folder / manifest_name, error)) {
    const auto difference = manifest_difference(manifest, read_manifest(folder));
    if (!difference.empty())
      throw InputError(fmt::format("'{}' belongs to {}: name another folder", folder.string(), difference));
    if (resume || (share.count > 1 && !any_finished(manifest, share, folder))) return;
    throw InputError(fmt::format("'{}' holds a sweep already: --resume goes on with it", folder.string()));
  }
  if (fs::is_directory(folder, error) && !resume && !fs::is_empty(folder, error) && share.count == 1)
    throw InputError(fmt::format("'{}' is not empty: name a new folder", folder.string()));
  fs::create_directories(folder, error);
  if (error)
    throw std::runtime_error(fmt::format("cannot make folder '{}': {}", folder.string(), error.message()));
  put_manifest(manifest, folder);
}

SweepOutcome run_sweep(const SweepPlan& plan, const SweepShare& share, const fs::path& folder,
                       std::uint32_t threads, const SweepHooks& hooks) {
  return SweepRun(plan, folder, hooks).run(share, threads);
}

SweepStatus sweep_status(const SweepManifest& manifest, const fs::path& folder) {
  SweepStatus status;
  status.shards = manifest.shards();
  for (std::size_t shard = 0; shard < status.shards; ++shard) {
    const auto file = manifest.file_of(shard);
    std::error_code error;
    const auto found = read_shard(folder / file);
    if (found && found->identity == manifest.identity)
      ++status.finished;
    else
      (fs::exists(folder / file, error) ? status.damaged : status.missing).push_back(file);
  }
  return status;
}

} // namespace carepath
