// The lowest point of a smooth function of a few numbers, without derivatives (Nelder and Mead 1965).
#pragma once

#include <functional>
#include <vector>

namespace carepath {

using Objective = std::function<double(const std::vector<double>&)>;

/// The place found from `start` with first steps of `step` in each number; at most `most` evaluations.
[[nodiscard]] std::vector<double> lowest_point(const Objective& objective, std::vector<double> start,
                                               double step, std::size_t most = 400);

} // namespace carepath
