// Running a study and reducing what it recorded to results. Rows are matched between variants by name.
#include "models/study/study.hpp"

#include "models/study/journeys.hpp"
#include "models/study/reduce.hpp"

#include <fmt/format.h>

namespace carepath {

std::uint32_t replications_of_a_pair(const RunSettings& run) {
  return run.antithetic ? 2 : 1;
}

void check_pairs(const RunSettings& run, std::uint32_t replications, Diagnostics& faults) {
  if (replications % replications_of_a_pair(run) == 0) return;
  faults.error({},
               fmt::format("{} {} an odd number, and antithetic replications come in pairs", replications,
                           replications == 1 ? "replication is" : "replications are"),
               fmt::format("ask for an even number, such as {}, or leave antithetic out", replications + 1));
}

ExperimentResult run_variants(const Study& study, const RunHooks& hooks) {
  if (!study.uncertain.empty()) return run_over_draws(study, hooks);
  Experiment experiment;
  experiment.seed = study.seed;
  experiment.replications = study.replications;
  experiment.first_replication = study.first_replication;
  experiment.threads = study.threads;
  experiment.pair_entities = study.variants.size() > 1;
  for (const auto& variant : study.variants) experiment.variants.push_back(variant.program);
  return run_experiment(experiment, hooks);
}

Results reduce_study(const Study& study, const ExperimentResult& outcome) {
  Results results = begin_results(study);
  results.cancelled = outcome.cancelled;
  add_watched_resources(outcome.replications, study, results);
  for (std::size_t at = 0; at < study.variants.size(); ++at) {
    results.variants.push_back(reduce_variant(study, at, outcome.replications[at], results));
    reduce_through_time(study.variants[at], outcome.replications[at], results, results.variants.back());
  }
  even_occupancies(results);
  add_differences(results);
  add_spreads(results);
  add_controlled(results);
  add_need_checks(study, results);
  add_worths(study, results);
  add_paybacks(study, outcome.replications, results);
  for (std::size_t at = 1; at < study.variants.size(); ++at)
    add_paired(study, at, outcome.paired[at - 1], results);
  add_capacity(study, outcome.replications, results);
  add_shifts(study, outcome.replications, results);
  return results;
}

Results reduce_and_follow(const Study& study, const ExperimentResult& outcome) {
  auto results = reduce_study(study, outcome);
  if (study.follow > 0 && !results.cancelled) add_journeys(study, outcome, study.follow, results);
  return results;
}

Results run_study(const Study& study, const RunHooks& hooks) {
  return reduce_and_follow(study, run_variants(study, hooks));
}

} // namespace carepath
