// The options that `run` and `compare` share.
#include "cli/command_line.hpp"
#include "cli/commands/precision_option.hpp"
#include "cli/commands/study_request.hpp"

#include <CLI/CLI.hpp>

namespace carepath {
namespace {

constexpr std::uint64_t most_threads = 4096;

void add_numbers(CLI::App& app, StudyRequest& request) {
  auto& study = request.study;
  add_run_numbers(app, {study.replications, study.seed, study.threads},
                  "how many replications, instead of the scenario's");
  add_whole_number(app, "--replication", 1, most_replications,
                   "run replication N alone; it is the same as among others",
                   [&](auto number) { study.only = static_cast<std::uint32_t>(number); });
  app.get_option("--replication")->excludes("--replications");
}

} // namespace

void add_settings_option(CLI::App& app, std::vector<std::string>& settings) {
  app.add_option("--set", settings,
                 "set a value by its path, such as resource.clinic.slots=8; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false)
      ->check(
          [](const std::string& text) {
            const auto at = text.find('=');
            const bool whole = at != std::string::npos && at > 0;
            return whole ? std::string()
                         : "expects PATH=VALUE, such as resource.clinic.slots=8, not '" + text + "'";
          },
          "");
}

void add_antithetic_option(CLI::App& app, std::vector<std::string>& settings) {
  app.add_flag_callback(
      "--antithetic", [&settings] { settings.push_back("run.antithetic=true"); },
      "replications in pairs, the second with the luck of the first mirrored; limits are over pairs");
}

void add_library_option(CLI::App& app, std::filesystem::path& library) {
  app.add_option_function<std::string>(
         "--library", [&library](const std::string& folder) { library = folder; },
         "let scenarios read files anywhere below this folder, and nowhere else")
      ->type_name("FOLDER")
      ->check(
          [](const std::string& folder) {
            std::error_code error;
            return std::filesystem::is_directory(folder, error) ? std::string()
                                                                : "there is no folder '" + folder + "'";
          },
          "");
}

void add_seed_option(CLI::App& app, std::optional<std::uint64_t>& seed) {
  add_whole_number(app, "--seed", 0, ~std::uint64_t{0} >> 1,
                   "seed of all random numbers, instead of the scenario's",
                   [&seed](auto number) { seed = number; });
}

void add_threads_option(CLI::App& app, std::uint32_t& threads) {
  add_whole_number(app, "--threads", 1, most_threads,
                   "processor cores to use (default: all); results do not depend on it",
                   [&threads](auto number) { threads = static_cast<std::uint32_t>(number); });
}

void add_run_numbers(CLI::App& app, RunNumbers numbers, const std::string& about_replications) {
  add_whole_number(app, "--replications", 1, most_replications, about_replications,
                   [=](auto number) { numbers.replications = static_cast<std::uint32_t>(number); });
  add_seed_option(app, numbers.seed);
  add_threads_option(app, numbers.threads);
}

void add_study_options(CLI::App& app, StudyRequest& request) {
  app.add_option("-o,--output", request.output, "results file to write")->type_name("OUT.h5");
  add_settings_option(app, request.study.settings);
  add_library_option(app, request.study.library);
  add_antithetic_option(app, request.study.settings);
  add_numbers(app, request);
  add_precision(app, request.precision);
  app.add_flag("--variants", request.study.with_variants, "also every [variant.NAME] of the scenario");
  app.add_flag("--best-estimates", request.study.best_estimates,
               "keep uncertain inputs at their best estimates instead of drawing them");
  app.add_flag("--trace", request.trace, "event log of replication 1 (or of --replication) as OUT.trace.csv");
  add_whole_number(app, "--follow", 1, 10'000,
                   "keep the journeys of N people of the first replication, for the viewer",
                   [&](auto number) { request.study.follow = static_cast<std::uint32_t>(number); });
  app.add_flag("--json", request.json, "results as JSON on standard output, and nothing else there");
  app.add_flag("--quiet", request.quiet, "no progress and no notes: only results and faults");
}

} // namespace carepath
