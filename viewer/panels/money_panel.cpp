// Money: every figure in pounds, what capacity is freed and still paid for, and what moves between settings.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace money {
namespace {

bool is_money(const KpiRow& row) {
  return row.unit.starts_with("£");
}

std::vector<KpiRow> money_rows(const Workspace& workspace) {
  auto rows = shown_kpis(workspace);
  std::erase_if(rows, [](const KpiRow& row) { return !is_money(row); });
  return rows;
}

std::string row_label(const KpiRow& row) {
  return row.group.empty() ? row.title : "    " + row.group + " " + row.group_value;
}

void draw_cell(const ShownVariant& variant, const KpiRow& row) {
  const auto estimate = estimate_of(variant, row);
  if (!estimate) return muted_text("n/a");
  ImGui::TextUnformatted(format_number(estimate->mean, row.unit).c_str());
  if (const auto limits = format_limits(*estimate, row.unit); ImGui::IsItemHovered() && !limits.empty())
    ImGui::SetTooltip("95%% limits %s", limits.c_str());
  if (const auto difference = difference_of(variant, row)) {
    const auto verdict = change_verdict(*difference, row);
    coloured_text(verdict.colour, format_change(difference->mean, row.unit));
    if (const auto limits = format_change_limits(*difference, row.unit);
        ImGui::IsItemHovered() && !limits.empty())
      ImGui::SetTooltip("against the first variant, 95%% limits %s", limits.c_str());
  }
}

void draw_figures(const std::vector<KpiRow>& rows, const std::vector<ShownVariant>& variants) {
  const float em = ImGui::GetFontSize();
  const bool wide =
      (16 + 12.5F * static_cast<float>(variants.size())) * em > ImGui::GetContentRegionAvail().x;
  const auto flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_RowBg |
                     (wide ? ImGuiTableFlags_ScrollX : ImGuiTableFlags_SizingFixedFit);
  const float height =
      !wide ? 0
            : (2 * ImGui::GetTextLineHeightWithSpacing() + 0.3F * em) * static_cast<float>(rows.size() + 1) +
                  em;
  if (!ImGui::BeginTable("money", static_cast<int>(variants.size()) + 1, flags, {0, height})) return;
  if (wide) ImGui::TableSetupScrollFreeze(1, 1);
  ImGui::TableSetupColumn("Figure", ImGuiTableColumnFlags_WidthFixed, 15 * em);
  for (std::size_t at = 0; at < variants.size(); ++at)
    ImGui::TableSetupColumn(variants[at].label.c_str(), ImGuiTableColumnFlags_WidthFixed, 12 * em,
                            static_cast<ImGuiID>(at + 1));
  ImGui::TableHeadersRow();
  for (const auto& row : rows) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(row_label(row).c_str());
    if (ImGui::IsItemHovered() && !row.definition.empty()) ImGui::SetTooltip("%s", row.definition.c_str());
    for (const auto& variant : variants) {
      ImGui::TableNextColumn();
      draw_cell(variant, row);
    }
  }
  ImGui::EndTable();
}

struct OwnedCapacity {
  ShownVariant variant;
  const CapacityRow* row = nullptr;
};

std::vector<OwnedCapacity> capacity_rows(const std::vector<ShownVariant>& variants) {
  std::vector<OwnedCapacity> rows;
  for (const auto& variant : variants)
    for (const auto& row : variant.file->results->capacity)
      if (row.variant == variant.result->name) rows.push_back({variant, &row});
  return rows;
}

void draw_capacity(const PanelContext& context, const std::vector<OwnedCapacity>& rows) {
  if (rows.empty()) return;
  bold_text(context.fonts, "Capacity freed, and what becomes of it");
  wrapped_text("A week, against the first variant. Freed: no longer used. Released: no longer offered. "
               "Stranded: freed "
               "but still offered, hence still paid for.",
               colours::muted);
  constexpr auto flags =
      ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp;
  if (!ImGui::BeginTable("capacity", 6, flags)) return;
  for (const char* title : {"Variant", "Resource", "Unit", "Freed", "Released", "Stranded"})
    ImGui::TableSetupColumn(title, ImGuiTableColumnFlags_WidthStretch, title[0] == 'V' ? 2.0F : 1.0F);
  ImGui::TableHeadersRow();
  for (const auto& [variant, row] : rows) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    read_out_line(variant, "");
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(row->resource.c_str());
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(row->unit.c_str());
    for (const auto& estimate : {Estimate{row->freed, row->freed_low, row->freed_high},
                                 Estimate{row->released, row->released_low, row->released_high},
                                 Estimate{row->stranded, row->stranded_low, row->stranded_high}}) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(format_number(estimate.mean, "").c_str());
      if (const auto limits = format_limits(estimate, ""); ImGui::IsItemHovered() && !limits.empty())
        ImGui::SetTooltip("95%% limits %s", limits.c_str());
    }
  }
  ImGui::EndTable();
}

std::vector<std::pair<ShownVariant, const ShiftRow*>> cost_shifts(const std::vector<ShownVariant>& variants) {
  std::vector<std::pair<ShownVariant, const ShiftRow*>> rows;
  for (const auto& variant : variants)
    for (const auto& row : variant.file->results->shifts)
      if (row.variant == variant.result->name && row.what == "cost") rows.emplace_back(variant, &row);
  return rows;
}

void draw_shifts(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  const auto rows = cost_shifts(variants);
  if (rows.empty()) return;
  ImGui::Spacing();
  bold_text(context.fonts, "Spending that moves between settings, a week");
  for (const auto& [variant, row] : rows) {
    const auto limits = format_change_limits({row->change, row->low, row->high}, "£");
    read_out_line(variant,
                  fmt::format("{} in {}{}: {}{}", row->part == "removed" ? "no longer spent" : "newly spent",
                              row->setting, row->title.empty() ? "" : ", " + row->title,
                              format_change(row->change, "£"), limits.empty() ? "" : " (" + limits + ")"));
  }
}

void draw_money(const PanelContext& context) {
  auto variants = context.workspace.shown();
  if (variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  constexpr std::size_t most = 40;
  variants.resize(std::min(variants.size(), most));
  ImGui::BeginChild("money panel");
  const auto rows = money_rows(context.workspace);
  if (!rows.empty()) {
    wrapped_text("Over the measured period. Under each figure: its paired change from the first variant.",
                 colours::muted);
    draw_figures(rows, variants);
    ImGui::Spacing();
  }
  draw_capacity(context, capacity_rows(variants));
  draw_shifts(context, variants);
  ImGui::EndChild();
}

bool has_money(const Workspace& workspace) {
  return !money_rows(workspace).empty() || any_shown(workspace, [](const ShownVariant& variant) {
    return !variant.file->results->capacity.empty();
  });
}

} // namespace
} // namespace money

Panel money_panel() {
  return {"money",
          "Money and capacity",
          "What each variant costs, what capacity it frees, and how much of that is still paid for.",
          "The open results hold no costs. A [cost] table in the scenario makes them.",
          money::has_money,
          money::draw_money};
}

} // namespace carepath
