// Resources: how busy each is, in every shown variant, with words for those over their limit.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace resources {
namespace {

struct Metric {
  const char* title;
  double ResourceRow::* value;
  const char* unit;
  bool out_of_one; // bars run from 0 to 100%
};

constexpr Metric metrics[] = {
    {"Utilisation, simulated", &ResourceRow::utilisation, "share", true},
    {"Offered load, before simulation", &ResourceRow::offered_load, "share", true},
    {"Mean queue", &ResourceRow::mean_queue, "", false},
    {"Mean capacity", &ResourceRow::capacity_mean, "", false},
};

struct NamedResource {
  std::string name;
  std::string kind;
  std::string setting;
};

std::vector<NamedResource> shown_resources(const std::vector<ShownVariant>& variants) {
  std::vector<NamedResource> rows;
  for (const auto& variant : variants)
    for (const auto& row : variant.result->resources)
      if (std::none_of(rows.begin(), rows.end(),
                       [&](const NamedResource& seen) { return seen.name == row.name; }))
        rows.push_back({row.name, row.kind, row.setting});
  return rows;
}

double largest(const std::vector<ShownVariant>& variants, const Metric& metric) {
  Range range{0, metric.out_of_one ? 1.0 : 1e-9};
  for (const auto& variant : variants)
    for (const auto& row : variant.result->resources) {
      const double value[] = {row.*metric.value};
      range = extended(range, value);
    }
  return range.high;
}

/// The limits `carepath check` uses: over 100% is over its limit, over 95% close to it.
Verdict load_verdict(const ResourceRow& row) {
  if (row.offered_load > 1) return {"over its limit", colours::bad};
  if (row.offered_load > 0.95) return {"close to it", colours::unsure};
  return {"", colours::muted};
}

void draw_tooltip(const ShownVariant& variant, const ResourceRow& row) {
  ImGui::BeginTooltip();
  ImGui::Text("%s in %s", row.name.c_str(), variant.label.c_str());
  for (const auto& metric : metrics)
    ImGui::Text("%s: %s", metric.title, format_number(row.*metric.value, metric.unit).c_str());
  ImGui::Text("Little's law, relative error: %s", format_number(row.littles_law_error, "share").c_str());
  ImGui::EndTooltip();
}

void draw_bar_cell(const ShownVariant& variant, const ResourceRow& row, const Metric& metric, double full) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = std::max(ImGui::GetContentRegionAvail().x, em);
  const double value = row.*metric.value;
  auto& draw = *ImGui::GetWindowDrawList();
  const float bar = room - 4.6F * em;
  if (std::isfinite(value) && bar > 0) {
    draw.AddRectFilled({at.x, at.y + 0.15F * em}, {at.x + bar, at.y + 0.95F * em}, colours::grid);
    const auto length = static_cast<float>(std::clamp(value / full, 0.0, 1.0)) * bar;
    draw.AddRectFilled({at.x, at.y + 0.15F * em}, {at.x + length, at.y + 0.95F * em}, variant.look.colour);
  }
  const auto text = format_number(value, metric.unit);
  draw.AddText({at.x + std::max(bar, 0.0F) + 0.5F * em, at.y}, colours::text, text.c_str());
  ImGui::Dummy({room, em});
  const bool hovered = ImGui::IsItemHovered();
  const auto verdict = load_verdict(row);
  if (verdict.word[0] != '\0') coloured_text(verdict.colour, verdict.word);
  if (hovered) draw_tooltip(variant, row);
}

void draw_row(const NamedResource& resource, const std::vector<ShownVariant>& variants, const Metric& metric,
              double full) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(resource.name.c_str());
  const auto comma = resource.kind.empty() || resource.setting.empty() ? "" : ", ";
  muted_text(resource.kind + comma + resource.setting);
  for (const auto& variant : variants) {
    ImGui::TableNextColumn();
    if (const auto* row = find_resource(variant, resource.name))
      draw_bar_cell(variant, *row, metric, full);
    else
      muted_text("not in this variant");
  }
}

void draw_table(const std::vector<ShownVariant>& variants, const Metric& metric) {
  constexpr auto flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY |
                         ImGuiTableFlags_RowBg | ImGuiTableFlags_Resizable;
  const auto columns = std::min<std::size_t>(variants.size(), 60);
  const std::vector<ShownVariant> drawn(variants.begin(),
                                        variants.begin() + static_cast<std::ptrdiff_t>(columns));
  if (!ImGui::BeginTable("resources", static_cast<int>(columns) + 1, flags)) return;
  const float em = ImGui::GetFontSize();
  const float padding = 2 * ImGui::GetStyle().CellPadding.x + 1;
  const auto count = static_cast<float>(columns);
  const float room = ImGui::GetContentRegionAvail().x - 10 * em - (count + 1) * padding - em;
  ImGui::TableSetupScrollFreeze(1, 1);
  ImGui::TableSetupColumn("Resource", ImGuiTableColumnFlags_WidthFixed, 10 * em);
  for (std::size_t at = 0; at < columns; ++at)
    ImGui::TableSetupColumn(drawn[at].label.c_str(), ImGuiTableColumnFlags_WidthFixed,
                            std::clamp(room / count, 9.0F * em, 20.0F * em), static_cast<ImGuiID>(at + 1));
  ImGui::TableHeadersRow();
  const double full = largest(drawn, metric);
  for (const auto& resource : shown_resources(drawn)) draw_row(resource, drawn, metric, full);
  ImGui::EndTable();
}

void draw_resources(const PanelContext& context) {
  std::vector<std::string> titles;
  for (const auto& metric : metrics) titles.emplace_back(metric.title);
  const auto chosen = chooser("##metric", context.choices.number("resources/metric"), titles, 20);
  const auto variants = context.workspace.shown();
  if (variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  muted_text("\"Over its limit\": offered load over 100%, the queue grows, or people leave it. \"Close to "
             "it\": over 95%.");
  draw_table(variants, metrics[chosen]);
}

bool has_resources(const Workspace& workspace) {
  for (const auto* file : workspace.shown_files())
    for (const auto& variant : file->results->variants)
      if (!variant.resources.empty()) return true;
  return false;
}

} // namespace
} // namespace resources

Panel resources_panel() {
  return {"resources",
          "Resources",
          "How busy each resource is, and where the queue stands.",
          "The open results hold no resources.",
          resources::has_resources,
          resources::draw_resources};
}

} // namespace carepath
