#include "models/study/sweep_run.hpp"

#include "engine/experiment/job_runner.hpp"
#include "engine/results/file_replace.hpp"
#include "models/study/sweep_shard.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <mutex>
#include <unistd.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

bool is_whole(const SweepManifest& manifest, const fs::path& path) {
  const auto found = read_shard(path);
  return found && found->identity == manifest.identity;
}

/// Of a shard that holds the first replication of a point that can run.
bool lacks_trace(const Shard& shard, const fs::path& path) {
  std::error_code error;
  return shard.first == 0 && shard.fault.empty() && !fs::exists(path, error);
}

void note_failures(const Shard& shard, SweepOutcome& outcome) {
  if (!shard.fault.empty() && shard.first == 0)
    outcome.failed_points.push_back(shard.point + ": " + shard.fault);
  if (!shard.imprecise.empty()) outcome.imprecise_points.push_back(shard.point + ": " + shard.imprecise);
  outcome.failed_replications += shard.failures.size();
}

/// Runs shards on threads. Nothing may be thrown across threads: the first error stops the others and is told
/// afterwards.
class ShardRun {
public:
  ShardRun(const SweepPlan& plan, const fs::path& folder, const SweepHooks& hooks, SweepOutcome& outcome)
      : plan_(plan), folder_(folder), hooks_(hooks), outcome_(outcome) {}

  void run(const std::vector<std::size_t>& shards, std::uint32_t threads) {
    for (const auto shard : shards) total_ += plan_.manifest.size_of(shard);
    for_each_job(threads, shards.size(), [&](std::size_t at) { do_shard(shards[at]); });
    if (!error_.empty()) throw std::runtime_error(error_);
    outcome_.cancelled = outcome_.cancelled || stopped();
  }

private:
  [[nodiscard]] bool stopped() const { return hooks_.cancelled && hooks_.cancelled->load(); }

  void do_shard(std::size_t index) {
    if (stopped() || failed_.load()) return;
    try {
      const ShardHooks told{[this](std::size_t replications) { advance(replications); }, hooks_.cancelled};
      const auto shard = run_shard(plan_, index, told);
      if (!shard) return;
      // Before the shard is there: a finished one has its log.
      if (const auto trace = plan_.manifest.trace_of(index); plan_.trace && !trace.empty())
        trace_point(plan_, index, folder_ / trace);
      put(*shard, folder_ / plan_.manifest.file_of(index));
      const std::lock_guard lock(mutex_);
      ++outcome_.done;
      note_failures(*shard, outcome_);
    } catch (const std::exception& error) {
      const std::lock_guard lock(mutex_);
      if (error_.empty()) error_ = error.what();
      failed_ = true;
    }
  }

  /// A job that was started twice (its computer was thought dead) may put the same bytes there first, and
  /// take the ".part" with it: then all is well.
  void put(const Shard& shard, const fs::path& path) const try {
    replace_file(path, shard_text(shard));
  } catch (const std::exception&) {
    if (!is_whole(plan_.manifest, path)) throw;
  }

  void advance(std::size_t replications) {
    const std::lock_guard lock(mutex_);
    replications_ += replications;
    if (hooks_.progress) hooks_.progress(replications_, total_);
  }

  const SweepPlan& plan_;
  const fs::path& folder_;
  const SweepHooks& hooks_;
  SweepOutcome& outcome_;
  std::size_t total_ = 0;
  std::mutex mutex_{};
  std::size_t replications_ = 0;
  std::atomic<bool> failed_{false};
  std::string error_{};
};

/// Several shares may begin at once, on several computers: each writes a manifest of its own name and moves
/// it into place.
void put_manifest(const SweepManifest& manifest, const fs::path& folder) {
  std::array<char, 64> host{};
  gethostname(host.data(), host.size() - 1);
  const auto own = folder / fmt::format("{}.{}.{}", manifest_name, host.data(), getpid());
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

void remove_sweep_folder(const fs::path& folder) {
  std::error_code error;
  fs::remove(folder / manifest_name, error);
  fs::remove_all(folder / slurm_folder_name, error);
  fs::remove(folder, error); // only when it is empty
}

std::vector<std::size_t> unfinished_shards(const SweepManifest& manifest, const SweepShare& share,
                                           bool traced, const fs::path& folder, SweepOutcome& outcome) {
  std::vector<std::size_t> unfinished;
  for (std::size_t index = share.index - 1; index < manifest.shards(); index += share.count) {
    ++outcome.shards;
    const auto path = folder / manifest.file_of(index);
    const auto found = read_shard(path);
    std::error_code error;
    const bool whole = found && found->identity == manifest.identity;
    if (whole && !(traced && lacks_trace(*found, folder / manifest.trace_of(index)))) {
      ++outcome.found;
      note_failures(*found, outcome);
      continue;
    }
    if (!whole && fs::exists(path, error)) ++outcome.damaged;
    unfinished.push_back(index);
  }
  return unfinished;
}

void run_shards(const SweepPlan& plan, const std::vector<std::size_t>& shards, const fs::path& folder,
                std::uint32_t threads, const SweepHooks& hooks, SweepOutcome& outcome) {
  ShardRun(plan, folder, hooks, outcome).run(shards, threads);
  std::sort(outcome.failed_points.begin(), outcome.failed_points.end());
  std::sort(outcome.imprecise_points.begin(), outcome.imprecise_points.end());
}

SweepOutcome run_sweep(const SweepPlan& plan, const SweepShare& share, const fs::path& folder,
                       std::uint32_t threads, const SweepHooks& hooks) {
  SweepOutcome outcome;
  const auto unfinished = unfinished_shards(plan.manifest, share, plan.trace, folder, outcome);
  run_shards(plan, unfinished, folder, threads, hooks, outcome);
  return outcome;
}

SweepStatus sweep_status(const SweepManifest& manifest, const fs::path& folder) {
  SweepStatus status;
  status.shards = manifest.shards();
  for (std::size_t shard = 0; shard < status.shards; ++shard) {
    const auto file = manifest.file_of(shard);
    std::error_code error;
    if (is_whole(manifest, folder / file))
      ++status.finished;
    else
      (fs::exists(folder / file, error) ? status.damaged : status.missing).push_back(file);
  }
  return status;
}

} // namespace carepath
