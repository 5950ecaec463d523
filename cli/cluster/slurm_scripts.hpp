// The scripts of a sweep under Slurm: an array of jobs that run its shards, and a job that gathers them. They
// are kept with the sweep, to be read, changed and submitted again by hand.
#pragma once

#include "cli/cluster/sweep_team.hpp"

#include <filesystem>
#include <string>

namespace carepath {

/// The tasks of the array: each takes every `count`-th shard, and at most `at_once` run together (0: no
/// limit).
struct ArrayTasks {
  std::size_t count = 0;
  std::size_t at_once = 0;
};

/// "8" or "100%10" (at most ten at once); a sentence when it is neither.
[[nodiscard]] std::string read_tasks(const std::string& text, ArrayTasks& tasks);

/// Where a sweep's scripts, logs and the numbers of its jobs lie; all paths are absolute.
struct SlurmFiles {
  explicit SlurmFiles(const std::filesystem::path& sweep);
  std::filesystem::path sweep;
  std::filesystem::path folder; // slurm/ in it
  std::filesystem::path array;  // script
  std::filesystem::path gather; // script
  std::filesystem::path jobs;
  std::filesystem::path results;
};

/// `indices` are the tasks that have anything left to do, as Slurm writes them: "1-8", "3,5-7%2".
[[nodiscard]] std::string array_script(const SweepOrder& order, const SlurmFiles& files,
                                       const ArrayTasks& tasks, const std::string& indices);
[[nodiscard]] std::string gather_script(const SweepOrder& order, const SlurmFiles& files);

/// Of these tasks, from 1, the ones in Slurm's words.
[[nodiscard]] std::string array_indices(const std::vector<std::size_t>& tasks, std::size_t at_once);

} // namespace carepath
