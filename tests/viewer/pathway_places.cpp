// The left-to-right layout: worked small graphs and properties that must hold for any.
#include <catch2/catch.hpp>

#include "tests/viewer/viewer_sample.hpp"
#include "viewer/pathway_layout.hpp"

#include <algorithm>
#include <cmath>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr float step = PathwayLayout::layer_step;
constexpr float first = 0.5F * PathwayLayout::node_width;

bool overlap(LayoutPoint left, LayoutPoint right) {
  return std::abs(left.x - right.x) < PathwayLayout::node_width &&
         std::abs(left.y - right.y) < PathwayLayout::node_height;
}

PathwayLayout sample_layout() {
  const auto results = sample_results();
  std::vector<LayoutLink> links;
  for (const auto& edge : results.variants[0].edges) links.push_back({edge.from, edge.to});
  return layout_pathway(results.variants[0].nodes.size(), links);
}

} // namespace

TEST_CASE("a chain stands in a row from left to right") {
  const LayoutLink links[] = {{0, 1}, {1, 2}};
  const auto layout = layout_pathway(3, links);
  CHECK(layout.nodes[0].x == Approx(first));
  CHECK(layout.nodes[1].x == Approx(first + step));
  CHECK(layout.nodes[2].x == Approx(first + 2 * step));
  CHECK(layout.nodes[0].y == Approx(layout.nodes[2].y));
  CHECK(layout.width == Approx(2 * step + PathwayLayout::node_width));
}

TEST_CASE("a node stands right of all that lead to it, and a skipping edge passes between") {
  const LayoutLink links[] = {{0, 1}, {1, 2}, {0, 2}};
  const auto layout = layout_pathway(3, links);
  CHECK(layout.nodes[2].x == Approx(first + 2 * step));
  CHECK(layout.edges[0].points.size() == 2);
  REQUIRE(layout.edges[2].points.size() == 4);
  CHECK(std::abs(layout.edges[2].points[1].y - layout.nodes[1].y) > 0.5F * PathwayLayout::node_height);
}

TEST_CASE("an edge of a cycle is marked as going back") {
  const LayoutLink links[] = {{0, 1}, {1, 2}, {2, 1}, {1, 1}};
  const auto layout = layout_pathway(3, links);
  CHECK_FALSE(layout.edges[0].backward);
  CHECK_FALSE(layout.edges[1].backward);
  CHECK(layout.edges[2].backward);
  CHECK(layout.edges[3].backward);
}

TEST_CASE("heights are spread by least squares") {
  const float wanted[] = {0, 0, 10};
  const float gaps[] = {4, 4};
  const auto heights = spread(wanted, gaps);
  CHECK(heights[0] == Approx(-2)); // the two that clash part equally
  CHECK(heights[1] == Approx(2));
  CHECK(heights[2] == Approx(10)); // the third has room and stays
}

TEST_CASE("no two boxes of the sample pathway overlap") {
  const auto layout = sample_layout();
  for (std::size_t left = 0; left < layout.nodes.size(); ++left) {
    CHECK(layout.nodes[left].y <= layout.height);
    for (std::size_t right = left + 1; right < layout.nodes.size(); ++right)
      CHECK_FALSE(overlap(layout.nodes[left], layout.nodes[right]));
  }
  CHECK(overlap({0, 0}, {1, 1})); // the check itself can fail
}

TEST_CASE("an empty graph, a lone node and a link to nowhere are laid out") {
  CHECK(layout_pathway(0, {}).nodes.empty());
  CHECK(layout_pathway(1, {}).nodes.size() == 1);
  const LayoutLink links[] = {{0, 7}};
  CHECK(layout_pathway(1, links).edges[0].points.empty());
}

TEST_CASE("with bands, a lower band stands left of a higher one, and what leads back goes round below") {
  // 0 and 1 in band 0, 2 and 3 in band 1; 3 leads back to 0.
  const LayoutLink links[] = {{0, 1}, {1, 2}, {2, 3}, {3, 0}};
  const int bands[] = {0, 0, 1, 1};
  const auto layout = layout_pathway(4, links, bands);
  for (const int left : {0, 1})
    for (const int right : {2, 3})
      CHECK(layout.nodes[static_cast<std::size_t>(left)].x < layout.nodes[static_cast<std::size_t>(right)].x);
  CHECK(layout.edges[3].backward);
  CHECK_FALSE(layout.edges[1].backward);
  REQUIRE(layout.bands.size() == 2);
  CHECK(layout.bands[0].right == Approx(layout.bands[1].left));
}

TEST_CASE("a link to a lower band goes round below even where the flow has no cycle") {
  const LayoutLink links[] = {{0, 1}};
  const int bands[] = {1, 0};
  CHECK(layout_pathway(2, links, bands).edges[0].backward);
  CHECK_FALSE(layout_pathway(2, links).edges[0].backward);
}

namespace {

/// Whether a part of the edge lies behind a box: between its sides, and not straight past above or below.
bool behind_a_box(const PathwayLayout& layout, const PlacedEdge& edge) {
  for (std::size_t at = 1; at < edge.points.size(); ++at) {
    const auto& one = edge.points[at - 1];
    const auto& other = edge.points[at];
    for (const auto& box : layout.nodes) {
      const float side = 0.5F * PathwayLayout::node_width - 0.01F;
      const bool across = std::min(one.x, other.x) < box.x + side && std::max(one.x, other.x) > box.x - side;
      const bool past = one.y == other.y && std::abs(one.y - box.y) > 0.5F * PathwayLayout::node_height;
      if (across && !past) return true;
    }
  }
  return false;
}

} // namespace

TEST_CASE("what leads back passes between the boxes, not behind them") {
  // Five columns, the middle three with a box in the way of each straight line; back over all and over one.
  const LayoutLink links[] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 5}, {5, 6}, {6, 7},
                              {7, 4}, {4, 0}, {3, 1}, {4, 3}, {7, 5}, {2, 2}};
  const auto layout = layout_pathway(8, links);
  for (const std::size_t at : {8U, 9U, 10U, 11U}) {
    CHECK(layout.edges[at].backward);
    CHECK_FALSE(behind_a_box(layout, layout.edges[at]));
    for (const auto& point : layout.edges[at].points) CHECK((point.y >= 0 && point.y <= layout.height));
  }
  CHECK(layout.edges[12].loop);
  auto straight = layout.edges[8];
  straight.points = {layout.nodes[4], layout.nodes[0]};
  CHECK(behind_a_box(layout, straight));
}

TEST_CASE("what closes a cycle and yet leads right by its bands goes from side to side, past the boxes") {
  // 0 leads to 3 in the last band, 3 back to 1 in the first, and 1 to 3 again: a cycle.
  const LayoutLink links[] = {{0, 3}, {3, 1}, {1, 3}, {0, 2}, {2, 4}, {4, 3}};
  const int bands[] = {0, 0, 1, 3, 2};
  const auto layout = layout_pathway(5, links, bands);
  const auto& edge = layout.edges[2];
  REQUIRE(edge.backward);
  CHECK(layout.nodes[1].x < layout.nodes[3].x);
  CHECK(edge.points.front().x == Approx(layout.nodes[1].x + first));
  CHECK(edge.points.back().x == Approx(layout.nodes[3].x - first));
  CHECK_FALSE(behind_a_box(layout, edge));
  CHECK_FALSE(behind_a_box(layout, layout.edges[1]));
}
