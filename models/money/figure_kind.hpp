// What a figure can be set against: a sum, such as people or money in all, or what is of one of them.
#pragma once

#include "models/compile/context.hpp"

#include "engine/results/results.hpp"

#include <vector>

namespace carepath {

enum class FigureKind : std::uint8_t {
  unknown,
  plain,  // a number that is written
  sum,    // people, events or money in all
  share,  // 0 to 1
  per_one // for each one, or of a time
};

/// The kind of a figure. Its unit says it, or what its KPI shows; of a formula that says no unit of its own,
/// and of money, what it makes of the figures in it: people over people are for each one, and a share of
/// people is people. What is not sure is unknown.
[[nodiscard]] FigureKind kind_of_figure(const KpiRow& row, const std::vector<KpiRow>& rows,
                                        CompileContext& context);

} // namespace carepath
