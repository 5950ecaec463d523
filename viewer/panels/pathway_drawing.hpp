// Draws a pathway map: boxes, flows, queues that grow and shrink.
#pragma once

#include "viewer/panels/panel.hpp"
#include "viewer/panels/pathway_model.hpp"
#include "viewer/pathway_layout.hpp"

namespace carepath {

enum class MapColour { setting, wait, queue, use };

struct MapStyle {
  MapColour colour = MapColour::setting;
  bool by_setting = true;  // columns by setting; otherwise by flow
  double moment = 0;       // days since the start
  double longest = 1;      // the queue that is drawn as long as its box
  double longest_wait = 1; // the mean wait in days that is drawn darkest
  int chosen = -1;         // node with a frame
};

/// Draws into a rectangle of the window that takes the mouse; returns the node clicked, or -1.
int draw_pathway_map(const PathwayMap& map, const MapStyle& style, PlotView& view, const char* id,
                     ImVec2 size);

/// Of the map's steps, in days; never zero.
[[nodiscard]] double longest_wait(const PathwayMap& map);
[[nodiscard]] Colour presence_colour(Presence presence);

} // namespace carepath
