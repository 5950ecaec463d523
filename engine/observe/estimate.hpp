// Statistics over replications: means with Student-t limits, paired differences, percentiles.
//
// A replication whose figure is undefined (NaN) is left out, so every estimate is over the replications
// that have one. Sums run in index order: the same values give the same bits.
#pragma once

#include <span>
#include <vector>

#include "engine/base/estimate.hpp"

namespace carepath {

/// Mean and 95% Student-t limits of the defined values, in the unit of the values. All NaN when no value
/// is defined; limits NaN when only one is.
[[nodiscard]] Estimate estimate_mean(std::span<const double> values);

/// Mean and limits of a[i] - b[i] over the places where both are defined. The spans have equal length.
[[nodiscard]] Estimate paired_difference(std::span<const double> a, std::span<const double> b);

/// The value below which a share `p` (0 to 1) of the defined values lies, interpolated linearly between
/// order statistics (Hyndman and Fan 1996, definition 7). NaN when no value is defined.
[[nodiscard]] double percentile(std::vector<double> values, double p);

/// The 97.5% point of Student's t: half-width = this times the standard error. NaN below one degree.
[[nodiscard]] double student_t_975(std::size_t degrees_of_freedom);

/// The point of Student's t below which a share (0 to 1) lies. NaN below one degree.
[[nodiscard]] double student_t(double share, std::size_t degrees_of_freedom);

} // namespace carepath
