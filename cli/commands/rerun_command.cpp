// `carepath rerun X.zip`: runs what a bundle holds and says whether its results came out the same.
#include "cli/commands/bundled_run.hpp"
#include "cli/commands/study_output.hpp"
#include "cli/commands/write_first.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "engine/base/temporary_folder.hpp"
#include "engine/results/file_replace.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace fs = std::filesystem;
namespace {

struct RerunCommandLine {
  std::string bundle;
  StudyRequest run;
};

/// The files of a bundle below `folder`, which is new and this program's own.
void lay_out(const Bundle& bundle, const fs::path& folder) {
  for (const auto& file : bundle.files) {
    const auto path = folder / file.path;
    fs::create_directories(path.parent_path());
    replace_file(path, file.bytes);
  }
}

StudyOptions options_of(const Bundle& bundle, const fs::path& folder, std::uint32_t threads) {
  StudyOptions options;
  for (const auto& scenario : bundle.scenarios) options.files.push_back(folder / scenario);
  options.settings = bundle.settings;
  options.replications = bundle.replications;
  options.seed = bundle.seed;
  options.threads = threads;
  options.with_variants = bundle.with_variants;
  options.library = folder;
  return options;
}

/// Whether the figures are those that were packed; says what is the same and what is not.
bool tell_agreement(const Bundle& bundle, const ResultsSum& now) {
  const auto packed_by = version_and_commit(bundle.program_version, bundle.git_hash);
  const auto run_by = version_and_commit();
  if (now.sha256 == bundle.results.sha256) {
    write_error(fmt::format("The same bytes as when it was packed, by carepath {}: SHA-256 {}\n", packed_by,
                            now.sha256));
    return true;
  }
  if (now.figures == bundle.results.figures) {
    write_error(
        fmt::format("The same figures as when it was packed; the file differs. Packed by carepath {}, "
                    "run again by {}.\n",
                    packed_by, run_by));
    return true;
  }
  write_error(fmt::format("OTHER FIGURES than when it was packed. Packed by carepath {}, run again by {}.\n",
                          packed_by, run_by));
  return false;
}

ExitStatus run_again(RerunCommandLine& request) {
  require_outputs({request.run.output}, {request.bundle}, "the bundle");
  const auto bundle = read_bundle(request.bundle);
  const TemporaryFolder scratch("carepath");
  lay_out(bundle, scratch.path());
  auto study = read_study(options_of(bundle, scratch.path(), request.run.study.threads));
  if (!faults_allow_running(study, request.run.quiet)) return ExitStatus::wrong_input;
  const auto run = run_for_bundle(study, request.run);
  const auto write = [&] {
    if (!run.results.cancelled && !request.run.output.empty()) replace_file(request.run.output, run.bytes);
  };
  write_then_print(write, [&] { print_results(run.results, request.run); });
  if (run.results.cancelled) return ExitStatus::cancelled;
  const bool failed = tell_failures(run.results);
  if (!tell_agreement(bundle, run.sum)) return ExitStatus::our_fault;
  return failed ? ExitStatus::some_failed : ExitStatus::fine;
}

CommandAction add_rerun(CLI::App& app) {
  const auto request = std::make_shared<RerunCommandLine>();
  app.add_option("X.zip", request->bundle, "bundle made by 'carepath bundle'")->required();
  app.add_option("-o,--output", request->run.output, "results file to write")->type_name("OUT.h5");
  add_threads_option(app, request->run.study.threads);
  app.add_flag("--json", request->run.json, "results as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", request->run.quiet,
               "no progress and no notes: only results, faults and the verdict");
  return [=] { return run_again(*request); };
}

} // namespace

extern const CommandRow rerun_command;
const CommandRow rerun_command{"rerun", "run what a bundle holds, and say whether the same bytes come out",
                               add_rerun};

} // namespace carepath
