// The layered layout, one function per stage.
#include "viewer/pathway_layout.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace carepath {

namespace {

/// The graph being laid out: the given nodes first, then one pass-through place per layer crossed.
struct Graph {
  std::vector<std::vector<std::size_t>> next; // forward links only, between neighbouring layers at last
  std::vector<std::vector<std::size_t>> previous;
  std::vector<int> layer;
  std::vector<float> y;
  std::vector<std::vector<std::size_t>> layers; // nodes of each layer, top to bottom
  std::vector<std::vector<std::size_t>> routes; // per link: places passed through
  std::vector<bool> backward;                   // per link
  std::size_t real_nodes = 0;
};

bool usable(const LayoutLink& link, std::size_t nodes) {
  return link.from < nodes && link.to < nodes;
}

/// Depth-first from nodes nothing leads to, then from the rest; a link to a node still on the path goes
/// back. Iterative: a long pathway must not exhaust the stack.
void mark_backward(Graph& graph, std::span<const LayoutLink> links) {
  std::vector<std::vector<std::size_t>> out(graph.real_nodes);
  std::vector<int> incoming(graph.real_nodes, 0);
  for (std::size_t at = 0; at < links.size(); ++at) {
    if (!usable(links[at], graph.real_nodes)) continue;
    out[links[at].from].push_back(at);
    if (links[at].from != links[at].to) ++incoming[links[at].to];
  }
  enum class Mark { fresh, open, done };
  std::vector<Mark> marks(graph.real_nodes, Mark::fresh);
  std::vector<std::pair<std::size_t, std::size_t>> path;
  const auto visit = [&](std::size_t root) {
    if (marks[root] != Mark::fresh) return;
    marks[root] = Mark::open;
    path.emplace_back(root, 0);
    while (!path.empty()) {
      auto& [node, step] = path.back();
      if (step == out[node].size()) {
        marks[node] = Mark::done;
        path.pop_back();
        continue;
      }
      const auto link = out[node][step++];
      const std::size_t to = links[link].to;
      if (marks[to] == Mark::open) graph.backward[link] = true;
      if (marks[to] != Mark::fresh) continue;
      marks[to] = Mark::open;
      path.emplace_back(to, 0);
    }
  };
  for (std::size_t node = 0; node < graph.real_nodes; ++node)
    if (incoming[node] == 0) visit(node);
  for (std::size_t node = 0; node < graph.real_nodes; ++node) visit(node);
}

void assign_layers(Graph& graph, std::span<const LayoutLink> links) {
  graph.layer.assign(graph.real_nodes, 0);
  // Longest path by relaxation: as many rounds as the longest path has links.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t at = 0; at < links.size(); ++at) {
      if (!usable(links[at], graph.real_nodes) || graph.backward[at]) continue;
      const int wanted = graph.layer[links[at].from] + 1;
      if (graph.layer[links[at].to] >= wanted) continue;
      graph.layer[links[at].to] = wanted;
      changed = true;
    }
  }
}

/// Within each band by longest path over the links inside it; a band begins where the one before ends. Links
/// that then do not lead to the right go round below.
void assign_banded_layers(Graph& graph, std::span<const LayoutLink> links, std::span<const int> bands) {
  std::vector<LayoutLink> inside(links.begin(), links.end());
  for (auto& link : inside)
    if (usable(link, graph.real_nodes) && bands[link.from] != bands[link.to])
      link.to = link.from = static_cast<std::uint32_t>(graph.real_nodes); // of no concern here
  assign_layers(graph, inside);
  std::map<int, int> width;
  for (std::size_t node = 0; node < graph.real_nodes; ++node)
    width[bands[node]] = std::max(width[bands[node]], graph.layer[node] + 1);
  int before = 0;
  for (auto& [band, layers] : width) before += std::exchange(layers, before);
  for (std::size_t node = 0; node < graph.real_nodes; ++node) graph.layer[node] += width[bands[node]];
  for (std::size_t at = 0; at < links.size(); ++at)
    if (usable(links[at], graph.real_nodes) && graph.layer[links[at].to] <= graph.layer[links[at].from])
      graph.backward[at] = true;
}

std::vector<PathwayBand> placed_bands(const PathwayLayout& layout, std::span<const int> bands) {
  std::map<int, PathwayBand> found;
  for (std::size_t node = 0; node < bands.size(); ++node) {
    const float x = layout.nodes[node].x;
    auto [place, fresh] = found.try_emplace(bands[node], PathwayBand{bands[node], x, x});
    place->second.left = std::min(place->second.left, x);
    place->second.right = std::max(place->second.right, x);
  }
  std::vector<PathwayBand> placed;
  constexpr float half = 0.5F * PathwayLayout::layer_step;
  for (const auto& [band, place] : found) placed.push_back({band, place.left - half, place.right + half});
  return placed;
}

void join(Graph& graph, std::size_t from, std::size_t to) {
  graph.next[from].push_back(to);
  graph.previous[to].push_back(from);
}

void add_pass_through(Graph& graph, std::span<const LayoutLink> links) {
  graph.next.resize(graph.real_nodes);
  graph.previous.resize(graph.real_nodes);
  for (std::size_t at = 0; at < links.size(); ++at) {
    if (!usable(links[at], graph.real_nodes) || graph.backward[at]) continue;
    std::size_t from = links[at].from;
    for (int layer = graph.layer[from] + 1; layer < graph.layer[links[at].to]; ++layer) {
      const std::size_t place = graph.layer.size();
      graph.layer.push_back(layer);
      graph.next.emplace_back();
      graph.previous.emplace_back();
      graph.routes[at].push_back(place);
      join(graph, from, place);
      from = place;
    }
    join(graph, from, links[at].to);
  }
}

void fill_layers(Graph& graph) {
  const int last = graph.layer.empty() ? -1 : *std::max_element(graph.layer.begin(), graph.layer.end());
  graph.layers.resize(static_cast<std::size_t>(last + 1));
  for (std::size_t node = 0; node < graph.layer.size(); ++node)
    graph.layers[static_cast<std::size_t>(graph.layer[node])].push_back(node);
}

float mean_of(const std::vector<std::size_t>& nodes, const std::vector<float>& values, float otherwise) {
  if (nodes.empty()) return otherwise;
  float sum = 0;
  for (const auto node : nodes) sum += values[node];
  return sum / static_cast<float>(nodes.size());
}

void order_layer(std::vector<std::size_t>& layer, const std::vector<std::vector<std::size_t>>& neighbours,
                 std::vector<float>& place) {
  std::vector<std::pair<float, std::size_t>> keyed;
  for (const auto node : layer) keyed.emplace_back(mean_of(neighbours[node], place, place[node]), node);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (std::size_t at = 0; at < layer.size(); ++at) {
    layer[at] = keyed[at].second;
    place[layer[at]] = static_cast<float>(at);
  }
}

void order_layers(Graph& graph) {
  constexpr int sweeps = 8; // more rarely changes a pathway of this size
  std::vector<float> place(graph.layer.size(), 0);
  for (const auto& layer : graph.layers)
    for (std::size_t at = 0; at < layer.size(); ++at) place[layer[at]] = static_cast<float>(at);
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (auto& layer : graph.layers) order_layer(layer, graph.previous, place);
    for (auto layer = graph.layers.rbegin(); layer != graph.layers.rend(); ++layer)
      order_layer(*layer, graph.next, place);
  }
}

float gap_between(const Graph& graph, std::size_t upper, std::size_t lower) {
  const auto half = [&](std::size_t node) {
    return 0.5F * (node < graph.real_nodes ? PathwayLayout::row_step : PathwayLayout::lane_step);
  };
  return half(upper) + half(lower);
}

void place_layer(Graph& graph, const std::vector<std::size_t>& layer, bool forward) {
  std::vector<float> wanted;
  std::vector<float> gaps;
  for (std::size_t at = 0; at < layer.size(); ++at) {
    wanted.push_back(
        mean_of(forward ? graph.previous[layer[at]] : graph.next[layer[at]], graph.y, graph.y[layer[at]]));
    if (at > 0) gaps.push_back(gap_between(graph, layer[at - 1], layer[at]));
  }
  const auto heights = spread(wanted, gaps);
  for (std::size_t at = 0; at < layer.size(); ++at) graph.y[layer[at]] = heights[at];
}

void place_heights(Graph& graph) {
  constexpr int rounds = 6;
  graph.y.assign(graph.layer.size(), 0);
  for (int round = 0; round < rounds; ++round) {
    for (const auto& layer : graph.layers) place_layer(graph, layer, true);
    for (auto layer = graph.layers.rbegin(); layer != graph.layers.rend(); ++layer)
      place_layer(graph, *layer, false);
  }
  const float top = graph.y.empty() ? 0 : *std::min_element(graph.y.begin(), graph.y.end());
  for (auto& y : graph.y) y += 0.5F * PathwayLayout::row_step - top;
}

float middle_of(int layer) {
  return 0.5F * PathwayLayout::node_width + PathwayLayout::layer_step * static_cast<float>(layer);
}

LayoutPoint centre_of(const Graph& graph, std::size_t node) {
  return {middle_of(graph.layer[node]), graph.y[node]};
}

/// A height, as near as may be to both ends, at which a line through the layers between meets no box.
float free_height(const Graph& graph, int left, int right, float from, float to) {
  constexpr float above = 0.5F * PathwayLayout::node_height + 1.7F; // a box's queue stands on it
  constexpr float below = 0.5F * PathwayLayout::node_height + 0.5F;
  std::vector<float> boxes;
  for (std::size_t node = 0; node < graph.real_nodes; ++node)
    if (graph.layer[node] > left && graph.layer[node] < right) boxes.push_back(graph.y[node]);
  std::vector<float> heights{from, to};
  for (const float y : boxes) heights.insert(heights.end(), {y - above, y + below});
  const auto detour = [&](float y) { return std::abs(y - from) + std::abs(y - to); };
  std::stable_sort(heights.begin(), heights.end(), [&](float a, float b) { return detour(a) < detour(b); });
  const auto found = std::find_if(heights.begin(), heights.end(), [&](float height) {
    return height >= 0 && std::none_of(boxes.begin(), boxes.end(),
                                       [&](float y) { return height > y - above && height < y + below; });
  });
  return found == heights.end() ? to : *found;
}

/// Between the columns up or down, and past the boxes of the columns between.
std::vector<LayoutPoint> way_back(const Graph& graph, const LayoutLink& link) {
  constexpr float half_width = 0.5F * PathwayLayout::node_width;
  constexpr float lower = 0.25F * PathwayLayout::node_height; // what leads on has the middle
  const int start = graph.layer[link.from];
  const int end = graph.layer[link.to];
  const int way = end > start ? 1 : -1; // with bands, what closes a cycle may lead right
  const float side = static_cast<float>(way) * half_width;
  const float from = graph.y[link.from] + lower;
  const float to = graph.y[link.to] + lower;
  std::vector<LayoutPoint> points{{middle_of(start) + side, from}};
  if (std::abs(end - start) > 1) {
    const float height = free_height(graph, std::min(start, end), std::max(start, end), from, to);
    points.push_back({middle_of(start + way) - side, height});
    points.push_back({middle_of(end - way) + side, height});
  }
  points.push_back({middle_of(end) - side, to});
  return points;
}

PlacedEdge placed_edge(const Graph& graph, const LayoutLink& link, std::size_t at) {
  PlacedEdge edge;
  edge.backward = graph.backward[at];
  const auto from = centre_of(graph, link.from);
  const auto to = centre_of(graph, link.to);
  constexpr float half_width = 0.5F * PathwayLayout::node_width;
  constexpr float half_height = 0.5F * PathwayLayout::node_height;
  edge.loop = edge.backward && graph.layer[link.from] == graph.layer[link.to];
  if (edge.backward && !edge.loop) {
    edge.points = way_back(graph, link);
    return edge;
  }
  if (edge.loop) {
    edge.points = {{from.x + 0.25F * half_width, from.y + half_height},
                   {to.x - 0.25F * half_width, to.y + half_height}};
    return edge;
  }
  edge.points.push_back({from.x + half_width, from.y});
  for (const auto place : graph.routes[at]) {
    const auto centre = centre_of(graph, place);
    edge.points.push_back({centre.x - half_width, centre.y});
    edge.points.push_back({centre.x + half_width, centre.y});
  }
  edge.points.push_back({to.x - half_width, to.y});
  return edge;
}

} // namespace

std::vector<float> spread(std::span<const float> wanted, std::span<const float> gaps) {
  // With z[i] = y[i] - (gaps before i) the condition is z ascending: isotonic regression, solved by
  // pooling neighbours that are out of order into blocks at their mean.
  struct Block {
    float sum;
    float count;
    [[nodiscard]] float mean() const { return sum / count; }
  };
  std::vector<Block> blocks;
  std::vector<float> offsets(wanted.size(), 0);
  for (std::size_t at = 1; at < wanted.size(); ++at) offsets[at] = offsets[at - 1] + gaps[at - 1];
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    blocks.push_back({wanted[at] - offsets[at], 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back() = {blocks.back().sum + last.sum, blocks.back().count + last.count};
    }
  }
  std::vector<float> heights;
  for (const auto& block : blocks)
    for (int member = 0; member < static_cast<int>(block.count); ++member)
      heights.push_back(block.mean() + offsets[heights.size()]);
  return heights;
}

PathwayLayout layout_pathway(std::size_t node_count, std::span<const LayoutLink> links,
                             std::span<const int> bands) {
  Graph graph;
  graph.real_nodes = node_count;
  graph.backward.assign(links.size(), false);
  graph.routes.resize(links.size());
  mark_backward(graph, links);
  const bool banded = !bands.empty() && bands.size() == node_count;
  if (banded)
    assign_banded_layers(graph, links, bands);
  else
    assign_layers(graph, links);
  add_pass_through(graph, links);
  fill_layers(graph);
  order_layers(graph);
  place_heights(graph);
  PathwayLayout layout;
  for (std::size_t node = 0; node < node_count; ++node) layout.nodes.push_back(centre_of(graph, node));
  for (std::size_t at = 0; at < links.size(); ++at)
    layout.edges.push_back(usable(links[at], node_count) ? placed_edge(graph, links[at], at) : PlacedEdge{});
  layout.width =
      PathwayLayout::node_width +
      PathwayLayout::layer_step * static_cast<float>(std::max<std::size_t>(graph.layers.size(), 1) - 1);
  for (const float y : graph.y) layout.height = std::max(layout.height, y + 0.5F * PathwayLayout::row_step);
  for (const auto& edge : layout.edges)
    for (const auto& point : edge.points) layout.height = std::max(layout.height, point.y + 0.5F);
  if (banded) layout.bands = placed_bands(layout, bands);
  return layout;
}

} // namespace carepath
