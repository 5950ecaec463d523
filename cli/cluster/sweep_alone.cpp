// A sweep on the threads of this program alone.
#include "cli/cluster/sweep_team.hpp"

namespace carepath {

SweepOutcome work_through(const SweepPlan& plan, const SweepOrder& order, const SweepHooks& hooks) {
  return run_sweep(plan, order.share, order.folder, order.threads, hooks);
}

} // namespace carepath
