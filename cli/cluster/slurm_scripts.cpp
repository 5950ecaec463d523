#include "cli/cluster/slurm_scripts.hpp"

#include "cli/cluster/mpi_program.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

/// A word of a shell script.
std::string shell_word(const std::string& text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("_-./=,+:@%").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string sweep_words(const SweepOrder& order, const SlurmFiles& files) {
  std::string words =
      fmt::format("{} sweep {} -o {}", shell_word(own_program().string()),
                  shell_word(fs::absolute(order.request.file).string()), shell_word(files.sweep.string()));
  if (const auto& library = order.request.library; !library.empty())
    words += " --library " + shell_word(fs::absolute(library).string());
  for (const auto& setting : order.request.settings) words += " --set " + shell_word(setting);
  if (order.request.replications) words += fmt::format(" --replications {}", *order.request.replications);
  if (const auto& goal = order.request.precision)
    words += fmt::format(" --precision {:.15g}% --most-replications {}", 100 * *goal->share, goal->most);
  if (order.request.trace) words += " --trace";
  if (order.request.seed) words += fmt::format(" --seed {}", *order.request.seed);
  return words;
}

/// A job's name may have no space.
std::string job_name(const char* what, const SweepOrder& order) {
  auto stem = order.request.file.stem().string();
  for (char& c : stem)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '_' && c != '.') c = '_';
  return fmt::format("{}-{}", what, stem);
}

constexpr const char* array_text = R"(#!/bin/bash
# One task of the sweep of {file}: share N of {count}. Options of sbatch given on its command line replace these.
# Submitted again, by Slurm or by hand, a task goes on where it was: what is finished is not done twice.
#SBATCH --job-name={name}
#SBATCH --array={indices}
#SBATCH --output={log}
#SBATCH --open-mode=append
#SBATCH --ntasks=1
#SBATCH --requeue
#SBATCH --signal=B:USR1@30

summary={folder}/task-$SLURM_ARRAY_TASK_ID.json
{sweep} \
  --shard "$SLURM_ARRAY_TASK_ID/{count}" --resume --threads "${{SLURM_CPUS_PER_TASK:-1}}" --json >"$summary" &
program=$!

# Slurm sends USR1 when the time limit is near, TERM when the job is cancelled. What is finished is kept.
near_limit=no
trap 'near_limit=yes; kill -TERM "$program" 2>/dev/null' USR1
trap 'kill -TERM "$program" 2>/dev/null' TERM
wait "$program"
status=$?
if ((status > 128)); then # a signal ended the waiting, not the program
  wait "$program"
  status=$?
fi

if [[ $near_limit == yes ]] && ((status == 130)); then
  if grep -q '"done_now": 0' "$summary"; then
    echo "No shard could be finished in the time allowed: submit again with a longer --time." >&2
    exit 1
  fi
  echo "The time is nearly up: task $SLURM_ARRAY_TASK_ID queues again for what is left." >&2
  scontrol requeue "$SLURM_JOB_ID"
  exit 0
fi
if ((status == 3)); then # points or replications that failed are in the log and in the results
  exit 0
fi
exit "$status"
)";

constexpr const char* gather_text = R"(#!/bin/bash
# Joins the shards of the sweep of {file} to one results file, when the tasks of the array have ended.
#SBATCH --job-name={name}
#SBATCH --output={log}
#SBATCH --open-mode=append
#SBATCH --ntasks=1
#SBATCH --requeue

{program} gather {sweep} -o {results}
status=$?
if ((status == 3)); then # points or replications that failed are in the log and in the results
  exit 0
fi
exit "$status"
)";

} // namespace

std::string read_tasks(const std::string& text, ArrayTasks& tasks) {
  const char* last = text.data() + text.size();
  const auto first = std::from_chars(text.data(), last, tasks.count);
  const bool limit = first.ec == std::errc() && first.ptr != last && *first.ptr == '%';
  const auto second = limit ? std::from_chars(first.ptr + 1, last, tasks.at_once) : first;
  const bool whole = first.ec == std::errc() && second.ec == std::errc() && second.ptr == last;
  if (whole && tasks.count > 0 && (!limit || tasks.at_once > 0)) return {};
  return fmt::format("--tasks must be a number of tasks, such as 50, or 50%10 for ten at once, not '{}'",
                     text);
}

SlurmFiles::SlurmFiles(const fs::path& sweep_folder)
    : sweep(fs::absolute(sweep_folder).lexically_normal()), folder(sweep / slurm_folder_name),
      array(folder / "array.sh"), gather(folder / "gather.sh"), jobs(folder / "jobs.json"),
      results(sweep / "sweep.h5") {}

std::string array_indices(const std::vector<std::size_t>& tasks, std::size_t at_once) {
  std::string text;
  for (std::size_t first = 0; first < tasks.size();) {
    std::size_t last = first;
    while (last + 1 < tasks.size() && tasks[last + 1] == tasks[last] + 1) ++last;
    text += text.empty() ? "" : ",";
    text += first == last ? fmt::format("{}", tasks[first]) : fmt::format("{}-{}", tasks[first], tasks[last]);
    first = last + 1;
  }
  return at_once > 0 ? fmt::format("{}%{}", text, at_once) : text;
}

std::string array_script(const SweepOrder& order, const SlurmFiles& files, const ArrayTasks& tasks,
                         const std::string& indices) {
  using namespace fmt::literals;
  return fmt::format(fmt::runtime(array_text), "file"_a = order.request.file.filename().string(),
                     "count"_a = tasks.count, "name"_a = job_name("sweep", order), "indices"_a = indices,
                     "log"_a = (files.folder / "task-%a.log").string(),
                     "folder"_a = shell_word(files.folder.string()), "sweep"_a = sweep_words(order, files));
}

std::string gather_script(const SweepOrder& order, const SlurmFiles& files) {
  using namespace fmt::literals;
  return fmt::format(fmt::runtime(gather_text), "file"_a = order.request.file.filename().string(),
                     "name"_a = job_name("gather", order), "log"_a = (files.folder / "gather.log").string(),
                     "program"_a = shell_word(own_program().string()),
                     "sweep"_a = shell_word(files.sweep.string()),
                     "results"_a = shell_word(files.results.string()));
}

} // namespace carepath
