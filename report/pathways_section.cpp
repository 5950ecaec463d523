// The pathways drawn: a map for each variant, with the flows behind it.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/pathway_map.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <future>
#include <map>

namespace carepath::report {
namespace {

double busiest_flow(const Results& results) {
  double busiest = 0;
  for (const auto& variant : results.variants)
    for (const auto& edge : variant.edges)
      if (std::isfinite(edge.per_week)) busiest = std::max(busiest, edge.per_week);
  return busiest;
}

std::string node_title(const VariantResult& variant, std::uint32_t node) {
  if (node >= variant.nodes.size()) return "–";
  return title_of(variant.nodes[node]);
}

std::string steps_table(const VariantResult& variant, const std::string& name) {
  Table table("Steps: " + name,
              {"Step", "Kind", "Setting", "Arrivals a week", "Mean wait", "Waiting at the end", "Resources"});
  for (const auto& node : variant.nodes) {
    std::string resources;
    for (const auto& resource : node.resources) resources += (resources.empty() ? "" : ", ") + resource;
    const bool waits = node.kind == "step";
    table.row(title_of(node),
              {text_cell(node.kind), text_cell(node.setting), number_cell(plain(node.per_week, 1)),
               number_cell(waits ? wait_words(node.mean_wait_days) : ""),
               number_cell(waits ? plain(node.waiting_at_end, 0) : ""), text_cell(resources)});
  }
  return table.html();
}

std::string flows_table(const VariantResult& variant, const std::string& name) {
  Table table("Flows: " + name, {"From", "To", "A week"});
  for (const auto& edge : variant.edges)
    table.row(node_title(variant, edge.from),
              {text_cell(node_title(variant, edge.to)), number_cell(plain(edge.per_week, 1))});
  return table.html();
}

std::string description(const VariantResult& variant) {
  std::string text = "Map from left to right. ";
  for (const auto& node : variant.nodes)
    if (node.kind == "step")
      text += fmt::format("{}: {} a week, mean wait {}. ", title_of(node), plain(node.per_week, 1),
                          wait_words(node.mean_wait_days));
  return text;
}

/// The drawing of a pathway less its numbers: what it is alike by to another.
std::string shape_of(const VariantResult& variant) {
  std::string shape;
  for (const auto& node : variant.nodes)
    shape += fmt::format("{}|{}|{}|{}\n", node.kind, node.name, node.title, node.setting);
  for (const auto& edge : variant.edges) shape += fmt::format("{}>{}\n", edge.from, edge.to);
  return shape;
}

} // namespace

void add_pathways(Page& page) {
  const auto& results = page.results();
  const double busiest = busiest_flow(results);
  page.open_section("pathways", "The pathways");
  page.html(
      "<p class=\"note\">Frames are settings. Wider arrows carry more people; the scale is the same in every "
      "map. Figures are means over the run.</p>\n");
  std::map<std::string, std::string> drawn; // name of the first pathway of each shape
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto& variant = results.variants[v];
    if (variant.nodes.empty()) continue;
    const auto name = shown_name(results, v);
    // Drawn by this thread when the page is put together, while charts are drawn by other processes.
    auto map =
        std::async(std::launch::deferred, [&variant, busiest] { return pathway_map(variant, busiest); });
    // A map like one above it, with other numbers, is there for those who ask.
    const auto [alike, is_new] = drawn.try_emplace(shape_of(variant), name);
    if (!is_new)
      page.html(fmt::format("<details>\n<summary>{}: the same steps as “{}”, other numbers</summary>\n",
                            escape(name), escape(alike->second)));
    page.figure(std::move(map), {"Pathway: " + name, description(variant), ""},
                steps_table(variant, name) + flows_table(variant, name));
    if (!is_new) page.html("</details>\n");
  }
  if (drawn.empty()) page.paragraph("The results hold no pathway graph.");
  page.close_section();
}

} // namespace carepath::report
