// `carepath pilot CURRENT REDESIGN --kpi NAME`: how large a pilot must be, and what it should show; and
// `carepath pilot --verify FILE`: whether a prediction is still as it was written.
#include "cli/command_line.hpp"
#include "cli/commands/answer_command.hpp"
#include "cli/commands/pilot_answer.hpp"
#include "cli/commands/read_files.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/file_replace.hpp"
#include "models/scenario/file_text.hpp"
#include "models/study/choice.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

constexpr std::uintmax_t largest_prediction = 16u << 20; // bytes; a real one has some thousand

struct PilotCommandLine {
  StudyOptions study;
  PilotRequest pilot;
  std::vector<std::string> files;
  std::string every = "4 weeks";
  std::string between_sites;
  std::string output;
  std::string verify;
  std::string hash;
  AnswerOptions answer;
};

double read_days(const std::string& text) {
  double number = 0;
  auto dimension = Dimension::number;
  if (!read_quantity(text, number, dimension) || dimension != Dimension::duration || number < 1)
    throw UsageError(
        fmt::format("--every {}: expects a length of time of a day or more, such as \"4 weeks\"", text));
  return number;
}

ExitStatus verify(const PilotCommandLine& request) {
  const auto read = read_file_text(request.verify, largest_prediction);
  if (read.fault == FileFault::missing || read.fault == FileFault::unreadable)
    throw UsageError(fmt::format("'{}' cannot be opened", request.verify));
  const auto seal = seal_of(read.text); // of nothing, where it is a folder, a device or too large
  if (seal.stated.empty())
    throw UsageError(fmt::format("'{}' is no prediction of carepath pilot", request.verify));
  if (seal.stated != seal.found)
    throw UsageError(fmt::format("'{}' has been changed: its content has the hash {}, its first line says {}",
                                 request.verify, seal.found, seal.stated));
  if (!request.hash.empty() && request.hash != seal.found)
    throw UsageError(
        fmt::format("'{}' is whole, but it is not the prediction with the hash {}: its own is {}",
                    request.verify, request.hash, seal.found));
  write_out(fmt::format("{} is as it was written: SHA-256 {}\n", request.verify, seal.found));
  if (request.hash.empty() && !request.answer.quiet)
    write_error("Compare this hash with the one put on record before the pilot began (--hash HASH).\n");
  return ExitStatus::fine;
}

void check(const PilotCommandLine& request) {
  if (request.files.size() != 2) throw UsageError("a pilot compares two scenarios: CURRENT and REDESIGN");
  if (request.pilot.kpi.empty()) throw UsageError("--kpi is missing: the figure the pilot is to change");
  require_outputs({request.output, request.answer.report}, request.study.files, "a scenario");
}

void write_prediction(const PilotPlan& plan, const Study& study, const std::string& output) {
  if (output.empty()) return;
  const auto bytes = sealed_prediction(plan, study);
  replace_file(output, bytes);
  write_error(
      fmt::format("Wrote {}: put its SHA-256 on record before go-live: {}\n", output, seal_of(bytes).found));
}

ExitStatus pilot(PilotCommandLine& request) {
  if (!request.verify.empty()) return verify(request);
  request.study.files.assign(request.files.begin(), request.files.end());
  check(request);
  request.pilot.every = read_days(request.every);
  const bool few = !request.study.replications;
  auto study = read_study(request.study);
  std::optional<KpiRow> kpi;
  if (!study.faults.has_errors()) kpi = common_kpi(study, request.pilot.kpi);
  if (!faults_allow_running(study, request.answer.quiet)) return ExitStatus::wrong_input;
  spare_read_files({request.output, request.answer.report}, study);
  if (few) study.replications = std::max(study.replications, 30u); // fewer know too little of the spread
  if (!request.between_sites.empty())
    request.pilot.between_sites = read_difference("--between-sites", request.between_sites, *kpi, true);
  if (study.variants.front().run.length < request.pilot.every)
    throw UsageError("the run is shorter than the time to the first checkpoint (--every)");
  std::string fault;
  const auto plan = with_progress(request.answer.quiet, [&](const RunHooks& hooks) {
    return plan_pilot(study, request.pilot, *kpi, hooks, fault);
  });
  if (!fault.empty()) throw UsageError(fault);
  tell_failures(plan.failures, plan.failed);
  if (plan.cancelled) {
    write_error("Stopped before the plan was made.\n");
    return ExitStatus::cancelled;
  }
  give_answer(pilot_answer(plan), pilot_json(plan), request.answer,
              [&] { write_prediction(plan, study, request.output); });
  return plan.failed > 0 ? ExitStatus::some_failed : ExitStatus::fine;
}

void add_plan(CLI::App& app, const std::shared_ptr<PilotCommandLine>& request) {
  auto& plan = request->pilot;
  app.add_option("--kpi", plan.kpi, "the figure the pilot is to change, such as wait")->type_name("NAME");
  app.add_option("--every", request->every, "time between checkpoints (default: \"4 weeks\")")
      ->type_name("TIME");
  add_share_option(app, "--power", 0.05, 0.999, plan.power,
                   "chance of finding the difference (default: 80%)");
  add_share_option(app, "--level", 0, 0.5, plan.level, "of the two-sided test (default: 5%)");
  add_share_option(app, "--confidence", 0.5, 0.999, plan.confidence,
                   "of the predicted ranges (default: 95%)");
  app.add_option(
         "--between-sites", request->between_sites,
         "standard deviation between sites that differ for good, in the unit of the figure (default: 0)")
      ->type_name("SD");
  add_whole_number(app, "--sites", 2, most_pilot_sites, "sites in each arm, where that is settled",
                   [request](auto number) { request->pilot.sites = static_cast<std::size_t>(number); });
  app.add_option("-o,--output", request->output, "the prediction, sealed with its SHA-256, for the record")
      ->type_name("OUT");
  app.add_option("--verify", request->verify, "check that a prediction is as it was written, and run nothing")
      ->type_name("FILE");
  app.add_option("--hash", request->hash, "the hash on record, to be compared by --verify")
      ->needs("--verify");
}

CommandAction add_pilot(CLI::App& app) {
  const auto request = std::make_shared<PilotCommandLine>();
  app.add_option("FILE", request->files, "scenarios: the present one and its redesign");
  add_plan(app, request);
  app.add_flag("--best-estimates", request->study.best_estimates,
               "keep uncertain inputs at their best estimates instead of drawing them");
  add_settings_option(app, request->study.settings);
  add_library_option(app, request->study.library);
  add_run_numbers(app, {request->study.replications, request->study.seed, request->study.threads},
                  "simulated sites of each arm (default: the scenario's number, at least 30)");
  add_answer_options(app, request->answer);
  return [=] { return pilot(*request); };
}

} // namespace

extern const CommandRow pilot_command;
const CommandRow pilot_command{
    "pilot", "how large a pilot must be, and what it should show; sealed before go-live", add_pilot};

} // namespace carepath
