#include "viewer/panels/pathway_drawing.hpp"

#include "viewer/figure_text.hpp"
#include "viewer/panels/parts.hpp"
#include "viewer/plot/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

/// Where the map's layout units (letters) go on the screen.
struct MapFrame {
  ImVec2 origin;
  float scale = 1; // pixels per layout unit
  [[nodiscard]] ImVec2 at(LayoutPoint point) const {
    return {origin.x + point.x * scale, origin.y + point.y * scale};
  }
};

/// The area under the mouse moves the map: drag to pan, wheel to zoom about the cursor. `view.x` keeps
/// {horizontal shift, zoom}, `view.y.low` the vertical shift.
MapFrame map_frame(PlotView& view, const PathwayLayout& layout, ImVec2 low, ImVec2 size) {
  const float fit = std::min(size.x / (layout.width + 2), size.y / (layout.height + 5));
  // A long pathway is moved about rather than drawn too small to read.
  const float base = std::clamp(fit, 0.42F * ImGui::GetFontSize(), 1.1F * ImGui::GetFontSize());
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
                      low.y + std::max(2.5F * base, 0.5F * (size.y - (layout.height + 1) * base))};
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

double flow_of(const MapEdge& edge) {
  return std::max(edge.before, edge.after);
}

float flow_width(double per_week, double largest, float scale) {
  if (!std::isfinite(per_week) || per_week <= 0) return 1;
  return std::max(1.0F, static_cast<float>(per_week / largest) * 1.1F * scale);
}

/// `way`: where it points, a step of one to a side.
void draw_arrow_head(ImDrawList& draw, ImVec2 tip, float size, Colour colour, ImVec2 way) {
  const ImVec2 foot{tip.x - size * way.x, tip.y - size * way.y};
  const ImVec2 aside{size * way.y, size * way.x};
  draw.AddTriangleFilled(tip, {foot.x - aside.x, foot.y - aside.y}, {foot.x + aside.x, foot.y + aside.y},
                         colour);
}

void draw_edge(ImDrawList& draw, const MapFrame& frame, const PlacedEdge& placed, Colour colour,
               float width) {
  const float head = std::max(0.28F * frame.scale, 0.7F * width);
  ImVec2 from = frame.at(placed.points.front());
  if (placed.loop) {
    const ImVec2 to = frame.at(placed.points.back());
    const float drop = 1.6F * frame.scale + 0.10F * std::abs(from.x - to.x);
    draw.AddBezierCubic(from, {from.x, from.y + drop}, {to.x, to.y + drop}, to, colour, width);
    return draw_arrow_head(draw, to, head, colour, {0, -1});
  }
  const float way = placed.points.back().x < placed.points.front().x ? -1.0F : 1.0F;
  for (std::size_t at = 1; at < placed.points.size(); ++at) {
    const ImVec2 to = frame.at(placed.points[at]);
    const float bend = way * 0.5F * std::abs(to.x - from.x);
    draw.AddBezierCubic(from, {from.x + bend, from.y}, {to.x - bend, to.y}, to, colour, width);
    from = to;
  }
  draw_arrow_head(draw, from, head, colour, {way, 0});
}

Colour edge_colour(const PathwayMap& map, const MapEdge& edge) {
  if (map.first != nullptr && edge.presence != Presence::same)
    return with_opacity(presence_colour(edge.presence), 0.65F);
  return with_opacity(colours::axis, 0.5F);
}

double wait_of(const MapNode& node) {
  return node.shown().kind == "step" ? node.shown().mean_wait_days : NAN;
}

/// The largest share of capacity in use among the node's resources; NaN when it uses none that is limited.
double use_of(const VariantResult& variant, const GraphNode& node) {
  double most = NAN;
  for (const auto& name : node.resources)
    for (const auto& row : variant.resources)
      if (row.name == name && std::isfinite(row.utilisation) && !(row.utilisation <= most))
        most = row.utilisation;
  return most;
}

/// The fill of a box, and the line around it.
struct BoxColours {
  Colour fill = IM_COL32_WHITE;
  Colour line = colours::axis;
  Colour words = colours::text;
};

BoxColours ramp_box(double share) {
  if (!std::isfinite(share)) return {};
  return {heat_colour(share), colours::axis, ramp_text_colour(share)};
}

BoxColours box_colours(const PathwayMap& map, const MapStyle& style, const MapNode& node,
                       const std::vector<std::string>& settings) {
  if (map.first != nullptr) {
    const auto colour = presence_colour(node.presence);
    return {with_opacity(colour, 0.14F), colour, colours::text};
  }
  const auto& shown = node.shown();
  if (style.colour == MapColour::wait) return ramp_box(wait_of(node) / style.longest_wait);
  if (style.colour == MapColour::use) return ramp_box(use_of(*map.second->result, shown));
  if (style.colour == MapColour::queue) {
    const auto crowd = crowd_at(*map.second, node.after_index, style.moment);
    return ramp_box(crowd && shown.kind == "step" ? crowd->waiting / style.longest : NAN);
  }
  const auto found = std::find(settings.begin(), settings.end(), shown.setting);
  const auto colour = found != settings.end()
                          ? palette_colour(static_cast<std::size_t>(found - settings.begin()))
                          : colours::axis;
  return {with_opacity(colour, 0.12F), colour, colours::text};
}

std::string flow_words(const PathwayMap& map, const MapNode& node) {
  const auto rate = [](const GraphNode* of) {
    return of == nullptr ? std::string("0") : grouped(of->per_week, of->per_week < 10 ? 1 : 0);
  };
  if (map.first == nullptr || node.presence == Presence::same) return rate(&node.shown()) + " a week";
  return rate(node.before) + " → " + rate(node.after) + " a week";
}

struct Box {
  ImVec2 low;
  ImVec2 high;
};

Box box_of(const MapFrame& frame, LayoutPoint centre) {
  constexpr float half_width = 0.5F * PathwayLayout::node_width;
  constexpr float half_height = 0.5F * PathwayLayout::node_height;
  return {frame.at({centre.x - half_width, centre.y - half_height}),
          frame.at({centre.x + half_width, centre.y + half_height})};
}

void draw_words(ImDrawList& draw, const MapFrame& frame, const Box& box, const PathwayMap& map,
                const MapNode& node, Colour colour) {
  const float letter = std::min(frame.scale, 1.4F * ImGui::GetFontSize());
  if (letter < 5) return;
  const auto& shown = node.shown();
  const auto name = node_title(shown);
  const float inset = 0.45F * frame.scale;
  const float flow_top = box.high.y - 1.35F * frame.scale;
  const ImVec4 area{box.low.x, box.low.y, box.high.x, flow_top};
  draw.AddText(ImGui::GetFont(), letter, {box.low.x + inset, box.low.y + 0.35F * frame.scale}, colour,
               name.c_str(), nullptr, box.high.x - box.low.x - 2 * inset, &area);
  const auto flow = flow_words(map, node);
  draw.AddText(ImGui::GetFont(), 0.88F * letter, {box.low.x + inset, flow_top}, colour, flow.c_str());
}

/// Above the box: as long as the queue, with the number waiting beside it.
void draw_queue(ImDrawList& draw, const MapFrame& frame, const Box& box, const Crowd& crowd, double longest) {
  const float share = static_cast<float>(std::clamp(crowd.waiting / std::max(longest, 1e-9), 0.0, 1.0));
  const float height = 0.5F * frame.scale;
  const float top = box.low.y - height - 0.14F * frame.scale;
  const float width = share * (box.high.x - box.low.x);
  draw.AddRectFilled({box.low.x, top}, {box.high.x, top + height}, colours::grid);
  draw.AddRectFilled({box.low.x, top}, {box.low.x + width, top + height},
                     heat_colour(0.4 + 0.6 * static_cast<double>(share)));
  const float letter = 0.8F * std::min(frame.scale, 1.4F * ImGui::GetFontSize());
  if (letter < 5 || crowd.waiting < 0.5) return;
  const auto words = grouped(crowd.waiting, 0) + " waiting";
  draw.AddText(ImGui::GetFont(), letter, {box.low.x, top - 1.1F * letter}, colours::muted, words.c_str());
}

bool draw_node(ImDrawList& draw, const MapFrame& frame, LayoutPoint centre, const PathwayMap& map,
               const MapStyle& style, std::size_t at, const std::vector<std::string>& settings) {
  const auto& node = map.nodes[at];
  const auto box = box_of(frame, centre);
  const auto looks = box_colours(map, style, node, settings);
  const bool step = node.shown().kind == "step";
  const float rounding = (step ? 0.3F : 1.1F) * frame.scale;
  const bool chosen = style.chosen == static_cast<int>(at);
  draw.AddRectFilled(box.low, box.high, IM_COL32_WHITE, rounding);
  draw.AddRectFilled(box.low, box.high, looks.fill, rounding);
  draw.AddRect(box.low, box.high, chosen ? colours::text : looks.line, rounding, 0,
               std::max(1.0F, (chosen ? 0.25F : 0.11F) * frame.scale));
  draw_words(draw, frame, box, map, node, looks.words);
  if (step && node.after != nullptr)
    if (const auto crowd = crowd_at(*map.second, node.after_index, style.moment))
      draw_queue(draw, frame, box, *crowd, style.longest);
  return ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(box.low, box.high);
}

void draw_bands(ImDrawList& draw, const MapFrame& frame, const PathwayLayout& layout,
                const std::vector<std::string>& settings, Box area) {
  const int outcomes = static_cast<int>(settings.size()) + 1;
  for (const auto& band : layout.bands) {
    const ImVec2 low{frame.at({band.left, 0}).x, area.low.y};
    const ImVec2 high{frame.at({band.right, 0}).x, area.high.y};
    if (band.band % 2 == 1) draw.AddRectFilled(low, high, colours::card);
    const auto words = band.band == 0          ? std::string("arrive")
                       : band.band == outcomes ? std::string("leave")
                                               : settings[static_cast<std::size_t>(band.band) - 1];
    const float room = high.x - low.x - 0.6F * ImGui::GetFontSize();
    draw.AddText({low.x + 0.4F * ImGui::GetFontSize(), low.y + 0.2F * ImGui::GetFontSize()}, colours::muted,
                 shortened(words, room).c_str());
  }
}

PathwayLayout layout_of(const PathwayMap& map, bool by_setting, const std::vector<std::string>& settings) {
  std::vector<LayoutLink> links;
  for (const auto& edge : map.edges) links.push_back({edge.from, edge.to});
  if (!by_setting || settings.empty()) return layout_pathway(map.nodes.size(), links);
  return layout_pathway(map.nodes.size(), links, bands_of(map, settings));
}

void draw_tooltip(const PathwayMap& map, const MapStyle& style, const MapNode& node) {
  const auto& shown = node.shown();
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(node_title(shown).c_str());
  muted_text(shown.setting.empty() ? shown.kind : shown.kind + ", " + shown.setting);
  ImGui::TextUnformatted(flow_words(map, node).c_str());
  if (shown.kind == "step") {
    ImGui::Text("Mean wait %s", format_quantity(shown.mean_wait_days, "days").c_str());
    const auto crowd = node.after ? crowd_at(*map.second, node.after_index, style.moment) : std::nullopt;
    if (crowd)
      ImGui::Text("At this date %s wait, %s are being seen", grouped(crowd->waiting, 0).c_str(),
                  grouped(crowd->present, 1).c_str());
    muted_text("Click for its figures.");
  }
  ImGui::EndTooltip();
}

} // namespace

Colour presence_colour(Presence presence) {
  switch (presence) {
  case Presence::added: return colours::good;
  case Presence::removed: return colours::bad;
  case Presence::changed: return IM_COL32(0, 114, 178, 255);
  case Presence::same: break;
  }
  return colours::axis;
}

double longest_wait(const PathwayMap& map) {
  double longest = 1e-9;
  for (const auto& node : map.nodes)
    if (std::isfinite(wait_of(node))) longest = std::max(longest, wait_of(node));
  return longest;
}

int draw_pathway_map(const PathwayMap& map, const MapStyle& style, PlotView& view, const char* id,
                     ImVec2 size) {
  const auto settings = ordered_settings(map);
  const auto layout = layout_of(map, style.by_setting, settings);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  size = {std::max(size.x, 100.0F), std::max(size.y, 100.0F)};
  const ImVec2 high{low.x + size.x, low.y + size.y};
  ImGui::InvisibleButton(id, size);
  const auto frame = map_frame(view, layout, low, size);
  auto& draw = *ImGui::GetWindowDrawList();
  draw.PushClipRect(low, high, true);
  draw_bands(draw, frame, layout, settings, {low, high});
  double largest = 1e-9;
  for (const auto& edge : map.edges)
    if (std::isfinite(flow_of(edge))) largest = std::max(largest, flow_of(edge));
  for (std::size_t at = 0; at < layout.edges.size(); ++at)
    if (!layout.edges[at].points.empty())
      draw_edge(draw, frame, layout.edges[at], edge_colour(map, map.edges[at]),
                flow_width(flow_of(map.edges[at]), largest, frame.scale));
  int hovered = -1;
  for (std::size_t at = 0; at < map.nodes.size(); ++at)
    if (draw_node(draw, frame, layout.nodes[at], map, style, at, settings)) hovered = static_cast<int>(at);
  draw.PopClipRect();
  if (hovered < 0) return -1;
  draw_tooltip(map, style, map.nodes[static_cast<std::size_t>(hovered)]);
  const auto& io = ImGui::GetIO();
  const bool clicked = ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                       io.MouseDragMaxDistanceSqr[0] < io.MouseDragThreshold * io.MouseDragThreshold;
  return clicked ? hovered : -1;
}

} // namespace carepath
