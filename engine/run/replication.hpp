// One replication: owns everything that changes while a program runs, and nothing else does.
#pragma once

#include "engine/observe/replication_result.hpp"
#include "engine/program/program.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace carepath {

/// One line of the event log kept by `--trace`.
struct TraceRow {
  SimTime time;
  std::uint64_t entity = 0; // key
  std::uint32_t source = 0;
  std::uint32_t ordinal = 0;
  StepId step;       // none for entering and leaving
  std::string event; // "arrive", "start", "finish", "depart", "gave up", "found at work", an outcome, ...
};

struct ReplicationOptions {
  std::uint64_t seed = 1;
  std::uint32_t replication = 0; // counted from 0
  bool keep_entities = false;
  std::vector<TraceRow>* trace = nullptr;       // filled when not null
  const std::atomic<bool>* cancelled = nullptr; // polled; a cancelled replication is not completed
};

/// Runs `program` from its start to the end of its plan, its components one after another. Never throws for
/// what the program does: a failed check comes back as `completed == false` with the reason.
[[nodiscard]] ReplicationResult run_replication(const Program& program, const ReplicationOptions& options);

/// The same with all components in one simulation. Entities fare alike; what differs is the order of
/// components among events of one instant, and the last bit of sums.
[[nodiscard]] ReplicationResult run_undivided(const Program& program, const ReplicationOptions& options);

} // namespace carepath
