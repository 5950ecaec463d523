// Carrying out a study: read, refuse, run with progress, print, write.
#include "cli/commands/answer_command.hpp"
#include "cli/commands/study_output.hpp"
#include "cli/commands/write_first.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "engine/base/text.hpp"
#include "models/study/offered_load.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

/// Where none is called so the study still has them all.
void check_variant(const Study& study, const std::string& name) {
  const auto& first = study.variants.front().name;
  if (study.variants.size() == 1 && !variants(study.documents.front()).empty()) return; // the one asked for
  std::vector<std::string> known;
  for (std::size_t i = 1; i < study.variants.size(); ++i)
    known.push_back(study.variants[i].name.substr(first.size() + 1));
  throw UsageError(known.empty() ? "the scenario has no [variant.NAME] sections"
                                 : fmt::format("there is no variant '{}'; {}", name, name_hint(name, known)));
}

void check_variants(const Study& study, const StudyRequest& request) {
  if (!request.variant.empty()) check_variant(study, request.variant);
  if (study.variants.size() >= request.least) return;
  const bool has_variants = !study.documents.empty() && !variants(study.documents.front()).empty();
  throw UsageError(fmt::format("a comparison needs at least two scenarios: the present one and a redesign{}",
                               has_variants ? "; with --variants, the [variant.NAME] of this one" : ""));
}

void tell_end(const Results& results, const StudyRequest& request, double seconds) {
  std::size_t completed = 0;
  for (const auto& variant : results.variants) completed += variant.replications;
  if (results.cancelled)
    write_error(fmt::format("Stopped: {} of {} replications were finished.\n", completed,
                            results.variants.size() * results.replications));
  else if (!request.quiet)
    write_error(fmt::format("Ran {} x {} in {:.1f} s\n", counted(results.variants.size(), "variant"),
                            counted(results.replications, "replication"), seconds));
}

/// "2%", "differences of 1%", or both.
std::string goal_words(const PrecisionGoal& goal) {
  std::string words;
  if (goal.share) words = fmt::format("{:g}%", 100 * *goal.share);
  if (goal.difference)
    words += fmt::format("{}{:g}% for differences", words.empty() ? "" : " and ", 100 * *goal.difference);
  return words;
}

/// The figure that is known least well, and how well that is.
std::string widest_words(const PrecisionReached& reached) {
  if (reached.kpi.empty())
    return reached.nothing.empty() ? "there was no KPI to judge"
                                   : fmt::format("there was no other of {} to judge", reached.basis);
  const auto figure = fmt::format("'{}' in '{}'", reached.kpi, reached.variant);
  if (reached.defined == 0) return fmt::format("of {} {} was never defined", reached.basis, figure);
  if (reached.defined == 1)
    return fmt::format("of {} {} has no limits, because only one observation defines it (replications that "
                       "share a draw of the inputs, or are a pair, are one)",
                       reached.basis, figure);
  const auto* mean = reached.of_difference ? "present mean" : "mean";
  if (std::isinf(reached.share))
    return fmt::format(
        "the widest limits of {} are those of {}, whose {} is 0, so that no share of it is as wide",
        reached.basis, figure, mean);
  return fmt::format("the widest limits of {} are those of {}, {:.2g}% of its {}", reached.basis, figure,
                     100 * reached.share, mean);
}

/// Figures of which no precision can be told; empty where there are none.
std::string nothing_words(const PrecisionReached& reached) {
  std::vector<std::string> figures;
  for (const auto& [kpi, variant] : reached.nothing)
    figures.push_back(fmt::format("'{}' in '{}'", kpi, variant));
  if (figures.empty()) return "";
  return fmt::format(
      "Of {} no precision can be told: 0 in every replication. What seldom happens may not have "
      "happened yet\n",
      join(figures, ", "));
}

/// How many replications it took, and for the sake of which figure.
void tell_precision(const PrecisionReached& reached, const Results& results, const StudyRequest& request) {
  if (reached.reached && request.quiet) return;
  write_error(nothing_words(reached));
  const auto widest = widest_words(reached);
  const auto where = reached.of_difference ? " (its paired difference)" : "";
  const auto goal = goal_words(*request.precision);
  if (reached.reached)
    write_error(fmt::format("Precision of {} took {}: {}{}\n", goal,
                            counted(results.replications, "replication"), widest, where));
  else
    write_error(
        fmt::format("Precision of {} was not reached with {}: {}{}; --most-replications allows more\n", goal,
                    counted(results.replications, "replication"), widest, where));
}

/// What only makes sense with something else.
void check_precision(const Study& study, const StudyRequest& request) {
  if (request.precision && request.precision->difference && study.variants.size() < 2)
    throw UsageError("--difference-precision needs at least two scenarios to compare");
}

} // namespace

Results run_with_progress(Study& study, const StudyRequest& request, const InterruptGuard& interrupt) {
  double seconds = 0;
  Results results;
  PrecisionReached reached;
  {
    Progress progress(progress_style(request.quiet), interrupt.flag());
    RunHooks hooks;
    hooks.progress = [&](double done, std::size_t total) { progress.update(done, total); };
    hooks.cancelled = &interrupt.flag();
    results = request.precision ? run_to_precision(study, *request.precision, hooks, reached)
                                : run_study(study, hooks);
    seconds = progress.seconds();
  }
  results.program_version = program_version();
  results.git_hash = git_hash();
  tell_end(results, request, seconds);
  if (request.precision && !results.cancelled) tell_precision(reached, results, request);
  return results;
}

bool faults_allow_running(const Study& study, bool quiet) {
  return !tell_faults(study.faults, study.texts, quiet);
}

ExitStatus carry_out(const StudyRequest& request) {
  check_outputs(request);
  auto options = request.study;
  options.variant = request.variant;
  auto study = read_study(options);
  if (!faults_allow_running(study, request.quiet)) return ExitStatus::wrong_input;
  check_outputs_spare(study, request);
  check_variants(study, request);
  check_precision(study, request);
  const InterruptGuard interrupt;
  auto results = run_with_progress(study, request, interrupt);
  const bool kept = !request.output.empty() || !request.report.empty();
  if (kept && !results.cancelled) add_offered_loads(study, results);
  const auto write = [&] {
    if (any_completed(results) || results.cancelled) write_outputs(results, study, request);
  };
  write_then_print(write, [&] { print_results(results, request); });
  const bool failed = tell_failures(results);
  if (results.cancelled) return ExitStatus::cancelled;
  return failed ? ExitStatus::some_failed : ExitStatus::fine;
}

} // namespace carepath
