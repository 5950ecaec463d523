// `carepath compare CURRENT REDESIGN...`: the same people through each, with paired differences.
#include "cli/commands/study_request.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace carepath {
namespace {

CommandAction add_compare(CLI::App& app) {
  const auto request = std::make_shared<StudyRequest>();
  const auto files = std::make_shared<std::vector<std::string>>();
  app.add_option("FILE", *files, "scenarios: the present one first, then its redesigns")->required();
  add_study_options(app, *request);
  app.add_option("--report", request->report, "the case for change, as one page")->type_name("OUT.html");
  app.add_flag("--variance", request->variance,
               "also how much of the variance of each difference the same patients saved");
  request->least = 2;
  return [=] {
    request->study.files.assign(files->begin(), files->end());
    return carry_out(*request);
  };
}

} // namespace

extern const CommandRow compare_command;
const CommandRow compare_command{"compare", "the same patients through today's pathway and each redesign",
                                 add_compare};

} // namespace carepath
