// Results as tables for people at a terminal: what `carepath compare` and `carepath run` print.
#pragma once

#include <cstddef>
#include <string>

#include "cli/output/text_grid.hpp"
#include "engine/results/results.hpp"

namespace carepath {

/// Every KPI side by side for all variants, the paired differences, the need checks, the gaps between groups,
/// where the work lands by setting, and who gains and who loses on the first clock. Parts with nothing to
/// show are left out. The text is UTF-8 and ends in a line feed.
[[nodiscard]] std::string comparison_table(const Results& results, const TableOptions& options);

/// The KPIs of one variant, groups included, with its targets.
[[nodiscard]] std::string kpi_table(const Results& results, std::size_t variant, const TableOptions& options);

} // namespace carepath
