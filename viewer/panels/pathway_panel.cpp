// The pathway of one variant, left to right: boxes are places, lines are as wide as the flow.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"
#include "viewer/pathway_layout.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace pathway {
namespace {

/// Where the map's layout units (letters) go on the screen.
struct MapFrame {
  ImVec2 origin;
  float scale = 1; // pixels per layout unit
  [[nodiscard]] ImVec2 at(LayoutPoint point) const {
    return {origin.x + point.x * scale, origin.y + point.y * scale};
  }
};

PathwayLayout layout_of(const VariantResult& variant) {
  std::vector<LayoutLink> links;
  for (const auto& edge : variant.edges) links.push_back({edge.from, edge.to});
  return layout_pathway(variant.nodes.size(), links);
}

/// Settings in order of first mention; each takes the next colour of the palette.
std::vector<std::string> settings_of(const VariantResult& variant) {
  std::vector<std::string> settings;
  for (const auto& node : variant.nodes)
    if (!node.setting.empty() && std::find(settings.begin(), settings.end(), node.setting) == settings.end())
      settings.push_back(node.setting);
  return settings;
}

Colour node_colour(const GraphNode& node, const std::vector<std::string>& settings) {
  const auto found = std::find(settings.begin(), settings.end(), node.setting);
  if (found != settings.end()) return palette_colour(static_cast<std::size_t>(found - settings.begin()));
  return node.kind == "step" ? colours::axis : colours::text;
}

/// The area under the mouse moves the map: drag to pan, wheel to zoom about the cursor. `view.x` keeps
/// {horizontal shift, zoom}, `view.y.low` the vertical shift.
MapFrame map_frame(PlotView& view, const PathwayLayout& layout, ImVec2 low, ImVec2 size) {
  const float fit = std::min(size.x / (layout.width + 1), size.y / (layout.height + 4));
  // A long pathway is moved about rather than drawn too small to read.
  const float base = std::clamp(fit, 0.55F * ImGui::GetFontSize(), ImGui::GetFontSize());
  if (view.fitted) {
    view.x = {0, 1};
    view.y = {0, 0};
  }
  const auto& io = ImGui::GetIO();
  if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    view.x.low += static_cast<double>(io.MouseDelta.x);
    view.y.low += static_cast<double>(io.MouseDelta.y);
    view.fitted = false;
  }
  const ImVec2 middle{low.x + std::max(0.5F * base, 0.5F * (size.x - layout.width * base)),
                      low.y + 0.5F * (size.y - (layout.height + 2) * base)};
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
    const double before = view.x.high;
    view.x.high = std::clamp(before * std::pow(1.15, static_cast<double>(io.MouseWheel)), 0.2, 8.0);
    const double ratio = view.x.high / before;
    view.x.low = (1 - ratio) * static_cast<double>(io.MousePos.x - middle.x) + ratio * view.x.low;
    view.y.low = (1 - ratio) * static_cast<double>(io.MousePos.y - middle.y) + ratio * view.y.low;
    view.fitted = false;
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) view.fitted = true;
  return {{middle.x + static_cast<float>(view.x.low), middle.y + static_cast<float>(view.y.low)},
          base * static_cast<float>(view.x.high)};
}

double largest_flow(const VariantResult& variant) {
  double largest = 1e-9;
  for (const auto& edge : variant.edges)
    if (std::isfinite(edge.per_week)) largest = std::max(largest, edge.per_week);
  return largest;
}

float flow_width(double per_week, double largest, float scale) {
  if (!std::isfinite(per_week) || per_week <= 0) return 1;
  return std::max(1.0F, static_cast<float>(per_week / largest) * 1.1F * scale);
}

void draw_piece(ImDrawList& draw, ImVec2 from, ImVec2 to, Colour colour, float width) {
  const float bend = 0.5F * std::abs(to.x - from.x);
  draw.AddBezierCubic(from, {from.x + bend, from.y}, {to.x - bend, to.y}, to, colour, width);
}

void draw_edge(ImDrawList& draw, const MapFrame& frame, const PlacedEdge& edge, const GraphEdge& flow,
               float width) {
  const Colour colour =
      flow.label.empty() ? with_opacity(colours::axis, 0.55F) : with_opacity(colours::bad, 0.6F);
  if (edge.backward) {
    const ImVec2 from = frame.at(edge.points.front());
    const ImVec2 to = frame.at(edge.points.back());
    const float drop = 1.6F * frame.scale + 0.10F * std::abs(from.x - to.x);
    draw.AddBezierCubic(from, {from.x, from.y + drop}, {to.x, to.y + drop}, to, colour, width);
    return;
  }
  for (std::size_t at = 0; at + 1 < edge.points.size(); ++at)
    draw_piece(draw, frame.at(edge.points[at]), frame.at(edge.points[at + 1]), colour, width);
}

void draw_node_text(ImDrawList& draw, const MapFrame& frame, ImVec2 low, ImVec2 high, const GraphNode& node) {
  const float letter = std::min(frame.scale, 1.4F * ImGui::GetFontSize());
  if (letter < 5) return;
  const auto& name = node.title.empty() ? node.name : node.title;
  const float inset = 0.45F * frame.scale;
  const float flow_top = high.y - 1.4F * frame.scale;
  const ImVec4 title_area{low.x, low.y, high.x, flow_top};
  draw.AddText(ImGui::GetFont(), letter, {low.x + inset, low.y + 0.4F * frame.scale}, colours::text,
               name.c_str(), nullptr, high.x - low.x - 2 * inset, &title_area);
  const auto flow = grouped(node.per_week, node.per_week < 10 ? 1 : 0) + " a week";
  draw.AddText(ImGui::GetFont(), 0.9F * letter, {low.x + inset, flow_top}, colours::muted, flow.c_str());
}

bool draw_node(ImDrawList& draw, const MapFrame& frame, LayoutPoint centre, const GraphNode& node,
               Colour colour) {
  constexpr float half_width = 0.5F * PathwayLayout::node_width;
  constexpr float half_height = 0.5F * PathwayLayout::node_height;
  const ImVec2 low = frame.at({centre.x - half_width, centre.y - half_height});
  const ImVec2 high = frame.at({centre.x + half_width, centre.y + half_height});
  const float rounding = (node.kind == "step" ? 0.3F : 1.1F) * frame.scale;
  draw.AddRectFilled(low, high, IM_COL32_WHITE, rounding);
  draw.AddRectFilled(low, high, with_opacity(colour, 0.12F), rounding);
  draw.AddRect(low, high, colour, rounding, 0, std::max(1.0F, 0.11F * frame.scale));
  draw_node_text(draw, frame, low, high, node);
  return ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(low, high);
}

void draw_node_tooltip(const VariantResult& variant, std::size_t index) {
  const auto& node = variant.nodes[index];
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(node.title.empty() ? node.name.c_str() : node.title.c_str());
  muted_text(node.setting.empty() ? node.kind : node.kind + ", " + node.setting);
  ImGui::Text("Arrivals: %s a week", format_number(node.per_week, "").c_str());
  ImGui::Text("Mean wait: %s", format_quantity(node.mean_wait_days, "days").c_str());
  ImGui::Text("Waiting at the end: %s", format_number(node.waiting_at_end, "").c_str());
  for (const auto& resource : node.resources) ImGui::Text("Uses %s", resource.c_str());
  for (const auto& edge : variant.edges)
    if (edge.from == index && edge.to < variant.nodes.size())
      ImGui::Text("%s a week to %s%s%s", format_number(edge.per_week, "").c_str(),
                  variant.nodes[edge.to].title.c_str(), edge.label.empty() ? "" : ", on ",
                  edge.label.c_str());
  ImGui::EndTooltip();
}

void draw_map(const VariantResult& variant, PlotView& view) {
  const auto layout = layout_of(variant);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 size{std::max(room.x, 100.0F), std::max(room.y, 100.0F)};
  ImGui::InvisibleButton("map", size);
  const auto frame = map_frame(view, layout, low, size);
  auto& draw = *ImGui::GetWindowDrawList();
  draw.PushClipRect(low, {low.x + size.x, low.y + size.y}, true);
  const double largest = largest_flow(variant);
  for (std::size_t at = 0; at < layout.edges.size(); ++at)
    if (!layout.edges[at].points.empty())
      draw_edge(draw, frame, layout.edges[at], variant.edges[at],
                flow_width(variant.edges[at].per_week, largest, frame.scale));
  const auto settings = settings_of(variant);
  std::size_t hovered = variant.nodes.size();
  for (std::size_t at = 0; at < variant.nodes.size(); ++at)
    if (draw_node(draw, frame, layout.nodes[at], variant.nodes[at], node_colour(variant.nodes[at], settings)))
      hovered = at;
  draw.PopClipRect();
  if (hovered < variant.nodes.size()) draw_node_tooltip(variant, hovered);
}

void draw_settings_legend(const VariantResult& variant) {
  const auto settings = settings_of(variant);
  for (std::size_t at = 0; at < settings.size(); ++at) {
    swatch({true, palette_colour(at), LineStyle::solid});
    ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
    ImGui::TextUnformatted(settings[at].c_str());
    ImGui::SameLine(0, 1.5F * ImGui::GetFontSize());
  }
  muted_text("Line width: flow per week. Dark orange: missed, cancelled or other events.");
}

void draw_pathway(const PanelContext& context) {
  const auto variants = context.workspace.shown();
  if (variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  std::vector<std::string> labels;
  for (const auto& variant : variants) labels.push_back(variant.label);
  const auto& variant =
      *variants[chooser("##variant", context.choices.number("pathway/variant"), labels, 24)].result;
  ImGui::SameLine();
  auto& view = context.choices.plot("pathway/map");
  if (ImGui::Button("Fit")) view.fitted = true;
  if (variant.nodes.empty()) return empty_state("The file holds no pathway for this variant.");
  draw_settings_legend(variant);
  draw_map(variant, view);
}

bool has_pathway(const Workspace& workspace) {
  for (const auto* file : workspace.shown_files())
    for (const auto& variant : file->results->variants)
      if (!variant.nodes.empty()) return true;
  return false;
}

} // namespace
} // namespace pathway

Panel pathway_panel() {
  return {"pathway",
          "Pathway",
          "Where people go, how many a week, and where they wait. Rest on a box for its figures.",
          "The open results hold no pathway.",
          pathway::has_pathway,
          pathway::draw_pathway};
}

} // namespace carepath
