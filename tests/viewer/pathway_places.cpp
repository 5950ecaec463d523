// The left-to-right layout: worked small graphs and properties that must hold for any.
#include <catch2/catch.hpp>

#include "tests/viewer/viewer_sample.hpp"
#include "viewer/pathway_layout.hpp"

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
