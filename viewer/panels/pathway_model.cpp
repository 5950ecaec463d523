#include "viewer/panels/pathway_model.hpp"

#include "viewer/plot/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace carepath {

namespace {

constexpr double noticed_share = 0.1;

bool differ(double before, double after) {
  const double size = std::max(std::abs(before), std::abs(after));
  return std::isfinite(size) && size > 0 && std::abs(before - after) > noticed_share * size;
}

std::size_t place_of(const PathwayMap& map, const GraphNode& node) {
  const auto found = std::find_if(map.nodes.begin(), map.nodes.end(),
                                  [&](const MapNode& other) { return other.shown().name == node.name; });
  return static_cast<std::size_t>(found - map.nodes.begin());
}

Presence presence_of(const MapNode& node) {
  if (node.before == nullptr) return Presence::added;
  if (node.after == nullptr) return Presence::removed;
  const bool changed = differ(node.before->per_week, node.after->per_week) ||
                       differ(node.before->mean_wait_days, node.after->mean_wait_days);
  return changed ? Presence::changed : Presence::same;
}

void add_nodes(PathwayMap& map, const VariantResult& variant, bool is_after) {
  for (std::size_t at = 0; at < variant.nodes.size(); ++at) {
    const auto place = place_of(map, variant.nodes[at]);
    if (place == map.nodes.size()) map.nodes.emplace_back();
    auto& node = map.nodes[place];
    (is_after ? node.after : node.before) = &variant.nodes[at];
    if (is_after) node.after_index = at;
  }
}

void add_edges(PathwayMap& map, const VariantResult& variant, bool is_after) {
  for (const auto& edge : variant.edges) {
    if (edge.from >= variant.nodes.size() || edge.to >= variant.nodes.size()) continue;
    const auto from = static_cast<std::uint32_t>(place_of(map, variant.nodes[edge.from]));
    const auto to = static_cast<std::uint32_t>(place_of(map, variant.nodes[edge.to]));
    auto found = std::find_if(map.edges.begin(), map.edges.end(),
                              [&](const MapEdge& other) { return other.from == from && other.to == to; });
    if (found == map.edges.end())
      found = map.edges.insert(map.edges.end(), MapEdge{from, to, 0, 0, Presence::same});
    (is_after ? found->after : found->before) = edge.per_week;
  }
}

/// Where between two recorded times a moment lies.
struct Between {
  std::size_t before = 0;
  std::size_t after = 0;
  double along = 0;
};

Between between(std::span<const double> times, double days) {
  const auto above = std::lower_bound(times.begin(), times.end(), days);
  if (above == times.begin()) return {0, 0, 0};
  if (above == times.end()) return {times.size() - 1, times.size() - 1, 0};
  const auto after = static_cast<std::size_t>(above - times.begin());
  return {after - 1, after, (days - times[after - 1]) / (times[after] - times[after - 1])};
}

} // namespace

PathwayMap map_of(const ShownVariant& variant) {
  PathwayMap map;
  map.second = &variant;
  add_nodes(map, *variant.result, true);
  add_edges(map, *variant.result, true);
  return map;
}

PathwayMap difference_map(const ShownVariant& first, const ShownVariant& second) {
  PathwayMap map;
  map.first = &first;
  map.second = &second;
  add_nodes(map, *second.result, true);
  add_nodes(map, *first.result, false);
  add_edges(map, *second.result, true);
  add_edges(map, *first.result, false);
  for (auto& node : map.nodes) node.presence = presence_of(node);
  for (auto& edge : map.edges)
    edge.presence = edge.before == 0                  ? Presence::added
                    : edge.after == 0                 ? Presence::removed
                    : differ(edge.before, edge.after) ? Presence::changed
                                                      : Presence::same;
  return map;
}

std::optional<Crowd> crowd_at(const ShownVariant& variant, std::size_t node, double days) {
  const auto& times = variant.file->results->times;
  const auto& waiting = variant.result->waiting;
  const auto& present = variant.result->present;
  if (times.empty() || (node + 1) * times.size() > std::min(waiting.size(), present.size()))
    return std::nullopt;
  const auto [before, after, along] = between(times, days);
  const auto read = [&, before = before, after = after, along = along](const std::vector<double>& cells) {
    const auto row = node * times.size();
    return cells[row + before] * (1 - along) + cells[row + after] * along;
  };
  const Crowd crowd{read(waiting), read(present)};
  return std::isfinite(crowd.waiting) ? std::optional(crowd) : std::nullopt;
}

double longest_queue(const ShownVariant& variant) {
  const auto range = extended({0, 0}, variant.result->waiting);
  return range.high;
}

std::vector<std::string> ordered_settings(const PathwayMap& map) {
  constexpr std::array known{"self-care", "self_care", "primary", "community", "acute", "home"};
  std::vector<std::string> named;
  for (const auto& node : map.nodes) {
    const auto& setting = node.shown().setting;
    if (!setting.empty() && std::find(named.begin(), named.end(), setting) == named.end())
      named.push_back(setting);
  }
  const auto rank = [&](const std::string& setting) {
    return std::find(known.begin(), known.end(), setting) - known.begin();
  };
  std::stable_sort(named.begin(), named.end(),
                   [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
  return named;
}

std::vector<int> bands_of(const PathwayMap& map, const std::vector<std::string>& settings) {
  const int last = static_cast<int>(settings.size()) + 1;
  std::vector<int> bands;
  for (const auto& node : map.nodes) {
    const auto& shown = node.shown();
    const auto found = std::find(settings.begin(), settings.end(), shown.setting);
    bands.push_back(shown.kind == "source"    ? 0
                    : shown.kind == "outcome" ? last
                    : found == settings.end() ? -1
                                              : static_cast<int>(found - settings.begin()) + 1);
  }
  // As many rounds as a chain of steps without a setting can be long.
  for (std::size_t round = 0; round < map.nodes.size(); ++round)
    for (const auto& edge : map.edges)
      if (bands[edge.to] < 0 && bands[edge.from] >= 0) bands[edge.to] = std::max(1, bands[edge.from]);
  for (auto& band : bands)
    if (band < 0) band = 1;
  for (auto& band : bands)
    if (settings.empty() && band == last) band = 2;
  return bands;
}

} // namespace carepath
