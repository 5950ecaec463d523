// What every rank of an MPI job does: the shards it is given, and saying what became of them.
#pragma once

#include "cli/mpi/messages.hpp"

namespace carepath {

/// Runs these shards; nothing is thrown.
[[nodiscard]] RankReport carry_out(const SweepPlan& plan, const std::filesystem::path& folder,
                                   const std::vector<std::size_t>& shards, std::uint32_t threads,
                                   const std::atomic<bool>* cancelled);

/// A rank that is not the leader: does what the leader says until the leader's program ends.
void follow();

} // namespace carepath
