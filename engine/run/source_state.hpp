// What a source remembers from one arrival to the next.
#pragma once

#include "engine/base/sim_time.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace carepath {

struct SourceState {
  std::uint64_t key = 0;
  std::uint64_t arrivals = 0; // draws of gaps or periods so far
  std::uint64_t batches = 0;  // of a size of their own, so far
  std::uint32_t created = 0;  // entities so far: the next ordinal
  double clock_days = 0;      // poisson: time reached
  double level = 0;           // poisson: the rate just used, and until when it holds
  double level_until = 0;
  std::size_t segment = 0;      // poisson: of the rate profile
  std::uint32_t at_once = 0;    // gaps: arrivals in a row between which no time passed
  std::vector<SimTime> planned; // counts: of the present period, latest first
};

} // namespace carepath
