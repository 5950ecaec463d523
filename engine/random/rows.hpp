// The rows of the distribution catalogue, one per file. A new distribution is one file with its row,
// one line here and one in catalogue.cpp, and is then tested with the others by its example.
#pragma once

#include "engine/random/distribution.hpp"

namespace carepath {

extern const DistributionRow fixed_row;
extern const DistributionRow uniform_row;
extern const DistributionRow exponential_row;
extern const DistributionRow gamma_row;
extern const DistributionRow erlang_row;
extern const DistributionRow lognormal_row;
extern const DistributionRow normal_row;
extern const DistributionRow weibull_row;
extern const DistributionRow loglogistic_row;
extern const DistributionRow hyperexponential_row;
extern const DistributionRow triangular_row;
extern const DistributionRow beta_row;
extern const DistributionRow poisson_row;
extern const DistributionRow geometric_row;
extern const DistributionRow binomial_row;
extern const DistributionRow discrete_row;
extern const DistributionRow empirical_row;
extern const DistributionRow cdf_row;

} // namespace carepath
