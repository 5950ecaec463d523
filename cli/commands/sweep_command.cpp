// `carepath sweep FILE -o DIR`: every point of a sweep, in shards that are written once and never redone.
#include "cli/command_line.hpp"
#include "cli/commands/study_request.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "models/study/sweep_run.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct Request {
  SweepRequest sweep;
  std::string file;
  std::string folder;
  std::string status; // the folder to look at instead
  SweepShare share;
  std::uint32_t threads = 0;
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

void print_json(const nlohmann::ordered_json& json) {
  write_out(json.dump(2) + "\n");
}

ExitStatus show_status(const Request& request) {
  const auto manifest = read_manifest(request.status);
  const auto status = sweep_status(manifest, request.status);
  if (request.json)
    print_json({{"shards", status.shards},
                {"finished", status.finished},
                {"damaged", status.damaged},
                {"missing", status.missing.size()}});
  else
    write_out(fmt::format("{} of {} finished ({} x {}); {} to do, {} damaged\n", status.finished,
                          counted(status.shards, "shard"), counted(manifest.points.size(), "point"),
                          counted(manifest.replications, "replication"), status.missing.size(),
                          status.damaged.size()));
  for (const auto& file : status.damaged) write_error(fmt::format("damaged: {}\n", file));
  return ExitStatus::fine;
}

void tell_constraints(const SweepPlan& plan, bool quiet) {
  for (const auto& constraint : plan.sweep.constraints)
    if (!quiet && constraint.excluded > 0)
      write_error(
          fmt::format("Left out by '{}': {}\n", constraint.name, counted(constraint.excluded, "point")));
}

void tell_end(const SweepOutcome& outcome, const Request& request, double seconds) {
  for (const auto& point : outcome.failed_points) write_error(fmt::format("failed: {}\n", point));
  if (outcome.failed_replications > 0)
    write_error(fmt::format("{} failed and left out of every figure\n",
                            counted(outcome.failed_replications, "replication")));
  if (request.json)
    return print_json({{"shards", outcome.shards},
                       {"finished", outcome.found + outcome.done},
                       {"done_now", outcome.done},
                       {"redone_damaged", outcome.damaged},
                       {"failed_points", outcome.failed_points},
                       {"failed_replications", outcome.failed_replications}});
  if (request.quiet) return;
  if (outcome.damaged > 0)
    write_error(fmt::format("{} found damaged and done again\n", counted(outcome.damaged, "shard")));
  write_error(fmt::format("{}: {} of {} finished, {} of them now, in {:.1f} s\n",
                          outcome.cancelled ? "Stopped" : "Swept", outcome.found + outcome.done,
                          counted(outcome.shards, "shard"), outcome.done, seconds));
}

ExitStatus sweep(Request& request) {
  if (!request.status.empty()) return show_status(request);
  if (request.file.empty()) throw UsageError("FILE is missing; 'carepath sweep --help' shows how it is used");
  if (request.folder.empty()) throw UsageError("-o DIR is missing: the folder for the shards");
  request.sweep.file = request.file;
  request.sweep.version = fmt::format("{} ({})", program_version(), git_hash());
  auto plan = read_sweep_plan(request.sweep);
  if (plan.faults.has_errors() || !request.quiet) write_error(plan.faults.render(plan.texts));
  if (plan.faults.has_errors()) return ExitStatus::wrong_input;
  plan.manifest.program_version = program_version();
  plan.manifest.git_hash = git_hash();
  tell_constraints(plan, request.quiet);
  open_sweep_folder(plan.manifest, request.share, request.folder, request.resume);
  const InterruptGuard interrupt;
  SweepOutcome outcome;
  double seconds = 0;
  {
    Progress progress(progress_style(request.quiet), interrupt.flag());
    const SweepHooks hooks{
        [&](std::size_t done, std::size_t total) { progress.update(static_cast<double>(done), total); },
        &interrupt.flag()};
    outcome = run_sweep(plan, request.share, request.folder, request.threads, hooks);
    seconds = progress.seconds();
  }
  tell_end(outcome, request, seconds);
  if (outcome.cancelled) return ExitStatus::cancelled;
  return outcome.failed_points.empty() && outcome.failed_replications == 0 ? ExitStatus::fine
                                                                           : ExitStatus::some_failed;
}

CommandAction add(CLI::App& app) {
  const auto request = std::make_shared<Request>();
  app.add_option("FILE", request->file, "scenario with a [sweep], or a file with a [sweep] and a base");
  app.add_option("-o,--output", request->folder, "folder for the shards; made when missing")
      ->type_name("DIR");
  app.add_option_function<std::string>(
         "--shard",
         [=](const std::string& text) {
           if (const auto fault = read_share(text, request->share); !fault.empty())
             throw CLI::ValidationError(fault);
         },
         "run every N-th shard only, beginning with the I-th")
      ->type_name("I/N");
  app.add_flag("--resume", request->resume, "go on with the folder of a sweep that was stopped");
  app.add_option("--status", request->status, "say how far the sweep in DIR is, and run nothing")
      ->type_name("DIR");
  add_settings_option(app, request->sweep.settings);
  add_library_option(app, request->sweep.library);
  add_run_numbers(app, {request->sweep.replications, request->sweep.seed, request->threads},
                  "how many replications of each point, instead of the scenario's");
  app.add_flag("--json", request->json, "what was done as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", request->quiet, "no progress and no notes: only faults");
  return [=] { return sweep(*request); };
}

} // namespace

extern const CommandRow sweep_command;
const CommandRow sweep_command{"sweep", "many variants of a scenario, in shards; stopped and resumed at will",
                               add};

} // namespace carepath
