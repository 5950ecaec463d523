// The part of the writer that holds figures: KPIs, series, censuses, histograms, comparisons.
#pragma once

#include <string>
#include <vector>

#include "engine/results/group_writer.hpp"

namespace carepath {

/// Writes the groups from /kpi to /paired under `root`. Arrays shorter than their axes are filled with NaN;
/// longer ones fail an `ensure`.
void write_figures(const GroupWriter& root, const Results& results);

/// The names of the variants, in order: the labels of the axis every figure has.
[[nodiscard]] std::vector<std::string> variant_names(const Results& results);

/// Item `at` of a variant's list of arrays, or an empty array when it has none.
[[nodiscard]] std::vector<double> item_or_empty(const std::vector<std::vector<double>>& list, std::size_t at);

} // namespace carepath
