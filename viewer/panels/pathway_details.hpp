// Beside the map: the figures of the step that was clicked, in every shown variant.
#pragma once

#include "viewer/panels/panel.hpp"

namespace carepath {

/// Draws the child window of the node named in choices.text("pathway/node").
void draw_node_details(const PanelContext& context, const std::vector<ShownVariant>& variants);

} // namespace carepath
