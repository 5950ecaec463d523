// A stretch of time, hour by hour.
#pragma once

#include "engine/base/sim_time.hpp"

#include <algorithm>
#include <cstdint>

namespace carepath {

inline constexpr std::int64_t milliseconds_per_hour = milliseconds_per_day / 24;

/// Calls `add(hour, length)` for each hour between two moments (ms, not below 0): the hour's number since
/// moment 0, and how much of it lies between them, ms.
template <class Add> void for_each_hour(std::int64_t from, std::int64_t until, const Add& add) {
  for (std::int64_t next = from; from < until; from = next) {
    const std::int64_t hour = from / milliseconds_per_hour;
    next = std::min(until, (hour + 1) * milliseconds_per_hour);
    add(static_cast<std::size_t>(hour), next - from);
  }
}

} // namespace carepath
