// The pathway of one variant, of two side by side, or what a redesign changes in it; queues through time.
#include "viewer/panels/parts.hpp"
#include "viewer/panels/pathway_details.hpp"
#include "viewer/panels/pathway_drawing.hpp"
#include "viewer/panels/time_bar.hpp"

#include <algorithm>

namespace carepath {

namespace pathway {
namespace {

enum class View { one, beside, difference };

struct Chosen {
  View view = View::one;
  std::size_t first = 0;  // among the shown variants
  std::size_t second = 0; // the one drawn alone, or at the right
};

Chosen choose_variants(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  auto& choices = context.choices;
  std::vector<std::string> labels;
  for (const auto& variant : variants) labels.push_back(variant.label);
  std::vector<std::string> views{"One variant", "Two side by side", "What changes"};
  if (variants.size() < 2) views.resize(1);
  Chosen chosen;
  chosen.view = static_cast<View>(chooser("##view", choices.number("pathway/view"), views, 10));
  ImGui::SameLine();
  if (chosen.view != View::one) {
    chosen.first = chooser("##first", choices.number("pathway/first"), labels, 15);
    ImGui::SameLine();
    muted_text("and");
    ImGui::SameLine();
  }
  auto& second = choices.number(chosen.view == View::one ? "pathway/variant" : "pathway/second",
                                chosen.view == View::one ? 0 : static_cast<int>(variants.size()) - 1);
  chosen.second = chooser("##second", second, labels, 15);
  ImGui::SameLine();
  return chosen;
}

MapStyle choose_style(const PanelContext& context, View view) {
  auto& choices = context.choices;
  MapStyle style;
  style.by_setting = choices.number("pathway/order") == 0;
  if (view != View::difference) {
    style.colour = static_cast<MapColour>(chooser(
        "##colour", choices.number("pathway/colour"),
        {"Colour: setting", "Colour: mean wait", "Colour: queue at the date", "Colour: capacity used"}, 14));
    ImGui::SameLine();
  }
  chooser("##order", choices.number("pathway/order"), {"By setting", "By flow"}, 7);
  ImGui::SameLine();
  if (ImGui::Button("Fit"))
    for (const char* map : {"pathway/map", "pathway/left"}) choices.plot(map).fitted = true;
  style.moment = choices.moment;
  return style;
}

void draw_presence_legend() {
  const struct {
    Presence presence;
    const char* words;
  } rows[] = {{Presence::added, "added"},
              {Presence::removed, "no longer there"},
              {Presence::changed, "flow or wait differs by more than a tenth"},
              {Presence::same, "as before"}};
  for (const auto& row : rows) {
    swatch({true, presence_colour(row.presence), LineStyle::solid});
    ImGui::SameLine(0, 0.4F * ImGui::GetFontSize());
    ImGui::TextUnformatted(row.words);
    ImGui::SameLine(0, 1.3F * ImGui::GetFontSize());
  }
  muted_text("Arrow width: the larger flow.");
}

void draw_colour_legend(const PathwayMap& map, const MapStyle& style) {
  const auto settings = ordered_settings(map);
  for (std::size_t at = 0; style.colour == MapColour::setting && at < settings.size(); ++at) {
    swatch({true, palette_colour(at), LineStyle::solid});
    ImGui::SameLine(0, 0.4F * ImGui::GetFontSize());
    ImGui::TextUnformatted(settings[at].c_str());
    ImGui::SameLine(0, 1.3F * ImGui::GetFontSize());
  }
  muted_text(style.colour == MapColour::wait
                 ? "Dark: the longest mean wait of the pathway. Arrow width: flow a week."
             : style.colour == MapColour::queue
                 ? "Dark: the longest queue of the run. Arrow width: flow a week."
             : style.colour == MapColour::use
                 ? "Dark: all capacity used. Arrow width: flow a week."
                 : "Arrow width: flow a week. Bar above a box: how many wait there at the date.");
}

/// Draws one map; a click chooses the node of that name.
void draw_map(const PanelContext& context, const PathwayMap& map, MapStyle style, const char* id,
              ImVec2 size) {
  const auto& name = context.choices.text("pathway/node");
  style.longest_wait = longest_wait(map);
  style.chosen = -1;
  for (std::size_t at = 0; at < map.nodes.size(); ++at)
    if (map.nodes[at].shown().name == name) style.chosen = static_cast<int>(at);
  const int clicked =
      draw_pathway_map(map, style, context.choices.plot("pathway/" + std::string(id)), id, size);
  if (clicked < 0) return;
  const auto& node = map.nodes[static_cast<std::size_t>(clicked)].shown();
  context.choices.text("pathway/node") = node.name == name ? std::string() : node.name;
}

void draw_beside(const PanelContext& context, const ShownVariant& first, const PathwayMap& second,
                 const MapStyle& style, ImVec2 room) {
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const ImVec2 half{room.x, 0.5F * (room.y - ImGui::GetStyle().ItemSpacing.y) - line};
  read_out_line(first, "");
  draw_map(context, map_of(first), style, "left", half);
  read_out_line(*second.second, "");
  draw_map(context, second, style, "map", half);
}

/// `map`: of the second variant.
void draw_chosen(const PanelContext& context, const Chosen& chosen, const std::vector<ShownVariant>& variants,
                 const PathwayMap& map, MapStyle style, ImVec2 room) {
  const auto& second = variants[chosen.second];
  const auto& first = variants[chosen.first];
  style.longest = longest_queue(second);
  if (chosen.view != View::one) style.longest = std::max(style.longest, longest_queue(first));
  if (chosen.view == View::one)
    draw_map(context, map, style, "map", room);
  else if (chosen.view == View::beside)
    draw_beside(context, first, map, style, room);
  else
    draw_map(context, difference_map(first, second), style, "map", room);
}

void draw_pathway(const PanelContext& context) {
  const auto variants = context.workspace.shown();
  if (variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  const auto chosen = choose_variants(context, variants);
  const auto style = choose_style(context, chosen.view);
  const auto& second = variants[chosen.second];
  if (second.result->nodes.empty()) return empty_state("The file holds no pathway for this variant.");
  const auto map = map_of(second);
  if (chosen.view == View::difference)
    draw_presence_legend();
  else
    draw_colour_legend(map, style);
  if (!second.result->waiting.empty()) time_bar(context, *second.file->results);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool detailed = !context.choices.text("pathway/node").empty();
  const float side = detailed ? 22 * ImGui::GetFontSize() : 0;
  ImGui::BeginChild("maps", {room.x - side, room.y});
  draw_chosen(context, chosen, variants, map, style, ImGui::GetContentRegionAvail());
  ImGui::EndChild();
  if (!detailed) return;
  ImGui::SameLine();
  draw_node_details(context, variants);
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
          "Pathway map",
          "Where people go, where they wait, and how queues grow and shrink. Click a box for its figures.",
          "The open results hold no pathway.",
          pathway::has_pathway,
          pathway::draw_pathway};
}

} // namespace carepath
