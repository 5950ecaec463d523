// Ticks of an axis of time: months where it is long, days or times of day where it is short.
#pragma once

#include "viewer/plot/axis.hpp"

#include <string_view>
#include <vector>

namespace carepath {

/// Ticks at most about `wanted` in number, of days since `start`: "Apr 2026", "13 Apr", "08:00". Empty when
/// `start` is not a date, or the range is too wide for dates.
[[nodiscard]] std::vector<Tick> date_ticks(Range range, int wanted, std::string_view start);

} // namespace carepath
