// All variants against the first, figure by figure: dumbbells, targets as traffic lights in words and shapes.
#include "viewer/panels/parts.hpp"

#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace compare {
namespace {

struct Line {
  KpiRow row;
  Range range; // of this figure over all variants, its target included
};

/// Figures that some shown variant has.
std::vector<Line> lines_of(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  std::vector<Line> lines;
  for (const auto& row : main_kpis(context.workspace)) {
    bool known = false;
    for (const auto& variant : variants)
      if (const auto estimate = estimate_of(variant, row)) known = known || std::isfinite(estimate->mean);
    if (known) lines.push_back({row, estimates_range(variants, row, 0.12)});
  }
  return lines;
}

/// A traffic light by shape as well as colour: a full disc meets, a ring is borderline, a cross misses.
void draw_light(const Verdict& verdict) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 centre{at.x + 0.5F * em, at.y + 0.55F * em};
  auto& draw = *ImGui::GetWindowDrawList();
  const float radius = 0.38F * em;
  if (verdict.colour == colours::good)
    draw.AddCircleFilled(centre, radius, verdict.colour);
  else if (verdict.colour == colours::unsure)
    draw.AddCircle(centre, radius, verdict.colour, 0, 0.16F * em);
  else {
    draw.AddLine({centre.x - radius, centre.y - radius}, {centre.x + radius, centre.y + radius},
                 verdict.colour, 0.18F * em);
    draw.AddLine({centre.x - radius, centre.y + radius}, {centre.x + radius, centre.y - radius},
                 verdict.colour, 0.18F * em);
  }
  ImGui::Dummy({em, em});
}

/// A small square in the variant's colour.
void draw_key(Colour colour) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + 0.3F * em}, {at.x + 0.5F * em, at.y + 0.8F * em},
                                            colour);
  ImGui::Dummy({0.5F * em, em});
}

/// One figure on a scale of its own: a dot a variant with its limits, joined to the first variant's dot.
void draw_dumbbell(const Line& line, const std::vector<ShownVariant>& variants, float width) {
  const float em = ImGui::GetFontSize();
  const float lane = 0.75F * em;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = lane * static_cast<float>(variants.size()) + 0.4F * em;
  const AxisMap map{line.range, at.x + 0.4F * em, at.x + width - 0.4F * em};
  auto& draw = *ImGui::GetWindowDrawList();
  for (const double bound : target_bounds(line.row)) {
    const float x = map.to_pixel(bound);
    const ImVec2 ends[] = {{x, at.y}, {x, at.y + height}};
    draw_styled_line(draw, ends, colours::muted, LineStyle::dashed, 1.5F);
  }
  const auto first = estimate_of(variants.front(), line.row);
  for (std::size_t lane_number = 0; lane_number < variants.size(); ++lane_number) {
    const auto estimate = estimate_of(variants[lane_number], line.row);
    if (!estimate || !std::isfinite(estimate->mean)) continue;
    const float y = at.y + lane * (static_cast<float>(lane_number) + 0.7F);
    const float x = map.to_pixel(estimate->mean);
    const auto colour = variants[lane_number].look.colour;
    draw.AddLine({at.x, y}, {at.x + width, y}, colours::grid);
    if (first && std::isfinite(first->mean))
      draw.AddLine({map.to_pixel(first->mean), y}, {x, y}, with_opacity(colour, 0.45F), 0.16F * em);
    if (std::isfinite(estimate->low) && std::isfinite(estimate->high))
      draw.AddLine({map.to_pixel(estimate->low), y}, {map.to_pixel(estimate->high), y}, colour, 0.32F * em);
    draw.AddCircleFilled({x, y}, 0.3F * em, colour);
  }
  ImGui::Dummy({width, height});
  if (!ImGui::IsItemHovered()) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(line.row.definition.c_str());
  for (const auto& variant : variants)
    if (const auto estimate = estimate_of(variant, line.row))
      read_out_line(variant, format_quantity(estimate->mean, line.row.unit) + "  (95% limits " +
                                 format_limits(*estimate, line.row.unit) + ")");
  ImGui::EndTooltip();
}

/// The value and light of each variant, in the lanes of the dumbbell.
void draw_verdicts(const Line& line, const std::vector<ShownVariant>& variants) {
  for (const auto& variant : variants) {
    const auto estimate = estimate_of(variant, line.row);
    if (!estimate) continue;
    const auto verdict = target_verdict(*estimate, line.row);
    const auto difference = difference_of(variant, line.row);
    draw_key(variant.look.colour);
    ImGui::SameLine(0, 0.4F * ImGui::GetFontSize());
    if (verdict.word[0] != '\0') draw_light(verdict);
    if (verdict.word[0] != '\0') ImGui::SameLine(0, 0.4F * ImGui::GetFontSize());
    coloured_text(colours::text, format_number(estimate->mean, line.row.unit));
    if (!difference) continue;
    ImGui::SameLine(0, 0.7F * ImGui::GetFontSize());
    const auto change = change_verdict(*difference, line.row);
    coloured_text(change.colour,
                  fmt::format("{} {}", format_change(difference->mean, line.row.unit), change.word));
  }
}

void draw_line(const Line& line, const std::vector<ShownVariant>& variants) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  wrapped_text(line.row.title);
  const auto target = format_target(line.row);
  muted_text(!target.empty() ? "target " + target : line.row.unit == "share" ? "" : line.row.unit);
  ImGui::TableNextColumn();
  draw_dumbbell(line, variants, ImGui::GetContentRegionAvail().x);
  ImGui::TableNextColumn();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 1});
  draw_verdicts(line, variants);
  ImGui::PopStyleVar();
}

void draw_compare(const PanelContext& context) {
  auto variants = context.workspace.shown();
  if (variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  constexpr std::size_t most = 12;
  const bool cut = variants.size() > most;
  variants.resize(std::min(variants.size(), most));
  legend(variants);
  muted_text(
      "Dot and bar: mean and 95% limits, each figure on its own scale, joined to the first variant. Dashed: "
      "target. Disc: meets it; ring: the limits hold it; cross: misses it.");
  if (cut) muted_text("The first 12 shown variants; untick some at the left, or see the sweep panel.");
  constexpr auto flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY;
  if (!ImGui::BeginTable("compare", 3, flags)) return;
  const float em = ImGui::GetFontSize();
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Figure", ImGuiTableColumnFlags_WidthFixed, 13 * em);
  ImGui::TableSetupColumn("Low to high", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("Mean, and change from the first of its file", ImGuiTableColumnFlags_WidthFixed,
                          19 * em);
  ImGui::TableHeadersRow();
  for (const auto& line : lines_of(context, variants)) draw_line(line, variants);
  ImGui::EndTable();
}

bool has_figures(const Workspace& workspace) {
  return !main_kpis(workspace).empty();
}

} // namespace
} // namespace compare

Panel compare_panel() {
  return {"compare",
          "Compare",
          "Every main figure of all variants at a glance, with targets and paired changes.",
          "The open results hold no KPIs to compare.",
          compare::has_figures,
          compare::draw_compare};
}

} // namespace carepath
