// The hand-written program for a workload, by the workload's name.
#pragma once

#include "benchmarks/limit/outcome.hpp"

#include <cstdint>
#include <string_view>

namespace carepath::limit {

/// `size` is people (W1, W2) or days (W3, whose list at the start shrinks with them); `scale` is of W2 alone.
[[nodiscard]] Outcome by_name(std::string_view workload, double size, double scale, std::uint64_t seed);

} // namespace carepath::limit
