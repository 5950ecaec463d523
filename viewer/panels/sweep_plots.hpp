// The three views of a sweep. Each sets choices.number("sweep/point") to the point that is clicked.
#pragma once

#include "viewer/panels/panel.hpp"
#include "viewer/panels/sweep_model.hpp"

namespace carepath {

void draw_sweep_heat(const PanelContext& context, const SweepTable& table, std::size_t figure);
void draw_sweep_parallel(const PanelContext& context, const SweepTable& table, std::size_t figure);
void draw_sweep_frontier(const PanelContext& context, const SweepTable& table, std::size_t figure);

} // namespace carepath
