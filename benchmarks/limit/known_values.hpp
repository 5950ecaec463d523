// The values that the hand-written programs must find: theory where there is one, else what nine independent
// programs found for the same work.
#pragma once

#include "benchmarks/limit/outcome.hpp"

#include <string>
#include <string_view>

namespace carepath::limit {

/// What is wrong with the means of a program's outcome, in words; empty when they agree. `workload` is W1, W2
/// at scale 1, or W3 in the full size.
[[nodiscard]] std::string disagreement(std::string_view workload, const Outcome& outcome);

} // namespace carepath::limit
