// The part of the reader that holds figures: KPIs, series, censuses, histograms, comparisons.
#pragma once

#include "engine/results/group_reader.hpp"

namespace carepath {

/// Reads the groups from /kpi to /paired into `results`, whose variants are known already. Throws
/// `DamagedPart`.
void read_figures(const GroupReader& root, Results& results);

} // namespace carepath
