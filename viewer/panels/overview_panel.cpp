// Overview: the question, the variants and what each changes, and a card per main figure.
#include "viewer/panels/parts.hpp"

#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace overview {
namespace {

constexpr std::size_t most_cards = 9;

void draw_question(const PanelContext& context, const OpenFile& file) {
  const auto& results = *file.results;
  if (context.workspace.files().size() > 1) muted_text(file.label);
  if (!results.title.empty()) bold_text(context.fonts, results.title);
  if (!results.question.empty()) wrapped_text(results.question);
  wrapped_text(run_sentence(results), results.cancelled ? colours::bad : colours::muted);
  ImGui::Spacing();
}

void draw_variant_line(const ShownVariant& variant) {
  swatch(variant.look);
  ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
  ImGui::TextUnformatted(variant.label.c_str());
  if (variant.result->failed > 0) {
    ImGui::SameLine();
    coloured_text(colours::bad, fmt::format("{} of {} replications failed", variant.result->failed,
                                            variant.result->failed + variant.result->replications));
  }
  ImGui::Indent(1.9F * ImGui::GetFontSize());
  for (const auto& change : variant.result->what_changes) wrapped_text(change, colours::muted);
  if (variant.result->what_changes.empty())
    muted_text(variant.index == 0 ? "The others are compared with this one." : "The file does not say.");
  ImGui::Unindent(1.9F * ImGui::GetFontSize());
}

/// A dot at the mean with its 95% limits as a bar, and the target as an upright line, a band as two.
void draw_interval_mark(const Estimate& estimate, const KpiRow& row, Range range, const VariantLook& look,
                        float width) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const AxisMap map{range, at.x, at.x + width};
  auto& draw = *ImGui::GetWindowDrawList();
  const float middle = at.y + 0.55F * em;
  draw.AddLine({at.x, middle}, {at.x + width, middle}, colours::grid);
  for (const double bound : target_bounds(row)) {
    const float x = map.to_pixel(bound);
    draw.AddLine({x, at.y - 0.2F * em}, {x, at.y + 1.25F * em}, colours::muted, 1.5F);
  }
  if (std::isfinite(estimate.low) && std::isfinite(estimate.high))
    draw.AddLine({map.to_pixel(estimate.low), middle}, {map.to_pixel(estimate.high), middle}, look.colour,
                 0.3F * em);
  if (std::isfinite(estimate.mean))
    draw.AddCircleFilled({map.to_pixel(estimate.mean), middle}, 0.32F * em, look.colour);
  ImGui::Dummy({width, em});
}

void draw_card_line(const ShownVariant& variant, const KpiRow& row, Range range, float width) {
  const auto estimate = estimate_of(variant, row);
  if (!estimate) return;
  const float start = ImGui::GetCursorPosX();
  const auto verdict = target_verdict(*estimate, row);
  ImGui::BeginGroup();
  ImGui::TextUnformatted(shortened(variant.label, 0.35F * width).c_str());
  ImGui::SameLine(start + 0.37F * width);
  draw_interval_mark(*estimate, row, range, variant.look, 0.21F * width);
  ImGui::SameLine(start + 0.60F * width);
  ImGui::TextUnformatted(format_number(estimate->mean, row.unit).c_str());
  ImGui::SameLine(start + 0.77F * width);
  coloured_text(verdict.colour, verdict.word);
  ImGui::EndGroup();
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("%s\n%s, 95%% limits %s", variant.label.c_str(),
                      format_quantity(estimate->mean, row.unit).c_str(),
                      format_limits(*estimate, row.unit).c_str());
}

std::string card_subtitle(const KpiRow& row) {
  const auto target = format_target(row);
  if (!target.empty()) return "Target " + target;
  return row.unit == "share" ? "Share" : row.unit;
}

void draw_card(const PanelContext& context, const KpiRow& row, const std::vector<ShownVariant>& variants,
               ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, colours::card);
  ImGui::BeginChild(row.name.c_str(), size, true, ImGuiWindowFlags_NoScrollbar);
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::PushFont(context.fonts.bold);
  ImGui::TextUnformatted(shortened(row.title, width).c_str());
  ImGui::PopFont();
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s\n%s", row.title.c_str(), row.definition.c_str());
  muted_text(card_subtitle(row));
  const Range range = estimates_range(variants, row, 0.06);
  for (const auto& variant : variants) draw_card_line(variant, row, range, width);
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

void draw_cards(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  auto rows = main_kpis(context.workspace);
  rows.resize(std::min(rows.size(), most_cards));
  const float em = ImGui::GetFontSize();
  const auto& style = ImGui::GetStyle();
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = std::clamp(static_cast<int>(room / (23 * em)), 1, 3);
  const float width =
      (room - static_cast<float>(columns - 1) * style.ItemSpacing.x) / static_cast<float>(columns);
  const float lines = static_cast<float>(variants.size() + 2);
  const float height = lines * ImGui::GetTextLineHeightWithSpacing() + 2 * style.WindowPadding.y;
  for (int at = 0; at < static_cast<int>(rows.size()); ++at) {
    if (at % columns != 0) ImGui::SameLine();
    draw_card(context, rows[static_cast<std::size_t>(at)], variants, {width, height});
  }
}

void draw_changes(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  ImGui::Spacing();
  bold_text(context.fonts, "What each variant changes");
  for (const auto& variant : variants) draw_variant_line(variant);
}

void draw_overview(const PanelContext& context) {
  const auto variants = context.workspace.shown();
  ImGui::BeginChild("overview");
  for (const auto* file : context.workspace.shown_files()) draw_question(context, *file);
  if (variants.empty())
    muted_text("All variants are hidden. Tick one at the left.");
  else {
    legend(variants);
    draw_cards(context, variants);
    muted_text("Dot: mean over replications. Bar: its 95% limits. Upright line: target. Borderline: the "
               "limits hold it.");
    draw_changes(context, variants);
  }
  ImGui::EndChild();
}

bool has_variants(const Workspace& workspace) {
  const auto files = workspace.shown_files();
  return std::any_of(files.begin(), files.end(),
                     [](const OpenFile* file) { return !file->results->variants.empty(); });
}

} // namespace
} // namespace overview

Panel overview_panel() {
  return {"overview",
          "Overview",
          "The question, the variants compared, and the main figures against their targets.",
          "The open results hold no variants, so there is nothing to compare.",
          overview::has_variants,
          overview::draw_overview};
}

} // namespace carepath
