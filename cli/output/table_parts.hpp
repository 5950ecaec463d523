// What the printed tables are put together from, and their parts about groups, settings and gainers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/output/text_grid.hpp"
#include "engine/results/results.hpp"

namespace carepath {

/// The estimate of a row; undefined where there are fewer.
[[nodiscard]] Estimate estimate_at(const std::vector<Estimate>& estimates, std::size_t row);

/// Columns of the terminal, at least one.
[[nodiscard]] std::size_t usable_width(const TableOptions& options);

/// "+1.2 pts [0.4, 2.0] *": the first group minus the last, as a gap's row holds it; below, in how many
/// replications both have people, when not in all.
[[nodiscard]] GridCell gap_cell(const Results& results, const VariantResult& variant, std::size_t row);

/// A grid under its title after an empty line; nothing for an empty grid.
[[nodiscard]] std::string part(const std::string& title, const TextGrid& grid, const TableOptions& options);

/// The header with a column for each variant.
[[nodiscard]] std::vector<std::string> with_variants(std::vector<std::string> header, const Results& results);

/// The gaps between groups, a row for each split KPI.
[[nodiscard]] std::string equity_part(const Results& results, const TableOptions& options);

/// Capacity freed, released and stranded, a row for each resource that a variant changes.
[[nodiscard]] std::string capacity_part(const Results& results, const TableOptions& options);

/// In how many replications the main figures are higher and lower than in the first variant.
[[nodiscard]] std::string changes_part(const Results& results, const TableOptions& options);

/// What each option spends and achieves, for each [worth.NAME]; nothing where there is none.
[[nodiscard]] std::string worth_part(const Results& results, const TableOptions& options);

/// From which month on each option has spent no more than the first; nothing where none was ever dearer.
[[nodiscard]] std::string payback_part(const Results& results, const TableOptions& options);

/// What leaves hospital and what appears elsewhere; nothing where nothing clearly leaves.
[[nodiscard]] std::string shifts_part(const Results& results, const TableOptions& options);

/// KPIs by setting, and by payer and provider.
[[nodiscard]] std::string settings_part(const Results& results, const TableOptions& options);

/// The uncertain inputs, and how much of each figure's spread comes from them and how much from chance.
[[nodiscard]] std::string uncertainty_part(const Results& results, const TableOptions& options);

/// Every figure adjusted by control variates; nothing where there are none.
[[nodiscard]] std::string control_part(const Results& results, const TableOptions& options);

/// Who gains and who loses on the first clock, for everyone and by group.
[[nodiscard]] std::string gainers_part(const Results& results, const TableOptions& options);

} // namespace carepath
