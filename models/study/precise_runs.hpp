// What runs to a precision are made of, for those who do more with the replications than reduce them.
#pragma once

#include "engine/base/estimate.hpp"
#include "models/study/precision.hpp"

namespace carepath {

/// Half the width of limits, of a mean: 0 where nothing varies. Infinite without a mean or limits, or of a
/// mean of 0: then nothing is known of the figure as a share of it, which is the opposite of precise.
[[nodiscard]] double relative_half_width(const Estimate& estimate, double mean);

/// The replications that the goal takes of the study, beginning with those of the study, and their number
/// left in it; the same as those of a plain run with so many.
[[nodiscard]] ExperimentResult replicate_to_precision(Study& study, const PrecisionGoal& goal,
                                                      const RunHooks& hooks, PrecisionReached& reached);

} // namespace carepath
