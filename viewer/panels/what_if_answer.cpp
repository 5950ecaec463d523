#include "viewer/panels/what_if_answer.hpp"

#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"
#include "viewer/panels/parts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace {

constexpr std::size_t most_rows = 9;

void draw_cell(const ShownVariant& variant, const KpiRow& row) {
  const auto estimate = estimate_of(variant, row);
  if (!estimate) return muted_text("n/a");
  const auto verdict = target_verdict(*estimate, row);
  ImGui::TextUnformatted(format_number(estimate->mean, row.unit).c_str());
  if (verdict.word[0] != '\0') {
    ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
    coloured_text(verdict.colour, verdict.word);
  }
  const auto limits = format_limits(*estimate, row.unit);
  if (!limits.empty()) muted_text(limits);
}

/// What the table shows: the what-if last, and the variants of the file it changes.
std::vector<ShownVariant> columns_of(const PanelContext& context) {
  auto variants = context.workspace.shown();
  constexpr std::size_t most = 5;
  if (variants.size() > most) variants.erase(variants.begin() + 1, variants.end() - (most - 1));
  return variants;
}

void draw_table(const PanelContext& context, const std::vector<ShownVariant>& variants, float height) {
  auto rows = main_kpis(context.workspace);
  rows.resize(std::min(rows.size(), most_rows));
  constexpr auto flags =
      ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingStretchSame;
  if (!ImGui::BeginTable("answer", static_cast<int>(variants.size()) + 1, flags, {0, height})) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Figure", ImGuiTableColumnFlags_WidthFixed, 11 * ImGui::GetFontSize());
  for (std::size_t at = 0; at < variants.size(); ++at)
    ImGui::TableSetupColumn(variants[at].label.c_str(), ImGuiTableColumnFlags_WidthStretch, 1,
                            static_cast<ImGuiID>(at + 1));
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  ImGui::TableNextColumn();
  for (const auto& variant : variants) {
    ImGui::TableNextColumn();
    swatch(variant.look);
    wrapped_text(variant.label);
  }
  for (const auto& row : rows) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    wrapped_text(row.title);
    muted_text(row.unit == "share" ? format_target(row) : row.unit);
    for (const auto& variant : variants) {
      ImGui::TableNextColumn();
      draw_cell(variant, row);
    }
  }
  ImGui::EndTable();
}

void draw_curves(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  const auto rows = shown_series(context.workspace);
  if (rows.empty()) return;
  std::vector<std::string> names;
  for (const auto* row : rows) names.push_back(row->title.empty() ? row->name : row->title);
  const auto& series = *rows[chooser("##series", context.choices.number("what-if/series"), names, 24)];
  PlotSetup setup;
  setup.id = "what-if";
  setup.y_title = axis_title(series.title, series.unit);
  setup.y_unit = series.unit;
  Range x = no_range();
  Range y = no_range();
  for (const auto& variant : variants) {
    const auto curve = curve_of(variant, series.name);
    x = extended(x, curve.times);
    y = extended(y, curve.mean);
    setup.start_date = variant.file->results->start_date;
  }
  setup.x = drawable(x, 0.01);
  setup.y = drawable(y, 0.12);
  PlotCanvas plot(setup, context.choices.plot("what-if/" + series.name));
  for (const auto& variant : variants) {
    const auto curve = curve_of(variant, series.name);
    plot.name(variant.label);
    plot.band(curve.times, curve.low, curve.high, with_opacity(variant.look.colour, 0.16F));
    plot.line(curve.times, curve.mean, variant.look.colour, variant.look.style);
  }
  for (const double bound : target_bounds(series)) plot.horizontal_mark(bound, "Target", colours::text);
}

} // namespace

void draw_what_if_answer(const PanelContext& context) {
  const auto variants = columns_of(context);
  if (variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  const float height = 0.55F * ImGui::GetContentRegionAvail().y;
  draw_table(context, variants, height);
  draw_curves(context, variants);
}

} // namespace carepath
