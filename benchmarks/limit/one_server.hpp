// W1 by hand: one server at 0.9 of its capacity, with an event list of two entries.
#pragma once

#include "benchmarks/limit/outcome.hpp"

#include <cstdint>

namespace carepath::limit {

/// Serves `people`, who come from an empty start. `means`: the time in the system.
[[nodiscard]] Outcome one_server(std::uint64_t people, std::uint64_t seed);

} // namespace carepath::limit
