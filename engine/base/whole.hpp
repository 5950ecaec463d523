// Whole numbers that a rounding of the last digits would miss: times are days, and 30 minutes divided by one
// are 29.999999999999996.
#pragma once

#include <cmath>
#include <limits>

namespace carepath {

/// `x`, or the whole number that it misses by so many roundings at most.
[[nodiscard]] inline double whole_but_for_rounding(double x, double roundings) {
  const double nearest = std::round(x);
  return std::abs(x - nearest) <= roundings * std::numeric_limits<double>::epsilon() * std::abs(x) ? nearest
                                                                                                   : x;
}

/// a / b; whole where both times were whole multiples of a unit (each is rounded once, and so is the
/// quotient).
[[nodiscard]] inline double quotient_of(double a, double b) {
  return whole_but_for_rounding(a / b, 2);
}

/// The largest whole number that is not above `x`, where sums of rounded times may lie just below one.
[[nodiscard]] inline double floor_of(double x) {
  return std::floor(whole_but_for_rounding(x, 8));
}

} // namespace carepath
