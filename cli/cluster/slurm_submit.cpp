#include "cli/cluster/slurm_submit.hpp"

#include "cli/cluster/other_program.hpp"
#include "cli/exit_status.hpp"
#include "engine/results/file_replace.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace carepath {
namespace fs = std::filesystem;
namespace {

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// The number of the job submitted.
std::string submit(std::vector<std::string> options, const fs::path& script, const std::string& dependency) {
  std::vector<std::string> words{"sbatch", "--parsable"};
  words.insert(words.end(), options.begin(), options.end());
  if (!dependency.empty()) words.push_back("--dependency=" + dependency);
  words.push_back(script.string());
  const auto end = run_other_program(words);
  if (!end) throw std::runtime_error("sbatch could not be started");
  if (end->status != 0)
    throw std::runtime_error(
        fmt::format("Slurm did not take '{}': {}", script.string(), first_line(end->errors)));
  const auto line = first_line(end->output); // "17", or "17;cluster"
  return line.substr(0, line.find(';'));
}

/// The tasks that have anything to do, from 1.
std::vector<std::size_t> unfinished_tasks(const SweepManifest& manifest, const SlurmOrder& order,
                                          std::size_t count) {
  std::vector<std::size_t> tasks;
  for (std::size_t task = 1; task <= count; ++task) {
    SweepOutcome ignored;
    if (!unfinished_shards(manifest, {task, count}, order.sweep.request.trace, order.sweep.folder, ignored)
             .empty())
      tasks.push_back(task);
  }
  return tasks;
}

void write_jobs(const SlurmJobs& jobs, const SlurmFiles& files) {
  const nlohmann::ordered_json json{{"array", jobs.array}, {"tasks", jobs.tasks}, {"gather", jobs.gather}};
  replace_file(files.jobs, json.dump(1) + "\n");
}

} // namespace

void require_slurm(const SlurmOrder& order) {
  for (const auto& option : order.options)
    if (option == "-a" || option == "--array" || option.starts_with("--array="))
      throw UsageError(
          "the tasks of the array are set by --tasks N, or N%M for at most M at once, before --slurm");
  if (order.sweep.share.count > 1)
    throw UsageError("--slurm shares the sweep out itself: leave out --shard, and say --tasks N for N tasks");
  if (order.sweep.threads > 0)
    throw UsageError("a task uses as many threads as Slurm gives it cores: leave out --threads, and say "
                     "--cpus-per-task=N after --slurm");
  if (!order.dry_run && !is_installed("sbatch"))
    throw UsageError(
        "--slurm needs Slurm's sbatch, which is not on this computer: run this where jobs are "
        "submitted, add --dry-run to get the scripts alone, or share the sweep with --shard I/N");
}

SlurmJobs submit_sweep(const SweepManifest& manifest, const SlurmOrder& order) {
  const SlurmFiles files(order.sweep.folder);
  fs::create_directories(files.folder);
  auto tasks = order.tasks;
  if (tasks.count == 0) tasks.count = most_tasks;
  tasks.count = std::min(tasks.count, manifest.shards());
  const auto unfinished = unfinished_tasks(manifest, order, tasks.count);
  SlurmJobs jobs;
  jobs.tasks = unfinished.size();
  const auto indices =
      unfinished.empty() ? fmt::format("1-{}", tasks.count) : array_indices(unfinished, tasks.at_once);
  replace_file(files.array, array_script(order.sweep, files, tasks, indices));
  replace_file(files.gather, gather_script(order.sweep, files));
  if (order.dry_run) return jobs;
  if (!unfinished.empty()) jobs.array = submit(order.options, files.array, "");
  write_jobs(jobs, files);
  jobs.gather = submit(order.options, files.gather, jobs.array.empty() ? "" : "afterany:" + jobs.array);
  write_jobs(jobs, files);
  return jobs;
}

} // namespace carepath
