// W4 by hand: many replications of W2, dealt out over threads that share nothing.
#pragma once

#include "benchmarks/limit/outcome.hpp"

#include <cstdint>

namespace carepath::limit {

/// Runs `count` replications of `people` each on `threads` threads; returns the summed counts and the mean of
/// the means.
[[nodiscard]] Outcome replications(std::uint32_t count, std::uint64_t people, std::uint32_t threads,
                                   std::uint64_t seed);

} // namespace carepath::limit
