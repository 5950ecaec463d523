// `carepath run FILE`: one scenario, all its replications.
#include "cli/commands/study_request.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace carepath {
namespace {

CommandAction add_run(CLI::App& app) {
  const auto request = std::make_shared<StudyRequest>();
  const auto file = std::make_shared<std::string>();
  app.add_option("FILE", *file, "scenario")->required();
  add_study_options(app, *request);
  app.add_option("--variant", request->variant, "run [variant.NAME] of the scenario instead")
      ->type_name("NAME")
      ->excludes("--variants");
  return [=] {
    request->study.files = {*file};
    return carry_out(*request);
  };
}

} // namespace

extern const CommandRow run_command;
const CommandRow run_command{"run", "run one scenario, all its replications", add_run};

} // namespace carepath
