// By how much one event more moves a figure: one of a count, one over the people of a share among them.
#pragma once

#include "engine/observe/measure.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace carepath {

/// Of what was not seen in any observation there are, with 97.5% confidence, fewer in all of them:
/// exp(-3.689) is 0.025, the chance of none where so many are expected (Poisson).
inline constexpr double most_unseen_events = 3.689;

/// A figure, added to the plan, by how much one event more moves another figure of it: 1 of a number of
/// events, sessions or people, 1/n of a share of n people, and what arithmetic makes of those. Nothing where
/// events are not what it counts, or may move it by any amount (means, quantiles, money).
[[nodiscard]] std::optional<FigureId> add_event_size(ObservationPlan& plan, FigureId figure);

/// The same for each of the first `rows` outputs, as outputs after all others: their places, or nothing.
[[nodiscard]] std::vector<std::optional<std::size_t>> add_event_sizes(ObservationPlan& plan,
                                                                      std::size_t rows);

} // namespace carepath
