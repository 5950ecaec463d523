// Arrival rates through time: a level, shared over the week and the day, with seasons and trend.
#pragma once

#include "models/compile/binder.hpp"

namespace carepath {

/// The rate of a source per day, piecewise constant over the run.
[[nodiscard]] Profile arrival_rate(const Item& source, Binder& binder, CompileContext& context);

/// 0 for "Jan" or "January", any case; -1 for what is no month.
[[nodiscard]] int month_of(const std::string& name);

} // namespace carepath
