// The offered load of each resource, beside what the simulation found: what `check` tells, kept with the
// results.
#pragma once

#include "models/study/study.hpp"

namespace carepath {

/// Fills in the offered load of every resource in every variant, from the traffic equations: demand over
/// capacity. It stays unknown (NaN) where the capacity has no limit, or where the equations find no answer: a
/// figure beside the run is no reason to lose the run. Takes a moment for each variant, on the study's
/// threads.
void add_offered_loads(const Study& study, Results& results);

} // namespace carepath
