// A study: variants × replications as independent jobs, reduced in index order.
//
// Jobs run on any thread in any order; each puts its answer in its own slot, and all arithmetic across
// replications happens afterwards in index order, so results do not depend on the number of threads.
#pragma once

#include "engine/base/estimate.hpp"
#include "engine/observe/replication_result.hpp"
#include "engine/run/replication.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace carepath {

struct Experiment {
  std::vector<std::shared_ptr<const Program>> variants;
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
  std::uint32_t first_replication = 0; // replication 17 run alone: first 17, count 1
  std::uint32_t threads = 0;           // 0: all
  bool pair_entities = true;           // compare single entities between variants
};

/// Changes in one interval's length for the same entities, variant minus the first variant, folded over
/// one replication. Group 0 is everyone; then every category of every outcome split in order.
struct PairedFold {
  struct Group {
    double matched = 0; // measured in either variant
    double shorter = 0; // by at least the interval's noticed change
    double longer = 0;
    double unknown = 0;         // open at the end in either, and not longer there already
    double ended = 0;           // in both: of these are the changes
    double change_sum = 0;      // days
    std::vector<double> counts; // in the bins of `change_edges`
  };
  std::vector<std::vector<Group>> groups; // [interval, group]
};

/// Edges of the histogram of changes, days: 1, 4, 13, 26 and 52 times the change that is noticed (of a week:
/// a week, four weeks, a quarter, half a year, a year) on both sides; open-ended bins are at -inf and +inf.
[[nodiscard]] std::vector<double> change_edges(double noticed_days = 7);

struct ExperimentResult {
  std::vector<std::vector<ReplicationResult>> replications; // [variant][replication]; entities already freed
  std::vector<std::vector<PairedFold>> paired;              // [variant - 1][replication], against variant 0
  bool cancelled = false;
};

struct RunHooks {
  /// In replications of variants, of which one that runs in components may be done in part. Called from any
  /// thread, one call at a time; at the end the two are equal.
  std::function<void(double done, std::size_t total)> progress;
  const std::atomic<bool>* cancelled = nullptr;
};

/// Runs all jobs. Failed replications are kept with their reason. When cancelled, jobs not finished are
/// left uncompleted and `cancelled` is true.
[[nodiscard]] ExperimentResult run_experiment(const Experiment& experiment, const RunHooks& hooks);

} // namespace carepath
