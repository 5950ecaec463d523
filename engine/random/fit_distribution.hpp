// Which distribution of the catalogue describes observed values: parameters by maximum likelihood, families
// compared by Akaike's information criterion, and how far the best one is from the values.
#pragma once

#include "engine/random/distribution.hpp"

#include <span>
#include <string>
#include <vector>

namespace carepath {

/// One family fitted to the values.
struct FittedFamily {
  std::string key;                                        // of the catalogue: "lognormal"
  std::vector<std::pair<std::string, double>> parameters; // {"mean", 3.2}, {"sd", 1.1}
  double criterion = 0;                                   // AIC: lower is better
  double distance = 0;                                    // Kolmogorov and Smirnov: largest gap of the CDFs
  double tail_distance = 0;                               // Anderson and Darling's A squared
  [[nodiscard]] DistributionPtr distribution() const;
};

/// exponential, gamma, lognormal, Weibull and log-logistic, by rising criterion. Empty when a value is not
/// above 0, or when all are equal, or with fewer than `fewest_fitted` values.
[[nodiscard]] std::vector<FittedFamily> fit_families(std::span<const double> values);

inline constexpr std::size_t fewest_fitted = 10;

/// Whether the values could well come from the family: the gap of the CDFs is below the 5% point of
/// Lilliefors' kind (parameters come from the same values; about 0.9 over the square root of their number),
/// or so small that it does not matter (0.03).
[[nodiscard]] bool is_good_fit(const FittedFamily& family, std::size_t values);

} // namespace carepath
