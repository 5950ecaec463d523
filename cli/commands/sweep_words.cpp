#include "cli/commands/sweep_words.hpp"

#include "cli/terminal.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

using Json = nlohmann::ordered_json;

void print_json(const Json& json) {
  write_out(json.dump(2) + "\n");
}

/// "RUNNING" as "running", "NODE_FAIL" as "node fail".
std::string state_word(std::string state) {
  for (char& c : state) c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return state;
}

std::string tasks_words(const SlurmStatus& slurm) {
  if (slurm.jobs.array.empty()) return "no array, because all shards were finished";
  std::string words;
  for (const auto& [state, count] : slurm.tasks)
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", count, state_word(state));
  return fmt::format("job {} ({}): {}", slurm.jobs.array, counted(slurm.jobs.tasks, "task"),
                     words.empty() ? "Slurm no longer knows" : words);
}

void tell_slurm(const SlurmStatus& slurm) {
  write_out(fmt::format("Slurm: {}; gather job {}: {}\n", tasks_words(slurm), slurm.jobs.gather,
                        slurm.gather.empty() ? "Slurm no longer knows" : state_word(slurm.gather)));
}

Json status_json(const SweepStatus& status, const std::optional<SlurmStatus>& slurm) {
  Json json{{"shards", status.shards},
            {"finished", status.finished},
            {"damaged", status.damaged},
            {"missing", status.missing.size()}};
  if (slurm)
    json["slurm"] = {{"array", slurm->jobs.array},
                     {"tasks", slurm->tasks},
                     {"gather", slurm->jobs.gather},
                     {"gather_state", slurm->gather}};
  return json;
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

ExitStatus show_status(const std::filesystem::path& folder, SweepTold told) {
  const auto manifest = read_manifest(folder);
  const auto status = sweep_status(manifest, folder);
  const auto slurm = slurm_status(folder);
  if (told.json) return print_json(status_json(status, slurm)), ExitStatus::fine;
  write_out(fmt::format("{} of {} finished ({} x {}{}); {} to do, {} damaged\n", status.finished,
                        counted(status.shards, "shard"), counted(manifest.points.size(), "point"),
                        manifest.precision ? "at least " : "", counted(manifest.replications, "replication"),
                        status.missing.size(), status.damaged.size()));
  if (slurm) tell_slurm(*slurm);
  for (const auto& file : status.damaged) write_error(fmt::format("damaged: {}\n", file));
  return ExitStatus::fine;
}

void tell_constraints(const SweepPlan& plan, bool quiet) {
  for (const auto& constraint : plan.sweep.constraints)
    if (!quiet && constraint.excluded > 0)
      write_error(
          fmt::format("Left out by '{}': {}\n", constraint.name, counted(constraint.excluded, "point")));
}

void tell_end(const SweepOutcome& outcome, double seconds, SweepTold told) {
  for (const auto& point : outcome.failed_points) write_error(fmt::format("failed: {}\n", point));
  for (const auto& point : outcome.imprecise_points) write_error(fmt::format("not precise: {}\n", point));
  if (outcome.failed_replications > 0)
    write_error(fmt::format("{} failed and left out of every figure\n",
                            counted(outcome.failed_replications, "replication")));
  if (told.json)
    return print_json({{"shards", outcome.shards},
                       {"finished", outcome.found + outcome.done},
                       {"done_now", outcome.done},
                       {"redone_damaged", outcome.damaged},
                       {"failed_points", outcome.failed_points},
                       {"imprecise_points", outcome.imprecise_points},
                       {"failed_replications", outcome.failed_replications}});
  if (told.quiet) return;
  if (outcome.damaged > 0)
    write_error(fmt::format("{} found damaged and done again\n", counted(outcome.damaged, "shard")));
  write_error(fmt::format("{}: {} of {} finished, {} of them now, in {:.1f} s\n",
                          outcome.cancelled ? "Stopped" : "Swept", outcome.found + outcome.done,
                          counted(outcome.shards, "shard"), outcome.done, seconds));
}

void tell_submitted(const SlurmJobs& jobs, const SlurmOrder& order, SweepTold told) {
  const SlurmFiles files(order.sweep.folder);
  if (order.dry_run) {
    write_out(fmt::format("{}\n{}", file_text(files.array), file_text(files.gather)));
    if (!told.quiet)
      write_error(
          fmt::format("Nothing was submitted. By hand: sbatch {}, then sbatch --dependency=afterany:JOB {}\n",
                      files.array.string(), files.gather.string()));
    return;
  }
  if (told.json) return print_json({{"array", jobs.array}, {"tasks", jobs.tasks}, {"gather", jobs.gather}});
  if (told.quiet) return;
  write_error(jobs.array.empty() ? std::string("All shards are finished already.\n")
                                 : fmt::format("Submitted job {}, an array of {}\n", jobs.array,
                                               counted(jobs.tasks, "task")));
  write_error(fmt::format("Submitted job {}, which then writes {}\n"
                          "'carepath sweep --status {}' says how far it is; logs are in {}\n",
                          jobs.gather, files.results.string(), order.sweep.folder.string(),
                          files.folder.string()));
}

} // namespace carepath
