// `carepath sensitivity FILE --kpi NAME`: which inputs a figure depends on.
#include "cli/command_line.hpp"
#include "cli/commands/answer_command.hpp"
#include "cli/commands/read_files.hpp"
#include "cli/commands/sensitivity_answer.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct SensitivityCommandLine {
  SensitivityRequest asked;
  std::string file;
  AnswerOptions answer;
};

ExitStatus sensitivity(SensitivityCommandLine& request) {
  require_outputs({request.answer.report}, {request.file}, "a scenario");
  request.asked.figure.file = request.file;
  auto model = read_figure_model(request.asked.figure);
  std::vector<VariedInput> inputs;
  if (!model.faults.has_errors()) inputs = varied_inputs(model, request.asked.vary);
  if (tell_faults(model.faults, model.texts, request.answer.quiet)) return ExitStatus::wrong_input;
  spare_read_files({request.answer.report}, model.document, model.texts);
  const auto found = with_progress(request.answer.quiet, [&](const RunHooks& hooks) {
    return find_sensitivity(model, inputs, request.asked.method, request.asked.size, hooks);
  });
  tell_failures(found.failures, found.failed);
  if (found.cancelled) {
    write_error("Stopped: not all points were tried, so there is no answer.\n");
    return ExitStatus::cancelled;
  }
  give_answer(sensitivity_answer(found, model.compiled.title), sensitivity_json(found), request.answer);
  return found.failed > 0 ? ExitStatus::some_failed : ExitStatus::fine;
}

CommandAction add_sensitivity(CLI::App& app) {
  const auto request = std::make_shared<SensitivityCommandLine>();
  auto& figure = request->asked.figure;
  app.add_option("FILE", request->file, "scenario")->required();
  add_kpi_option(app, figure.kpi, "the figure, such as wait or wait.p95");
  app.add_option(
         "--vary", request->asked.vary,
         "vary a value within a range, such as parameter.dna.is=0.04..0.10; between whole ends, 8..10, only "
         "whole numbers are tried, between 8.0..10.0 all; may be repeated (default: the uncertain inputs)")
      ->type_name("PATH=LOW..HIGH")
      ->allow_extra_args(false);
  static const std::map<std::string, SensitivityMethod> methods{{"tornado", SensitivityMethod::tornado},
                                                                {"morris", SensitivityMethod::morris},
                                                                {"sobol", SensitivityMethod::sobol}};
  app.add_option("--method", request->asked.method,
                 "tornado: one input at a time; morris: screening of many; sobol: shares of the variance")
      ->transform(CLI::Transformer(methods).description(""))
      ->type_name("tornado|morris|sobol");
  add_whole_number(app, "--size", 2, 100'000,
                   "walks of morris (default: 20), rows of sobol (default: 128; best a power of two)",
                   [=](auto number) { request->asked.size = static_cast<std::size_t>(number); });
  add_settings_option(app, figure.settings);
  add_library_option(app, figure.library);
  add_run_numbers(app, {figure.replications, figure.seed, figure.threads},
                  "how many replications of each point, instead of the scenario's");
  add_answer_options(app, request->answer);
  return [=] { return sensitivity(*request); };
}

} // namespace

extern const CommandRow sensitivity_command;
const CommandRow sensitivity_command{"sensitivity", "which inputs a figure depends on, and how much",
                                     add_sensitivity};

} // namespace carepath
