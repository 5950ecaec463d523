// Where a series that starts far from its long-run level has settled: the marginal standard error rule on
// means of five (MSER-5; White 1997, White, Cobb and Spratt 2000).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace carepath {

inline constexpr std::size_t mser_batch = 5;

struct Settling {
  std::size_t cut = 0;        // observations to leave out, a multiple of five
  bool found = false;         // false: the least is at the end of what may be cut, the series is too short
  std::vector<double> errors; // of leaving out 0, 5, 10, ... observations; the least is at the cut
};

/// Leaves out the first d means of five for which sum (z - mean)^2 / (k - d)^2 over those kept is least, with
/// d at most half of them: beyond, too few are left to tell. Observations behind the last full five do not
/// count.
[[nodiscard]] Settling settle(std::span<const double> series);

} // namespace carepath
