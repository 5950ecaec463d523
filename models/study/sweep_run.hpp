// Running the shards of a sweep into a folder, and looking at how far it has come.
#pragma once

#include "models/study/sweep_plan.hpp"

#include <atomic>
#include <functional>

namespace carepath {

/// Share `index` (from 1) of `count`: every count-th shard.
struct SweepShare {
  std::size_t index = 1;
  std::size_t count = 1;
};

struct SweepHooks {
  std::function<void(std::size_t done, std::size_t total)>
      progress; // in replications, from any thread, serialised
  const std::atomic<bool>* cancelled = nullptr;
};

struct SweepOutcome {
  std::size_t shards = 0;                    // of the share
  std::size_t found = 0;                     // finished before
  std::size_t damaged = 0;                   // found damaged, and done again
  std::size_t done = 0;                      // finished now
  std::vector<std::string> failed_points;    // "rooms=0: reason", those that cannot run
  std::vector<std::string> imprecise_points; // "rooms=2: reason", those that did not reach the precision
  std::size_t failed_replications = 0;
  bool cancelled = false;
};

/// Puts the manifest into the folder, or checks that the one there says the same. Throws InputError when it
/// does not, and when there are shards of the share already and `resume` was not asked for.
void open_sweep_folder(const SweepManifest& manifest, const SweepShare& share,
                       const std::filesystem::path& folder, bool resume);

/// Undoes the above for a sweep that nobody began: its manifest, its scripts, and the folder when nothing
/// else is in it.
void remove_sweep_folder(const std::filesystem::path& folder);

/// Runs the shards of the share that are not in the folder yet, on so many threads (0: all). Each is written
/// when it is finished and then forgotten, so that memory does not grow with the sweep.
[[nodiscard]] SweepOutcome run_sweep(const SweepPlan& plan, const SweepShare& share,
                                     const std::filesystem::path& folder, std::uint32_t threads,
                                     const SweepHooks& hooks);

/// Those shards of the share that are not finished, or lack the event log they should have left (`traced`);
/// what is finished or damaged is noted in the outcome.
[[nodiscard]] std::vector<std::size_t> unfinished_shards(const SweepManifest& manifest,
                                                         const SweepShare& share, bool traced,
                                                         const std::filesystem::path& folder,
                                                         SweepOutcome& outcome);

/// Runs these shards, finished or not, and adds what became of them to the outcome.
void run_shards(const SweepPlan& plan, const std::vector<std::size_t>& shards,
                const std::filesystem::path& folder, std::uint32_t threads, const SweepHooks& hooks,
                SweepOutcome& outcome);

/// How far a sweep has come, from its folder alone.
struct SweepStatus {
  std::size_t shards = 0;
  std::size_t finished = 0;
  std::vector<std::string> damaged; // files
  std::vector<std::string> missing; // files, without those damaged
};
[[nodiscard]] SweepStatus sweep_status(const SweepManifest& manifest, const std::filesystem::path& folder);

} // namespace carepath
