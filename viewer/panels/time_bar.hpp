// The date that the map and the week bands show: a slider to scrub it, and a button to play it.
#pragma once

#include "viewer/panels/panel.hpp"

namespace carepath {

/// Draws the bar over the times of the file; keeps and moves `choices.moment`.
void time_bar(const PanelContext& context, const Results& results);

} // namespace carepath
