// By how much one event more moves a figure: one of a count, one over the people of a share among them.
#pragma once

#include "engine/observe/measure.hpp"

#include <optional>

namespace carepath {

/// A figure, added to the plan, by how much one event more moves another figure of it: 1 of a number of
/// events, sessions or people, 1/n of a share of n people, and what arithmetic makes of those. Nothing where
/// events are not what it counts, or may move it by any amount (means, quantiles, money).
[[nodiscard]] std::optional<FigureId> add_event_size(ObservationPlan& plan, FigureId figure);

} // namespace carepath
