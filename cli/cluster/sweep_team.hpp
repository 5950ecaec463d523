// Who works on a sweep: the threads of this program, or all ranks of an MPI job. Which of the two is decided
// when a program is linked: `carepath` with sweep_alone.cpp, `carepath-mpi` with cli/mpi.
#pragma once

#include "models/study/sweep_run.hpp"

namespace carepath {

/// A sweep as it was asked for.
struct SweepOrder {
  SweepRequest request;
  SweepShare share;
  std::filesystem::path folder; // open already
  std::uint32_t threads = 0;    // of each rank; 0: all of the computer, but one of each of several ranks
};

/// Runs the shards of the order's share that are not finished. `plan` is what was read for its request.
[[nodiscard]] SweepOutcome work_through(const SweepPlan& plan, const SweepOrder& order,
                                        const SweepHooks& hooks);

} // namespace carepath
