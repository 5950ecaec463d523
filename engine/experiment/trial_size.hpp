// How many sites a trial of two arms needs, and between what limits its answers will lie.
#pragma once

#include "engine/base/estimate.hpp"

#include <cstddef>

namespace carepath {

/// What one site of each arm is expected to show, and how much sites differ.
struct TrialArms {
  double mean_now = 0;
  double mean_new = 0;
  double sd_now = 0;
  double sd_new = 0;
};

/// The chance that a two-sided test at level `alpha` finds the difference with `sites` in each arm (Student's
/// t, non-central; degrees of freedom by Welch and Satterthwaite). One site in each arm finds nothing.
[[nodiscard]] double trial_power(const TrialArms& arms, std::size_t sites, double alpha);

/// The fewest sites in each arm that give the power; 0 when `most` are not enough.
[[nodiscard]] std::size_t sites_needed(const TrialArms& arms, double power, double alpha,
                                       std::size_t most = 1000);

/// How a figure varies, as simulation tells it. Standard deviations.
struct SiteSpread {
  double chance = 0; // between sites
  double inputs = 0; // of what is not known about the inputs: one truth for all sites
  std::size_t replications = 0;
  std::size_t draws = 0; // of the inputs, over which limits are; where nothing is uncertain, the replications
};

/// Where the mean of `sites` sites will lie with probability `confidence`, when one site has been simulated
/// with this mean and spread: a prediction interval by Student's t. More sites narrow what is chance.
[[nodiscard]] Estimate predicted_range(double mean, const SiteSpread& spread, std::size_t sites,
                                       double confidence);

} // namespace carepath
