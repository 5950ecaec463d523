// How a difference came out in one observation and another: how often it is above nothing, and its worst
// fifth.
#pragma once

#include "engine/results/results.hpp"

#include <span>

namespace carepath {

/// Of the defined values; an observation is a replication, or the mean of those that share a draw or a pair.
/// The fifths are of one observation at least, and NaN where nothing is defined. The mean of a worst fifth is
/// known as conditional value at risk (Rockafellar and Uryasev 2000).
[[nodiscard]] ChangeSpread spread_of_changes(std::span<const double> observations);

} // namespace carepath
