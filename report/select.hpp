// Finds things in the results: the main figures, differences, groups. Computes nothing that is a result.
#pragma once

#include "engine/results/results.hpp"
#include "report/page.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath::report {

/// The name shown for a variant: its title when it has one that no other variant has, else its name.
[[nodiscard]] std::string shown_name(const Results& results, std::size_t variant);

/// The same for a variant given by name; the name itself when it is unknown.
[[nodiscard]] std::string shown_name(const Results& results, const std::string& variant);

/// The KPI the study is judged by: the first the scenario chose; else the first for everyone with a target,
/// shares first; none without KPIs.
[[nodiscard]] std::optional<std::size_t> main_kpi(const Results& results);

/// The figures that the findings speak of: those the scenario chose, else the main one and the list; where
/// there is none, the first count.
[[nodiscard]] std::vector<std::size_t> headline_kpis(const Results& results);

/// The series of the main figure: those of the chosen KPIs that are followed through time, else a share and a
/// count.
[[nodiscard]] std::vector<std::size_t> headline_series(const Results& results);

/// The size of the list: the first number of people followed through time whose name or title speaks of a
/// list, a queue or waiting, those whose name starts with "list" first. None where no figure surely is one:
/// a count of those seen grows as the list gets shorter.
[[nodiscard]] std::optional<std::size_t> list_kpi(const Results& results);

/// The share followed through time: the first with a target, else the first.
[[nodiscard]] std::optional<std::size_t> share_series(const Results& results);

/// The count followed through time: the first whose unit is a number of people, else the first that is no
/// share.
[[nodiscard]] std::optional<std::size_t> count_series(const Results& results);

/// The KPI's estimate in a variant; all NaN when the variant holds none.
[[nodiscard]] Estimate estimate_of(const Results& results, std::size_t variant, std::size_t kpi);

/// Variant minus the first variant; none for the first variant or when no difference was made.
[[nodiscard]] std::optional<Estimate> difference_from_first(const Results& results, std::size_t variant,
                                                            std::size_t kpi);

/// KPI rows split by `group` in the order they stand, gathered by KPI.
struct Split {
  std::string name;
  std::string group;
  std::vector<std::size_t> rows;                    // one per group value
  std::optional<std::size_t> gap = std::nullopt;    // the row that holds the gap between groups, with limits
  std::optional<std::size_t> shared = std::nullopt; // that of what belongs to no group in particular
};
[[nodiscard]] std::vector<Split> splits(const Results& results, bool by_setting);

/// A sentence on the attributes that KPIs are split by and people followed through two variants are not: only
/// so many are kept for each of them. Empty when there are none.
[[nodiscard]] std::string splits_not_followed(const Results& results);

/// The number of replications that a figure is of, where it is undefined in some. None where it is in none,
/// or in all.
[[nodiscard]] std::optional<std::size_t> fewer_replications(const Results& results,
                                                            const VariantResult& variant, std::size_t row);

/// "in 37 of 40 replications": those that a figure is of, where it is undefined in some. Empty where it is in
/// none, or in all.
[[nodiscard]] std::string basis_of_figure(const Results& results, const VariantResult& variant,
                                          std::size_t row);

/// "in 37 of 40 replications: both groups have people", of the row that holds a gap: a replication in which
/// one of the groups is empty has no gap and is left out. Empty when none is.
[[nodiscard]] std::string basis_of_gap(const Results& results, const VariantResult& variant, std::size_t row);

/// Values of a series in one variant: `figures` is series_mean, series_low or series_high. Empty when not
/// held.
[[nodiscard]] std::vector<double> series_values(const Results& results, const std::vector<double>& figures,
                                                std::size_t series);

/// "First variant" and so on with glyphs of the charts.
[[nodiscard]] std::vector<LegendEntry> variant_legend(const Results& results);

/// Column headings: `first`, then every variant's name.
[[nodiscard]] std::vector<std::string> variant_columns(const Results& results, const std::string& first);

/// What differences are counted over: "replications", "antithetic pairs" or "draws of the uncertain inputs".
[[nodiscard]] std::string observations_words(const Results& results);

} // namespace carepath::report
