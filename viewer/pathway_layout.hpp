// Places for the nodes and edges of a pathway, from left to right.
//
// Layers by longest path once edges that go back (rebooking, rework) are set aside; long edges pass
// through a free place in every layer between, and those that go back past its boxes; order in a layer by the
// mean place of neighbours (Sugiyama, Tagawa and Toda 1981); heights by least squares under a smallest
// distance. Units: one node is `node_width` by `node_height`; the answer depends on the graph only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace carepath {

struct LayoutPoint {
  float x = 0;
  float y = 0;
};

struct LayoutLink {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

struct PlacedEdge {
  std::vector<LayoutPoint> points; // from the side of `from` that looks to `to`, to the side that looks back
  bool backward = false;           // closes a cycle, or leads back to a band
  bool loop = false;               // within a column, such as to the same node: round below, bottom to bottom
};

/// The columns that the nodes of one band fill.
struct PathwayBand {
  int band = 0;
  float left = 0;
  float right = 0;
};

struct PathwayLayout {
  static constexpr float node_width = 8.2F;
  static constexpr float node_height = 4.6F;
  static constexpr float layer_step = 10.6F;
  static constexpr float row_step = 6.0F;
  static constexpr float lane_step = 1.6F; // room for an edge passing through a layer

  std::vector<LayoutPoint> nodes; // centres
  std::vector<PlacedEdge> edges;  // one per link, in order
  std::vector<PathwayBand> bands; // from left to right; empty without bands
  float width = 0;
  float height = 0;
};

/// Lays out `node_count` nodes; links to nodes that do not exist are placed nowhere (no points). With
/// `bands`, one number for each node, the nodes of a lower band stand left of those of a higher one; links
/// that lead back to a band go back.
[[nodiscard]] PathwayLayout layout_pathway(std::size_t node_count, std::span<const LayoutLink> links,
                                           std::span<const int> bands = {});

/// Heights nearest in least squares to `wanted` with heights[i+1] - heights[i] >= gaps[i].
[[nodiscard]] std::vector<float> spread(std::span<const float> wanted, std::span<const float> gaps);

} // namespace carepath
