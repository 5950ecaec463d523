// `carepath solve FILE --find PATH=LO..HI --such-that "KPI<=VALUE"`: the least capacity that meets targets.
#include "cli/command_line.hpp"
#include "cli/commands/precision_option.hpp"
#include "cli/commands/read_files.hpp"
#include "cli/commands/solve_report.hpp"
#include "cli/commands/study_request.hpp"
#include "cli/commands/write_first.hpp"
#include "cli/interrupt.hpp"
#include "cli/output_path.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "engine/results/file_replace.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/overlay_text.hpp"
#include "models/study/trace_csv.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace fs = std::filesystem;
namespace {

struct SolveCommandLine {
  SolveRequest solve;
  std::string file;
  std::string output;
  bool trace = false; // the event log of the answer
  bool json = false;
  bool quiet = false;
};

/// PLAN.trace.csv beside PLAN.toml; without one, named after the scenario, in this folder.
fs::path trace_path(const SolveCommandLine& request) {
  const fs::path stem =
      request.output.empty() ? fs::path(request.file).stem() : fs::path(request.output).replace_extension();
  return stem.string() + ".trace.csv";
}

/// "95%" as a share; anything else is a usage fault.
double read_confidence(const std::string& text) {
  if (const auto share = read_percent(text); share && *share >= 0.5 && *share < 1) return *share;
  throw CLI::ValidationError("--confidence must be a percentage from 50% to below 100%, such as 95%, not '" +
                             text + "'");
}

/// How the plan's file would name the scenario; refuses a place from which it cannot.
std::string plan_base(const SolveCommandLine& request) {
  const fs::path plan = fs::absolute(request.output).lexically_normal();
  const fs::path file = fs::absolute(request.file).lexically_normal();
  require_outputs({request.output}, {request.file}, "a scenario");
  const auto name = base_name(plan, file);
  if (!name)
    throw UsageError(
        fmt::format("a plan in '{}' could not name '{}' as its base: write it beside the scenario",
                    request.output, request.file));
  return *name;
}

/// A plan is a file laid over the scenario, which can change and add but not take a field away.
void check_plan(const SolveCommandLine& request, const SolveProblem& problem) {
  if (request.output.empty()) return;
  const auto lost = lost_fields(problem.as_written, problem.base);
  if (lost.empty()) return;
  throw UsageError(
      fmt::format("--set takes '{}' away, which the plan in '{}', laid over '{}', could not: change "
                  "the scenario's file, or leave out -o",
                  join(lost, "', '"), request.output, request.file));
}

void write_plan(const SolveCommandLine& request, const SolveProblem& problem, const SolveAnswer& answer,
                const std::string& base) {
  if (request.output.empty() || !answer.found) return;
  const auto& found = answer.tried[*answer.found];
  Diagnostics faults;
  const auto after = document_of(problem, found.levels, faults);
  const auto comment = fmt::format("Found by carepath solve: the {} plan with {} at {:g}% confidence.",
                                   problem.has_costs ? "cheapest" : "least",
                                   join(request.solve.targets, " and "), 100 * problem.confidence);
  replace_file(request.output,
               overlay_text(problem.as_written, after, base, plan_text(problem, found.values), comment));
  if (!request.quiet) write_error(fmt::format("Wrote {}\n", request.output));
}

/// The answer's first replication on the patients that all plans were tried on: what `run PLAN --trace` logs.
void write_trace(const SolveCommandLine& request, const SolveProblem& problem, const SolveAnswer& answer) {
  if (!request.trace || !answer.found) return;
  Diagnostics faults;
  const auto document = document_of(problem, answer.tried[*answer.found].levels, faults);
  Study study;
  study.variants.push_back(compile(document, problem.texts, faults).value());
  study.variants.front().name =
      fs::path(request.output.empty() ? request.file : request.output).stem().string();
  study.seed = problem.seed;
  const auto path = trace_path(request);
  write_trace_csv(study, 0, path);
  if (!request.quiet) write_error(fmt::format("Wrote {}\n", path.string()));
}

void tell_imprecise(const SolveCommandLine& request, const SolveAnswer& answer) {
  if (answer.found && answer.imprecise)
    write_error(fmt::format("Precision of {:g}% was not reached with {}; --most-replications allows more\n",
                            100 * *request.solve.precision,
                            counted(answer.confirmed.back().replications, "replication")));
}

ExitStatus solve_file(SolveCommandLine& request) {
  if (request.solve.finds.empty())
    throw UsageError("--find is missing: what to find, such as --find resource.ward_bed.capacity=10..60");
  if (request.solve.targets.empty())
    throw UsageError("--such-that is missing: what must hold, such as --such-that \"wait.mean<=6 weeks\"");
  request.solve.file = request.file;
  if (request.trace) require_outputs({trace_path(request)}, {request.file}, "a scenario");
  const auto base = request.output.empty() ? std::string() : plan_base(request);
  const auto problem = read_problem(request.solve);
  if (problem.faults.has_errors() || !request.quiet) write_error(problem.faults.render(problem.texts));
  if (problem.faults.has_errors()) return ExitStatus::wrong_input;
  spare_read_files({request.output, request.trace ? trace_path(request) : fs::path()}, problem.base,
                   problem.texts);
  check_plan(request, problem);
  const InterruptGuard interrupt;
  SolveAnswer answer;
  double seconds = 0;
  {
    Progress progress(progress_style(request.quiet), interrupt.flag());
    const RunHooks hooks{[&](double done, std::size_t total) { progress.update(done, total); },
                         &interrupt.flag()};
    answer = solve(problem, hooks);
    progress.update(static_cast<double>(answer.runs), answer.runs);
    seconds = progress.seconds();
  }
  write_then_print(
      [&] {
        write_plan(request, problem, answer, base);
        write_trace(request, problem, answer);
      },
      [&] { write_out(request.json ? solve_json(problem, answer) : solve_text(problem, answer)); });
  if (!request.quiet && !answer.cancelled) write_error(fmt::format("Solved in {:.1f} s\n", seconds));
  tell_imprecise(request, answer);
  if (answer.failed_replications > 0)
    write_error(counted(answer.failed_replications, "replication") +
                " failed and left out of every figure\n");
  if (answer.cancelled) return ExitStatus::cancelled;
  if (!answer.found) return ExitStatus::no_plan;
  return answer.failed_replications > 0 ? ExitStatus::some_failed : ExitStatus::fine;
}

void add_question(CLI::App& app, SolveCommandLine& request) {
  app.add_option("FILE", request.file, "scenario")->required();
  app.add_option("--find", request.solve.finds,
                 "a value and its range, from what costs least to what helps most; may be repeated")
      ->type_name("PATH=FIRST..LAST[..STEP]")
      ->allow_extra_args(false);
  app.add_option("--such-that", request.solve.targets, "what must hold; may be repeated")
      ->type_name("KPI<=VALUE")
      ->allow_extra_args(false);
  app.add_option("--cost", request.solve.costs,
                 "what a unit of a value to be found costs; one for each of several")
      ->type_name("PATH=AMOUNT")
      ->allow_extra_args(false);
  app.add_option("--budget", request.solve.budget, "plans that cost more are left out")->type_name("AMOUNT");
  app.add_option("--front", request.solve.front, "also the front of cost against this KPI")->type_name("KPI");
}

CommandAction add_solve(CLI::App& app) {
  const auto request = std::make_shared<SolveCommandLine>();
  auto& solve = request->solve;
  add_question(app, *request);
  app.add_option_function<std::string>(
         "--confidence", [&solve](const std::string& text) { solve.confidence = read_confidence(text); },
         "how sure a plan must be to meet its targets (default: 95%)")
      ->type_name("X%");
  app.add_option("-o,--output", request->output, "the answer as a scenario that changes FILE")
      ->type_name("PLAN.toml");
  add_settings_option(app, solve.settings);
  add_library_option(app, solve.library);
  add_whole_number(app, "--replications", 2, 1'000'000, "of each plan, to begin with (default: 10)",
                   [&solve](auto number) { solve.first = static_cast<std::uint32_t>(number); });
  add_whole_number(app, "--most-replications", 2, 1'000'000,
                   "of each plan, when the verdict stays unclear (default: 160)", [&solve](auto number) {
                     solve.most = static_cast<std::uint32_t>(number);
                     solve.most_for_precision = solve.most;
                   });
  app.add_option_function<std::string>(
         "--precision",
         [&solve](const std::string& text) { solve.precision = read_precision("--precision", text); },
         "repeat the answer with fresh luck until the limits of its targets are within X% of their means (at "
         "most "
         "1000 times, or --most-replications)")
      ->type_name("X%");
  add_seed_option(app, solve.seed);
  add_threads_option(app, solve.threads);
  app.add_flag(
      "--trace", request->trace,
      "event log of replication 1 of the answer as PLAN.trace.csv (without -o: FILE.trace.csv here)");
  app.add_flag("--json", request->json, "the answer as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", request->quiet, "no progress and no notes: only the answer and faults");
  return [=] { return solve_file(*request); };
}

} // namespace

extern const CommandRow solve_command;
const CommandRow solve_command{"solve", "the least capacity that meets targets, with stated confidence",
                               add_solve};

} // namespace carepath
