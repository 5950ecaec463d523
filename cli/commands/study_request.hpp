// What `run` and `compare` share: their options, and carrying a study out from files to output.
#pragma once

#include "cli/commands/command.hpp"
#include "cli/interrupt.hpp"
#include "models/study/precision.hpp"
#include "models/study/study.hpp"

#include <optional>
#include <string>

namespace carepath {

/// What the user asked for.
struct StudyRequest {
  StudyOptions study;
  std::string variant;                    // run only this [variant.*]
  bool trace = false;                     // the event log of one replication, beside the output
  bool json = false;                      // results as JSON instead of tables
  bool variance = false;                  // also what the same patients saved
  bool quiet = false;                     // no progress and no notes
  std::string output;                     // results file; empty: none
  std::string report;                     // page; empty: none
  std::size_t least = 1;                  // scenarios needed
  std::optional<PrecisionGoal> precision; // replications until it is reached
};

/// --set, --antithetic, --replications, --replication, --precision, --difference-precision, --seed,
/// --threads, --variants,
/// --trace, --json, --quiet and -o.
void add_study_options(CLI::App& app, StudyRequest& request);

/// Where the numbers of a run are put.
struct RunNumbers {
  std::optional<std::uint32_t>& replications;
  std::optional<std::uint64_t>& seed;
  std::uint32_t& threads;
};
/// --seed and --threads, which every command that draws random numbers has.
void add_seed_option(CLI::App& app, std::optional<std::uint64_t>& seed);
void add_threads_option(CLI::App& app, std::uint32_t& threads);
/// Both, and --replications.
void add_run_numbers(CLI::App& app, RunNumbers numbers, const std::string& about_replications);

/// --set, alone: for commands that read scenarios and run nothing.
void add_settings_option(CLI::App& app, std::vector<std::string>& settings);

/// --antithetic, after --set, whose setting it is.
void add_antithetic_option(CLI::App& app, std::vector<std::string>& settings);

/// --library, which widens or narrows from where scenarios may read files.
void add_library_option(CLI::App& app, std::filesystem::path& library);

/// Reads, checks, runs, prints and writes. Throws UsageError before anything has run; std::runtime_error when
/// the output cannot be written.
[[nodiscard]] ExitStatus carry_out(const StudyRequest& request);

/// Runs a study that has no faults, to the precision asked for, and tells on standard error how it goes.
[[nodiscard]] Results run_with_progress(Study& study, const StudyRequest& request,
                                        const InterruptGuard& interrupt);

/// Prints a study's faults; false when it must not run.
[[nodiscard]] bool faults_allow_running(const Study& study, bool quiet);

} // namespace carepath
