// From replications to results: means with limits in replication order, rows matched by name.
#pragma once

#include "models/study/study.hpp"

namespace carepath {

/// All variants and replications of a study, run and not reduced yet.
[[nodiscard]] ExperimentResult run_variants(const Study& study, const RunHooks& hooks);

/// A KPI in every replication; undefined where one was not completed.
[[nodiscard]] std::vector<double> kpi_column(const std::vector<ReplicationResult>& replications,
                                             std::size_t row);

/// Everything below, in order.
[[nodiscard]] Results reduce_study(const Study& study, const ExperimentResult& outcome);
/// The same, with the journeys the study asks for.
[[nodiscard]] Results reduce_and_follow(const Study& study, const ExperimentResult& outcome);

/// Results with everything that is known before running: rows, dates, texts, assumptions.
[[nodiscard]] Results begin_results(const Study& study);

/// One variant's values, means, series, census, flows and resources.
[[nodiscard]] VariantResult reduce_variant(const Study& study, std::size_t variant,
                                           const std::vector<ReplicationResult>& replications,
                                           const Results& results);

/// Where people went in a variant, per week; each `per_draw` replications in a row share a draw of the
/// inputs.
void reduce_flows(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                  std::size_t per_draw, VariantResult& out);
/// How its resources were used; `per_draw` as above.
void reduce_resources(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                      std::size_t per_draw, VariantResult& out);

/// The place of a resource among those of a program, by name.
[[nodiscard]] std::optional<std::size_t> resource_place(const Program& program, const std::string& name);

/// Which resources have the time at each number of busy units, or the use by hour of the week, kept.
void add_watched_resources(const std::vector<std::vector<ReplicationResult>>& replications,
                           const Study& study, Results& results);
/// People at each step through the run, and the resources above, of one variant.
void reduce_through_time(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                         Results& results, VariantResult& out);
/// Gives every variant as many shares of time.
void even_occupancies(Results& results);

/// A figure minus that of the first variant; 0 where they differ by rounding alone.
[[nodiscard]] double change_of(double own, double first);

/// The values of a KPI row, a variant minus the first, in each replication; 0 where they differ by rounding
/// alone.
[[nodiscard]] std::vector<double> changes_of(const VariantResult& variant, const VariantResult& first,
                                             std::size_t row, std::size_t replications);

/// Every variant minus the first.
void add_differences(Results& results);

/// Every figure, and every difference, adjusted by the controls among the KPIs.
void add_controlled(Results& results);

/// The same people in a variant and the first.
void add_paired(const Study& study, std::size_t variant, const std::vector<PairedFold>& folds,
                Results& results);

/// Capacity freed, released and stranded by every variant after the first; `replications` are of all
/// variants.
void add_capacity(const Study& study, const std::vector<std::vector<ReplicationResult>>& replications,
                  Results& results);

/// The work that leaves hospital in every variant after the first, and what appears in other settings.
void add_shifts(const Study& study, const std::vector<std::vector<ReplicationResult>>& replications,
                Results& results);

/// What every variant spends and achieves more than the first, for each [worth.NAME]; nothing for one
/// variant.
void add_worths(const Study& study, Results& results);

/// What every variant after the first has spent more by the end of each month, and from when on no more, for
/// each KPI of money that both have.
void add_paybacks(const Study& study, const std::vector<std::vector<ReplicationResult>>& replications,
                  Results& results);

/// Whether treatment need is the same in each arm, in words.
void add_need_checks(const Study& study, Results& results);

} // namespace carepath
