// All panels, in the order of the list at the left.
#pragma once

#include "viewer/panels/panel.hpp"

#include <string_view>

namespace carepath {

[[nodiscard]] const std::vector<Panel>& panel_catalogue();
/// The panel of that name; null when there is none.
[[nodiscard]] const Panel* find_panel(std::string_view name);
/// Draws the title, the purpose, and the panel or its empty state.
void draw_panel(const Panel& panel, const PanelContext& context);

} // namespace carepath
