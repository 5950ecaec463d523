// A printed check that drawing inverts the CDF: one line per row of the catalogue, from its example.
#pragma once

#include "engine/random/distribution.hpp"

#include <string>

namespace carepath {

/// The parameters written in a row's example, numbers as written (one unit throughout).
/// Throws EnsureError where the example cannot be read: a fault of ours.
[[nodiscard]] Parameters example_parameters(const DistributionRow& row);

/// The distribution a row's example describes.
[[nodiscard]] DistributionPtr example_distribution(const DistributionRow& row);

/// A table of all rows: example, mean, standard deviation, largest |F(x) - u| of its draws.
[[nodiscard]] std::string inversion_report();

} // namespace carepath
