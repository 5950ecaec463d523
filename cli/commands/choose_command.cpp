// `carepath choose CURRENT REDESIGN... --kpi NAME`: which is best, and how sure one may be.
#include "cli/command_line.hpp"
#include "cli/commands/answer_command.hpp"
#include "cli/commands/choose_answer.hpp"
#include "cli/commands/read_files.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct ChooseCommandLine {
  StudyOptions study;
  ChoiceRequest choice;
  std::vector<std::string> files;
  std::string indifference;
  AnswerOptions answer;
};

ExitStatus choose(ChooseCommandLine& request) {
  request.study.files.assign(request.files.begin(), request.files.end());
  require_outputs({request.answer.report}, request.study.files, "a scenario");
  auto study = read_study(request.study);
  std::optional<KpiRow> kpi;
  if (!study.faults.has_errors()) kpi = common_kpi(study, request.choice.kpi);
  if (!faults_allow_running(study, request.answer.quiet)) return ExitStatus::wrong_input;
  spare_read_files({request.answer.report}, study);
  if (study.variants.size() < 2) throw UsageError("a choice needs at least two scenarios");
  if (!request.indifference.empty())
    request.choice.indifference = read_difference("--indifference", request.indifference, *kpi, false);
  const auto choice = with_progress(request.answer.quiet, [&](const RunHooks& hooks) {
    return choose_option(study, request.choice, *kpi, hooks);
  });
  tell_failures(choice.failures, choice.failed);
  if (choice.cancelled) {
    write_error("Stopped before a choice could be made.\n");
    return ExitStatus::cancelled;
  }
  if (!choice.refusal.empty()) {
    if (choice.failed == 0) throw UsageError(choice.refusal);
    write_error(choice.refusal + "\n");
    return ExitStatus::some_failed;
  }
  give_answer(choice_answer(choice), choice_json(choice), request.answer);
  return choice.failed > 0 ? ExitStatus::some_failed : ExitStatus::fine;
}

void add_goal(CLI::App& app, const std::shared_ptr<ChooseCommandLine>& request) {
  auto& choice = request->choice;
  add_kpi_option(app, choice.kpi, "the figure to choose by, such as rtt18");
  auto* most =
      app.add_flag_callback("--maximise", [request] { request->choice.largest = true; }, "more is better");
  app.add_flag_callback(
         "--minimise", [request] { request->choice.largest = false; }, "less is better")
      ->excludes(most);
  app.add_option("--indifference", request->indifference,
                 "the smallest difference that matters, such as 1% or \"1 week\" (default: 2% of the first)")
      ->type_name("X");
  add_share_option(app, "--confidence", 0.5, 0.999, choice.confidence, "of choosing the best (default: 95%)");
  static const std::map<std::string, ChoiceMethod> methods{{"kn++", ChoiceMethod::kn},
                                                           {"ocba", ChoiceMethod::ocba}};
  app.add_option(
         "--method", choice.method,
         "kn++: drops what is clearly worse, with a promise; ocba: spends replications where it is close")
      ->transform(CLI::Transformer(methods).description(""))
      ->type_name("kn++|ocba");
  add_whole_number(
      app, "--most-replications", 20, 1'000'000,
      "where it stops, decided or not: replications (or draws of uncertain inputs) of each option "
      "(default: 500)",
      [request](auto number) { request->choice.most = static_cast<std::uint32_t>(number); });
}

CommandAction add_choose(CLI::App& app) {
  const auto request = std::make_shared<ChooseCommandLine>();
  app.add_option("FILE", request->files, "scenarios: the present one first, then its redesigns")->required();
  add_goal(app, request);
  app.add_flag("--variants", request->study.with_variants, "also every [variant.NAME] of the scenario");
  app.add_flag("--best-estimates", request->study.best_estimates,
               "keep uncertain inputs at their best estimates instead of drawing them");
  add_settings_option(app, request->study.settings);
  add_library_option(app, request->study.library);
  add_seed_option(app, request->study.seed);
  add_threads_option(app, request->study.threads);
  add_answer_options(app, request->answer);
  return [=] { return choose(*request); };
}

} // namespace

extern const CommandRow choose_command;
const CommandRow choose_command{"choose", "which scenario is best by a figure, and how sure one may be",
                                add_choose};

} // namespace carepath
