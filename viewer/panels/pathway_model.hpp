// The pathway to draw: that of one variant, or of two laid over each other by name.
#pragma once

#include "viewer/workspace.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

enum class Presence { same, changed, added, removed };

struct MapNode {
  const GraphNode* before = nullptr; // in the first variant; null when added
  const GraphNode* after = nullptr;  // in the second, or the only one
  std::size_t after_index = 0;       // where `after` stands among its variant's nodes
  Presence presence = Presence::same;
  [[nodiscard]] const GraphNode& shown() const { return after != nullptr ? *after : *before; }
};

struct MapEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double before = 0; // per week; 0 where it is not
  double after = 0;
  Presence presence = Presence::same;
};

struct PathwayMap {
  const ShownVariant* first = nullptr; // null when one variant is drawn
  const ShownVariant* second = nullptr;
  std::vector<MapNode> nodes;
  std::vector<MapEdge> edges;
};

[[nodiscard]] PathwayMap map_of(const ShownVariant& variant);
/// `changed`: flows or waits that differ by more than a tenth.
[[nodiscard]] PathwayMap difference_map(const ShownVariant& first, const ShownVariant& second);

/// People at a node at a moment, between the recorded times; nothing when not recorded.
struct Crowd {
  double waiting = 0;
  double present = 0;
};
[[nodiscard]] std::optional<Crowd> crowd_at(const ShownVariant& variant, std::size_t node, double days);
/// The most that ever wait at any node of the variant.
[[nodiscard]] double longest_queue(const ShownVariant& variant);

/// Settings in the order care moves through them: self-care, primary, community, acute, home, then others in
/// the order they are first named.
[[nodiscard]] std::vector<std::string> ordered_settings(const PathwayMap& map);
/// The band of each node: 0 for sources, one for each setting, the last for outcomes; steps without a setting
/// stand with the steps that lead to them.
[[nodiscard]] std::vector<int> bands_of(const PathwayMap& map, const std::vector<std::string>& settings);

} // namespace carepath
