// What `carepath sweep` tells: how far a sweep is, what it did, what it gave to Slurm.
#pragma once

#include "cli/cluster/slurm_submit.hpp"
#include "cli/exit_status.hpp"

namespace carepath {

struct SweepTold {
  bool json = false; // on standard output, and nothing else there
  bool quiet = false;
};

/// How far the sweep in a folder is, from its shards and from Slurm.
[[nodiscard]] ExitStatus show_status(const std::filesystem::path& folder, SweepTold told);

void tell_constraints(const SweepPlan& plan, bool quiet);
void tell_end(const SweepOutcome& outcome, double seconds, SweepTold told);
void tell_submitted(const SlurmJobs& jobs, const SlurmOrder& order, SweepTold told);

} // namespace carepath
