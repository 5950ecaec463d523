// A made-up study with everything a report can show: five variants, 104 weeks, targets, splits, a week-band
// census, pathway graphs, paired people. The figures are invented; only their shape is realistic.
#pragma once

#include "engine/results/results.hpp"

namespace carepath {

[[nodiscard]] Results sample_results();

} // namespace carepath
