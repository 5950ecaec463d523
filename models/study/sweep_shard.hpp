// Running one shard of a sweep: its point compiled, its replications run one after another.
#pragma once

#include "models/study/sweep_plan.hpp"

#include <atomic>
#include <functional>

namespace carepath {

struct ShardHooks {
  std::function<void(std::size_t replications)> advance; // told of each that is finished
  const std::atomic<bool>* cancelled = nullptr;
};

/// Runs a shard of the plan. A point that cannot run gives a shard that says why; a shard that was cancelled
/// on the way is nothing.
[[nodiscard]] std::optional<Shard> run_shard(const SweepPlan& plan, std::size_t index,
                                             const ShardHooks& told);

/// Writes the event log of the first replication of a shard's point. A point that cannot run has none.
void trace_point(const SweepPlan& plan, std::size_t index, const std::filesystem::path& path);

} // namespace carepath
