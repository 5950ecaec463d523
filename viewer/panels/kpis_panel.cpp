// The KPI table: every figure of every shown variant, with the paired difference from the first variant.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace kpis {
namespace {

enum class Contents { both, values, differences };

struct Table {
  std::vector<KpiRow> rows;
  std::vector<ShownVariant> variants;
  Contents contents = Contents::both;
};

std::string row_label(const KpiRow& row) {
  return row.group.empty() ? row.title : fmt::format("{}, {} {}", row.title, row.group, row.group_value);
}

std::vector<KpiRow> chosen_rows(const PanelContext& context) {
  auto rows = shown_kpis(context.workspace);
  const bool groups = context.choices.number("kpis/groups") != 0;
  const auto& filter = context.choices.text("kpis/filter");
  std::erase_if(rows, [&](const KpiRow& row) {
    return (!groups && !row.group.empty()) || !contains_text(row_label(row), filter);
  });
  return rows;
}

/// What a column is sorted by; NaN where the variant lacks the figure.
double sort_value(const Table& table, const KpiRow& row, std::size_t variant) {
  const auto& shown = table.variants[variant];
  const auto estimate =
      table.contents == Contents::differences ? difference_of(shown, row) : estimate_of(shown, row);
  return estimate ? estimate->mean : NAN;
}

void sort_rows(Table& table) {
  const auto* sorting = ImGui::TableGetSortSpecs();
  if (sorting == nullptr || sorting->SpecsCount == 0) return;
  const auto column = static_cast<std::size_t>(sorting->Specs[0].ColumnIndex);
  const bool descending = sorting->Specs[0].SortDirection == ImGuiSortDirection_Descending;
  const auto before = [&](const KpiRow& left, const KpiRow& right) {
    if (column == 0) return row_label(left) < row_label(right);
    if (column == 1) return left.has_target && (!right.has_target || left.target < right.target);
    const double first = sort_value(table, left, column - 2);
    const double second = sort_value(table, right, column - 2);
    return std::isfinite(first) && (!std::isfinite(second) || first < second);
  };
  std::stable_sort(table.rows.begin(), table.rows.end(), [&](const KpiRow& left, const KpiRow& right) {
    return descending ? before(right, left) : before(left, right);
  });
}

void draw_value(const Estimate& estimate, const KpiRow& row) {
  ImGui::TextUnformatted(format_number(estimate.mean, row.unit).c_str());
  const auto verdict = target_verdict(estimate, row);
  if (verdict.word[0] != '\0') {
    ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
    coloured_text(verdict.colour, verdict.word);
  }
  const auto limits = format_limits(estimate, row.unit);
  if (ImGui::IsItemHovered() && !limits.empty()) ImGui::SetTooltip("95%% limits %s", limits.c_str());
}

void draw_difference(const Estimate& difference, const KpiRow& row) {
  const auto verdict = change_verdict(difference, row);
  coloured_text(verdict.colour, format_change(difference.mean, row.unit));
  ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
  coloured_text(verdict.colour, verdict.word);
  const auto limits = format_change_limits(difference, row.unit);
  if (!limits.empty()) muted_text(limits);
}

void draw_cell(const Table& table, const KpiRow& row, const ShownVariant& variant) {
  const auto estimate = estimate_of(variant, row);
  if (estimate && table.contents != Contents::differences) draw_value(*estimate, row);
  if (table.contents == Contents::values) return;
  if (const auto difference = difference_of(variant, row))
    draw_difference(*difference, row);
  else if (variant.index == 0 && table.contents == Contents::differences)
    muted_text("compared with");
}

void draw_figure_cell(const KpiRow& row) {
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(row_label(row).c_str());
  ImGui::PopTextWrapPos();
  if (ImGui::IsItemHovered() && !row.definition.empty()) ImGui::SetTooltip("%s", row.definition.c_str());
  muted_text(row.unit == "share" ? "" : row.unit);
}

void draw_header(const Table& table) {
  const float em = ImGui::GetFontSize();
  const float figure = 12.5F * em;
  const float target = 6 * em;
  const float padding = 2 * ImGui::GetStyle().CellPadding.x + 1;
  const auto count = static_cast<float>(table.variants.size());
  const float room = ImGui::GetContentRegionAvail().x - figure - target - (count + 2) * padding - em;
  ImGui::TableSetupScrollFreeze(1, 1);
  ImGui::TableSetupColumn("Figure", ImGuiTableColumnFlags_WidthFixed, figure);
  ImGui::TableSetupColumn("Target", ImGuiTableColumnFlags_WidthFixed, target);
  for (std::size_t at = 0; at < table.variants.size(); ++at)
    ImGui::TableSetupColumn(table.variants[at].label.c_str(),
                            ImGuiTableColumnFlags_WidthFixed | ImGuiTableColumnFlags_PreferSortDescending,
                            std::clamp(room / count, 8.8F * em, 16.0F * em), static_cast<ImGuiID>(at + 1));
  ImGui::TableHeadersRow();
}

void draw_row(const Table& table, const KpiRow& row) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  draw_figure_cell(row);
  ImGui::TableNextColumn();
  wrapped_text(format_target(row));
  for (const auto& variant : table.variants) {
    ImGui::TableNextColumn();
    draw_cell(table, row, variant);
  }
}

void draw_table(Table table) {
  constexpr auto flags = ImGuiTableFlags_Sortable | ImGuiTableFlags_SortTristate | ImGuiTableFlags_RowBg |
                         ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY |
                         ImGuiTableFlags_Resizable;
  // The library allows 64 columns; more variants than that cannot be read side by side either.
  table.variants.resize(std::min<std::size_t>(table.variants.size(), 60));
  if (!ImGui::BeginTable("kpis", static_cast<int>(table.variants.size()) + 2, flags)) return;
  draw_header(table);
  sort_rows(table);
  for (const auto& row : table.rows) draw_row(table, row);
  ImGui::EndTable();
}

void draw_filter(std::string& filter) {
  char buffer[128] = {};
  filter.copy(buffer, sizeof buffer - 1);
  ImGui::SetNextItemWidth(12 * ImGui::GetFontSize());
  if (ImGui::InputTextWithHint("##filter", "Find a figure", buffer, sizeof buffer)) filter = buffer;
}

void draw_kpis(const PanelContext& context) {
  draw_filter(context.choices.text("kpis/filter"));
  ImGui::SameLine();
  const auto contents = chooser("##contents", context.choices.number("kpis/contents"),
                                {"Values and differences", "Values only", "Differences only"}, 14);
  ImGui::SameLine();
  toggle("Show groups", context.choices.number("kpis/groups"));
  Table table{chosen_rows(context), context.workspace.shown(), static_cast<Contents>(contents)};
  if (table.variants.empty()) return empty_state("All variants are hidden. Tick one at the left.");
  if (table.rows.empty()) return empty_state("No figure matches. Clear the search, or show groups.");
  wrapped_text("Under each value: the paired difference from the first variant of the file, with its 95% "
               "limits. Unclear: "
               "the limits hold zero. Borderline: they hold the target.",
               colours::muted);
  draw_table(std::move(table));
}

bool has_kpis(const Workspace& workspace) {
  return !shown_kpis(workspace).empty();
}

} // namespace
} // namespace kpis

Panel kpis_panel() {
  return {"kpis",
          "Figures",
          "Every figure with its target, and how each variant differs from the first.",
          "The open results hold no KPIs. Add [kpi.…] tables to the scenario and run it again.",
          kpis::has_kpis,
          kpis::draw_kpis};
}

} // namespace carepath
