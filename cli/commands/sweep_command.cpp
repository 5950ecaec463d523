// `carepath sweep FILE -o DIR`: every point of a sweep, in shards that are written once and never redone.
#include "cli/cluster/slurm_submit.hpp"
#include "cli/command_line.hpp"
#include "cli/commands/precision_option.hpp"
#include "cli/commands/study_request.hpp"
#include "cli/commands/sweep_words.hpp"
#include "cli/interrupt.hpp"
#include "cli/output/json.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "models/study/sweep_gather.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

struct SweepCommandLine {
  SweepRequest sweep;
  std::string file;
  std::string folder;
  std::string status; // the folder to look at instead
  SweepShare share;
  bool shared = false; // --shard was given, if only as 1/1
  std::uint32_t threads = 0;
  bool slurm = false;
  std::vector<std::string> slurm_options; // for sbatch
  ArrayTasks tasks;
  bool dry_run = false;
  bool resume = false;
  bool json = false;
  bool quiet = false;
};

/// "2/3" as share 2 of 3; a sentence when it is none.
std::string read_share(const std::string& text, SweepShare& share) {
  const char* last = text.data() + text.size();
  const auto first = std::from_chars(text.data(), last, share.index);
  const bool slash = first.ec == std::errc() && first.ptr != last && *first.ptr == '/';
  const auto second = slash ? std::from_chars(first.ptr + 1, last, share.count) : first;
  if (slash && second.ec == std::errc() && second.ptr == last && share.index >= 1 &&
      share.index <= share.count)
    return {};
  return fmt::format("--shard must be I/N with I from 1 to N, such as 2/3, not '{}'", text);
}

void refuse_incomplete(const SweepCommandLine& request) {
  if (request.file.empty()) throw UsageError("FILE is missing; 'carepath sweep --help' shows how it is used");
  if (request.folder.empty()) throw UsageError("-o DIR is missing: the folder for the shards");
  if (request.dry_run && !request.slurm)
    throw UsageError("--dry-run shows what --slurm would submit: add --slurm");
  if (request.tasks.count > 0 && !request.slurm)
    throw UsageError("--tasks sets the tasks of a Slurm array: add --slurm after it");
}

/// A folder that is of no use to anybody, because Slurm refused, is as if it had never been made.
void submit(const SweepPlan& plan, const SlurmOrder& order, const SweepCommandLine& request) {
  const auto& folder = order.sweep.folder;
  const bool is_new = !std::filesystem::exists(folder / manifest_name);
  open_sweep_folder(plan.manifest, order.sweep.share, folder, request.resume);
  try {
    tell_submitted(submit_sweep(plan.manifest, order), order, {request.json, request.quiet});
  } catch (const std::exception&) {
    if (is_new) remove_sweep_folder(folder);
    throw;
  }
}

ExitStatus run(const SweepPlan& plan, const SweepOrder& order, const SweepCommandLine& request) {
  open_sweep_folder(plan.manifest, order.share, order.folder, request.resume);
  const InterruptGuard interrupt;
  SweepOutcome outcome;
  double seconds = 0;
  {
    Progress progress(progress_style(request.quiet), interrupt.flag());
    const SweepHooks hooks{
        [&](std::size_t done, std::size_t total) { progress.update(static_cast<double>(done), total); },
        &interrupt.flag()};
    outcome = work_through(plan, order, hooks);
    seconds = progress.seconds();
  }
  // Of a whole sweep the results are the answer; of a part, or of one that was stopped, how far it is.
  const bool whole = !request.shared && !outcome.cancelled;
  tell_end(outcome, seconds, {request.json && !whole, request.quiet});
  if (request.json && whole) write_out(results_json(gather_sweep({order.folder})));
  if (outcome.cancelled) return ExitStatus::cancelled;
  return outcome.failed_points.empty() && outcome.failed_replications == 0 ? ExitStatus::fine
                                                                           : ExitStatus::some_failed;
}

ExitStatus sweep(SweepCommandLine& request) {
  if (!request.status.empty()) return show_status(request.status, {request.json, request.quiet});
  refuse_incomplete(request);
  request.sweep.file = request.file;
  request.sweep.version = version_and_commit();
  const SlurmOrder order{{request.sweep, request.share, request.folder, request.threads},
                         request.tasks,
                         request.slurm_options,
                         request.dry_run};
  if (request.slurm) require_slurm(order);
  auto plan = read_sweep_plan(request.sweep);
  if (plan.faults.has_errors() || !request.quiet) write_error(plan.faults.render(plan.texts));
  if (plan.faults.has_errors()) return ExitStatus::wrong_input;
  plan.manifest.program_version = program_version();
  plan.manifest.git_hash = git_hash();
  tell_constraints(plan, request.quiet);
  if (!request.slurm) return run(plan, order.sweep, request);
  submit(plan, order, request);
  return ExitStatus::fine;
}

void add_slurm(CLI::App& app, SweepCommandLine& request) {
  app.add_flag("--slurm", request.slurm,
               "submit as a job array of Slurm, and a job that gathers; words after it go to sbatch");
  app.add_option(rest_option, request.slurm_options)->group("")->allow_extra_args(false);
  app.add_option_function<std::string>(
         "--tasks",
         [&](const std::string& text) {
           if (const auto fault = read_tasks(text, request.tasks); !fault.empty())
             throw CLI::ValidationError(fault);
         },
         "tasks of the Slurm array (default: one for each shard, at most 100); N%M: at most M at once")
      ->type_name("N");
  app.add_flag("--dry-run", request.dry_run, "with --slurm: write and print the scripts, and submit nothing");
}

CommandAction add_sweep(CLI::App& app) {
  const auto request = std::make_shared<SweepCommandLine>();
  app.add_option("FILE", request->file, "scenario with a [sweep], or a file with a [sweep] and a base");
  app.add_option("-o,--output", request->folder, "folder for the shards; made when missing")
      ->type_name("DIR");
  app.add_option_function<std::string>(
         "--shard",
         [=](const std::string& text) {
           request->shared = true;
           if (const auto fault = read_share(text, request->share); !fault.empty())
             throw CLI::ValidationError(fault);
         },
         "run every N-th shard only, beginning with the I-th")
      ->type_name("I/N");
  add_slurm(app, *request);
  app.add_flag("--resume", request->resume, "go on with the folder of a sweep that was stopped");
  app.add_option("--status", request->status, "say how far the sweep in DIR is, and run nothing")
      ->type_name("DIR");
  add_settings_option(app, request->sweep.settings);
  add_antithetic_option(app, request->sweep.settings);
  add_library_option(app, request->sweep.library);
  add_run_numbers(app, {request->sweep.replications, request->sweep.seed, request->threads},
                  "how many replications of each point, instead of the scenario's");
  add_precision_of_points(app, request->sweep.precision);
  app.add_flag("--trace", request->sweep.trace,
               "event log of replication 1 of each point as DIR/POINT.trace.csv");
  app.add_flag(
      "--json", request->json,
      "results as JSON on standard output, and nothing else there; with --shard, --status or --slurm "
      "what was done");
  app.add_flag("--quiet", request->quiet, "no progress and no notes: only faults");
  return [=] { return sweep(*request); };
}

} // namespace

extern const CommandRow sweep_command;
const CommandRow sweep_command{"sweep", "many variants of a scenario, in shards; stopped and resumed at will",
                               add_sweep, "--slurm"};

} // namespace carepath
