// One number of every replication, and its mean over draws of the uncertain inputs.
#pragma once

#include "engine/base/undefined.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/replication_result.hpp"

#include <cmath>
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

/// The mean of those that are numbers, where each `per_draw` in a row share a draw: of the draws' means, as
/// `estimate_over_draws` has it. Undefined when none is a number.
[[nodiscard]] inline double mean_over_draws(const std::vector<double>& values, std::size_t per_draw) {
  double sum = 0, number = 0;
  for (const double value : observations(values, per_draw)) {
    if (std::isnan(value)) continue;
    sum += value;
    ++number;
  }
  return number > 0 ? sum / number : undefined;
}

} // namespace carepath
