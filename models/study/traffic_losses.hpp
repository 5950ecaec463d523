// What the traffic equations cannot know: how many are turned away, give up waiting or lose their unit.
// That is seen in a run of the program as it is, with its queues.
#pragma once

#include "engine/base/sim_time.hpp"
#include "engine/program/program.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// Of the requests of one need, the shares that end without a grant.
struct NeedLosses {
  double refused = 0;         // the limit on the wait or on the queue
  std::vector<double> struck; // per timer: it struck while they waited; empty when none can

  [[nodiscard]] double total() const;
};

/// Of the work started at one step, the share that is cut short for good, and after how long.
struct StepEjections {
  double share = 0;
  double days = 0;
  double work_days = 0; // mean of all who start, with what is done again; 0 where nothing is cut short
};

/// Empty where nothing can be lost.
struct Losses {
  std::vector<NeedLosses> needs;    // per need
  std::vector<StepEjections> steps; // per step
};

/// Whether anything but the pathway itself decides how many get what they ask for.
[[nodiscard]] bool can_lose(const Program& program);

/// Runs the program until `end`, with its warm-up or half of that time, so many times. People there at the
/// start are left out where others come. Throws EnsureError when the program fails.
[[nodiscard]] Losses measure_losses(const Program& program, SimTime end, std::uint32_t replications);

} // namespace carepath
