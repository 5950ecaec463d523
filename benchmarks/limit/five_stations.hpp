// W2 by hand: triage, clinic with follow-up, diagnostics, theatre and ward, every station at 0.85 of its
// capacity.
#pragma once

#include "benchmarks/limit/outcome.hpp"

#include <cstdint>

namespace carepath::limit {

enum class Draws : std::uint8_t { sequential, keyed };

/// Begins empty and runs until the last of `people` has left. `scale` multiplies the arrival rate and all
/// capacities. `means`: the waits at triage, clinic, diagnostics, theatre and ward, then the time in the
/// system, all in mean gaps between arrivals at scale 1.
[[nodiscard]] Outcome five_stations(std::uint64_t people, std::uint32_t scale, std::uint64_t seed,
                                    Draws draws = Draws::sequential);

} // namespace carepath::limit
