// Handing a sweep to Slurm, and asking Slurm how it is getting on.
#pragma once

#include "cli/cluster/slurm_scripts.hpp"

#include <map>
#include <optional>

namespace carepath {

struct SlurmOrder {
  SweepOrder sweep;
  ArrayTasks tasks;                 // count 0: a task for each shard, at most `most_tasks`
  std::vector<std::string> options; // for sbatch
  bool dry_run = false;             // write the scripts and submit nothing
};

inline constexpr std::size_t most_tasks = 100;

/// The numbers that Slurm gave the two jobs; empty when nothing was submitted.
struct SlurmJobs {
  std::string array; // empty when all shards were finished
  std::string gather;
  std::size_t tasks = 0; // submitted
};

/// Throws UsageError when the order cannot be carried out whatever Slurm says: no sbatch, or options that are
/// not for the user to give. To be asked before the sweep's folder is made.
void require_slurm(const SlurmOrder& order);

/// Writes the scripts into the open folder of the sweep and submits them. Throws std::runtime_error with
/// Slurm's reason when it refuses.
[[nodiscard]] SlurmJobs submit_sweep(const SweepManifest& manifest, const SlurmOrder& order);

/// What Slurm says of the jobs of a sweep.
struct SlurmStatus {
  SlurmJobs jobs;
  std::map<std::string, std::size_t> tasks; // of the array, by state in Slurm's words: "RUNNING", "FAILED"
  std::string gather;                       // its state; empty when Slurm no longer knows
};

/// Nothing when the sweep was not submitted.
[[nodiscard]] std::optional<SlurmStatus> slurm_status(const std::filesystem::path& sweep);

} // namespace carepath
