// Means adjusted by control variates: part of a figure's luck is seen in something whose mean is known.
#pragma once

#include "engine/base/estimate.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace carepath {

struct ControlledMean {
  Estimate mean;             // adjusted, with 95% limits; NaN with too few observations
  std::size_t controls = 0;  // coefficients estimated: controls that vary, and not all alike
  double variance_saved = 0; // share of the variance of the plain mean; negative when it costs; NaN: unknown
};

/// The mean of `values` where every control is at its true mean, 0, by linear regression over observations;
/// limits by Student's t with n - q - 1 degrees of freedom, q the number of coefficients. `controls` are
/// columns parallel to `values`; places where anything is undefined (NaN) are left out, and so are controls
/// that do not vary or follow from those before. Exact for jointly normal figures; otherwise the mean has a
/// bias of the order 1/n, because coefficients come from the same observations (Lavenberg and Welch 1981;
/// Nelson 1990; Law, Simulation Modeling and Analysis, on variance reduction).
[[nodiscard]] ControlledMean controlled_mean(std::span<const double> values,
                                             const std::vector<std::vector<double>>& controls);

} // namespace carepath
