// `carepath bundle FILE... -o X.zip`: everything needed to get the same bytes again, in one file.
#include "cli/commands/bundled_run.hpp"
#include "cli/commands/read_files.hpp"
#include "cli/commands/study_output.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/file_replace.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

struct BundleCommandLine {
  std::vector<std::string> files;
  std::string output;
  StudyRequest run;
};

ExitStatus make_bundle(BundleCommandLine& request) {
  auto& options = request.run.study;
  options.files = {request.files.begin(), request.files.end()};
  require_outputs({request.output}, options.files, "a scenario");
  auto study = read_study(options);
  if (!faults_allow_running(study, request.run.quiet)) return ExitStatus::wrong_input;
  spare_read_files({request.output}, study);
  Bundle bundle;
  add_files(bundle, study, options.files);
  const auto run = run_for_bundle(study, request.run);
  if (run.results.cancelled) {
    write_error("No bundle was made, because the run was stopped.\n");
    return ExitStatus::cancelled;
  }
  bundle.program_version = run.results.program_version;
  bundle.git_hash = run.results.git_hash;
  bundle.settings = options.settings;
  bundle.with_variants = options.with_variants;
  bundle.seed = study.seed;
  bundle.replications = study.replications;
  bundle.results = run.sum;
  replace_file(request.output, packed(bundle));
  if (!request.run.quiet)
    write_error(fmt::format("Wrote {}: {}, seed {}; the results have SHA-256 {}\n", request.output,
                            counted(bundle.files.size(), "file"), bundle.seed, bundle.results.sha256));
  return tell_failures(run.results) ? ExitStatus::some_failed : ExitStatus::fine;
}

CommandAction add_bundle(CLI::App& app) {
  const auto request = std::make_shared<BundleCommandLine>();
  app.add_option("FILE", request->files, "scenario; several are compared, the first with each other")
      ->required();
  app.add_option("-o,--output", request->output, "bundle to write")->type_name("X.zip")->required();
  auto& study = request->run.study;
  add_settings_option(app, study.settings);
  add_library_option(app, study.library);
  add_run_numbers(app, {study.replications, study.seed, study.threads},
                  "how many replications, instead of the scenario's");
  app.add_flag("--variants", study.with_variants, "also every [variant.NAME] of the scenario");
  app.add_flag("--quiet", request->run.quiet, "no progress and no notes: only faults");
  return [=] { return make_bundle(*request); };
}

} // namespace

extern const CommandRow bundle_command;
const CommandRow bundle_command{
    "bundle", "run a scenario and pack all that is needed to get the same bytes again", add_bundle};

} // namespace carepath
