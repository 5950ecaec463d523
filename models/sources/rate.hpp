// Arrival rates through time: a level, shared over the week and the day, with seasons and trend.
#pragma once

#include "models/compile/binder.hpp"

namespace carepath {

/// The rate of a source per day, piecewise constant over the run.
[[nodiscard]] Profile arrival_rate(const Item& source, Binder& binder, CompileContext& context);

} // namespace carepath
