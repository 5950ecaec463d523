// `carepath warm-up FILE...`: how long the scenarios take to settle, and what a warm-up should leave out.
#include "cli/commands/answer_command.hpp"
#include "cli/commands/read_files.hpp"
#include "cli/commands/warm_up_answer.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct WarmUpCommandLine {
  StudyOptions study;
  AnswerOptions answer;
};

ExitStatus warm_up(const WarmUpCommandLine& request) {
  require_outputs({request.answer.report}, request.study.files, "a scenario");
  const auto study = read_settling_study(request.study);
  if (tell_faults(study.faults, study.texts, request.answer.quiet)) return ExitStatus::wrong_input;
  spare_read_files({request.answer.report}, study);
  const auto found =
      with_progress(request.answer.quiet, [&](const RunHooks& hooks) { return find_warm_up(study, hooks); });
  if (found.cancelled) {
    write_error("Stopped: not all replications were run, so there is no answer.\n");
    return ExitStatus::cancelled;
  }
  give_answer(warm_up_words(found), warm_up_json(found), request.answer);
  return found.failed > 0 ? ExitStatus::some_failed : ExitStatus::fine;
}

CommandAction add_warm_up(CLI::App& app) {
  const auto request = std::make_shared<WarmUpCommandLine>();
  app.add_option("FILE", request->study.files, "scenarios")->required();
  add_settings_option(app, request->study.settings);
  add_library_option(app, request->study.library);
  add_run_numbers(app, {request->study.replications, request->study.seed, request->study.threads},
                  "how many replications, instead of the scenario's");
  add_answer_options(app, request->answer);
  return [=] { return warm_up(*request); };
}

} // namespace

extern const CommandRow warm_up_command;
const CommandRow warm_up_command{"warm-up", "how long scenarios take to settle, and what to leave out",
                                 add_warm_up};

} // namespace carepath
