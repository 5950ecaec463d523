// One number of every replication, and its mean.
#pragma once

#include "engine/base/undefined.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/observe/replication_result.hpp"

#include <vector>

namespace carepath {

/// `take` of every completed replication; undefined for the others.
template <class Take>
[[nodiscard]] std::vector<double> collect(const std::vector<ReplicationResult>& replications,
                                          const Take& take) {
  std::vector<double> values;
  for (const auto& replication : replications)
    values.push_back(replication.completed ? take(replication) : undefined);
  return values;
}

/// Of those that are numbers.
[[nodiscard]] inline double mean_of(const std::vector<double>& values) {
  return estimate_mean(values).mean;
}

} // namespace carepath
