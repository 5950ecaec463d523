// Beside the sliders: the main figures of the shown variants with the what-if among them, and the list.
#pragma once

#include "viewer/panels/panel.hpp"

namespace carepath {

void draw_what_if_answer(const PanelContext& context);

} // namespace carepath
