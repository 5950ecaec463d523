// The machinery of `run_experiment` with the replication itself left open, so that it can be tested alone.
#pragma once

#include "engine/experiment/experiment.hpp"

#include <cstddef>
#include <functional>

namespace carepath {

/// Runs one replication. What it throws becomes a failed replication.
using ReplicationJob = std::function<ReplicationResult(const Program&, const ReplicationOptions&)>;

/// Calls `job` for 0 .. total - 1, each once, on at most `threads` threads (0: all), starting them in
/// order. Built with CAREPATH_SERIAL: one after another on the calling thread.
void for_each_job(std::uint32_t threads, std::size_t total, const std::function<void(std::size_t)>& job);

/// `run_experiment`, with `run` in the place of the interpreter.
[[nodiscard]] ExperimentResult run_experiment_with(const Experiment& experiment, const RunHooks& hooks,
                                                   const ReplicationJob& run);

} // namespace carepath
