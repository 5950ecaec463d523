// Who waits less and who waits more: the same entities in two variants, by clock and group.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"
#include "viewer/panels/gains_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace gains {
namespace {

struct Row {
  ShownVariant variant;
  const PairedEntities* paired = nullptr;
};

std::vector<std::string> unique_texts(const Workspace& workspace, std::string PairedEntities::* member) {
  std::vector<std::string> texts;
  for (const auto* file : workspace.shown_files())
    for (const auto& paired : file->results->paired)
      if (std::find(texts.begin(), texts.end(), paired.*member) == texts.end())
        texts.push_back(paired.*member);
  return texts;
}

std::vector<Row> rows_of(const Workspace& workspace, const std::string& clock, const std::string& group) {
  std::vector<Row> rows;
  for (const auto& variant : workspace.shown())
    for (const auto& paired : variant.file->results->paired)
      if (paired.variant == variant.result->name && paired.clock == clock && paired.group == group)
        rows.push_back({variant, &paired});
  return rows;
}

std::string row_label(const Row& row) {
  if (row.paired->group.empty()) return row.variant.label;
  return fmt::format("{} {}: {}", row.paired->group, row.paired->group_value, row.variant.label);
}

/// Gain, same and lose side by side to the width of the column, shares written where they fit.
void draw_share_bar(const PairedEntities& paired) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::max(ImGui::GetContentRegionAvail().x, em);
  auto& draw = *ImGui::GetWindowDrawList();
  const struct {
    double share;
    Colour fill;
    Colour text;
  } parts[] = {{paired.gain, colours::good, IM_COL32_WHITE},
               {paired.same, IM_COL32(214, 219, 226, 255), colours::text},
               {paired.lose, colours::bad, IM_COL32_WHITE}};
  float x = at.x;
  for (const auto& part : parts) {
    const float end = x + static_cast<float>(std::clamp(part.share, 0.0, 1.0)) * width;
    draw.AddRectFilled({x, at.y}, {end, at.y + 1.35F * em}, part.fill);
    const auto label = grouped(part.share * 100, 0) + "%";
    const float text = ImGui::CalcTextSize(label.c_str()).x;
    if (end - x > text + 0.4F * em)
      draw.AddText({0.5F * (x + end - text), at.y + 0.18F * em}, part.text, label.c_str());
    x = end;
  }
  ImGui::Dummy({width, 1.35F * em});
}

/// "-3.2 days (-4.0 to -2.4)".
std::string mean_words(const PairedEntities& paired) {
  const auto unit = change_unit(paired.noticed_days);
  const double each = unit_ratio("days", unit);
  const auto& change = paired.mean_change;
  const auto limits = format_change_limits({change.mean * each, change.low * each, change.high * each}, unit);
  return fmt::format("{} {}{}", format_change(change.mean * each, unit), unit,
                     limits.empty() ? "" : " (" + limits + ")");
}

void draw_table_row(const Row& row, int number, int& chosen) {
  const auto& paired = *row.paired;
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushID(number);
  if (ImGui::Selectable("##row", number == chosen, ImGuiSelectableFlags_SpanAllColumns,
                        {0, 1.35F * ImGui::GetFontSize()}))
    chosen = number;
  ImGui::PopID();
  ImGui::SameLine(0, 0);
  swatch(row.variant.look);
  ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
  ImGui::TextUnformatted(row_label(row).c_str());
  ImGui::TableNextColumn();
  draw_share_bar(paired);
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(mean_words(paired).c_str());
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(grouped(paired.matched, 0).c_str());
}

void draw_table(const std::vector<Row>& rows, int& chosen, float height) {
  constexpr auto flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY | ImGuiTableFlags_Resizable;
  if (!ImGui::BeginTable("gains", 4, flags, {0, height})) return;
  const float em = ImGui::GetFontSize();
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Variant", ImGuiTableColumnFlags_WidthFixed, 18 * em);
  ImGui::TableSetupColumn("Waits less | same | waits more | not known", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("Mean change", ImGuiTableColumnFlags_WidthFixed, 14 * em);
  ImGui::TableSetupColumn("Matched", ImGuiTableColumnFlags_WidthFixed, 5 * em);
  ImGui::TableHeadersRow();
  for (int at = 0; at < static_cast<int>(rows.size()); ++at)
    draw_table_row(rows[static_cast<std::size_t>(at)], at, chosen);
  ImGui::EndTable();
}

/// The bins in words, from much less to much more.
std::vector<std::string> bin_names(const PairedEntities& paired) {
  std::vector<std::string> names;
  for (std::size_t bin = 0; bin + 1 < paired.change_edges.size(); ++bin) {
    const double low = paired.change_edges[bin];
    const double high = paired.change_edges[bin + 1];
    names.push_back(high <= 0  ? span_words(-high, -low) + " less"
                    : low >= 0 ? span_words(low, high) + " more"
                               : "about the same");
  }
  return names;
}

Colour bin_colour(const PairedEntities& paired, std::size_t bin) {
  if (paired.change_edges[bin + 1] <= 0) return colours::good;
  return paired.change_edges[bin] >= 0 ? colours::bad : colours::axis;
}

void draw_changes(const PanelContext& context, const Row& row) {
  const auto& paired = *row.paired;
  if (paired.change_counts.empty() || paired.change_edges.size() < 2)
    return empty_state("The file holds no distribution of changes for this row.");
  const auto bins = std::min(paired.change_counts.size(), paired.change_edges.size() - 1);
  PlotSetup setup;
  setup.id = "changes";
  setup.y_title = row_label(row) + ": change in the wait, against " + paired.against;
  setup.x_title = "people, mean over replications";
  const auto names = bin_names(paired);
  setup.y_names.assign(names.rbegin(), names.rend()); // the greatest gain at the top
  setup.x = extended({0, 0}, paired.change_counts);
  setup.x.high = setup.x.high > 0 ? 1.12 * setup.x.high : 1;
  setup.y = {0, static_cast<double>(names.size())};
  PlotCanvas plot(setup, context.choices.plot("gains/changes"));
  constexpr std::size_t most_labelled = 20; // more would stand on each other
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const double middle = static_cast<double>(names.size() - bin) - 0.5;
    plot.name(names[bin]);
    plot.block(0, paired.change_counts[bin], middle - 0.36, middle + 0.36, bin_colour(paired, bin));
    if (bins <= most_labelled)
      plot.label(paired.change_counts[bin], middle, grouped(paired.change_counts[bin], 0), colours::text,
                 {0.4F, 0});
  }
}

void draw_gains(const PanelContext& context) {
  const auto clocks = unique_texts(context.workspace, &PairedEntities::clock);
  const auto groups = unique_texts(context.workspace, &PairedEntities::group);
  std::vector<std::string> clock_names;
  for (const auto& name : clocks) clock_names.push_back("Clock: " + name);
  std::vector<std::string> group_names;
  for (const auto& group : groups) group_names.push_back(group.empty() ? "Everyone" : "By " + group);
  const auto& clock = clocks[chooser("##clock", context.choices.number("gains/clock"), clock_names, 12)];
  ImGui::SameLine();
  const auto& group = groups[chooser("##group", context.choices.number("gains/group"), group_names, 12)];
  const auto rows = rows_of(context.workspace, clock, group);
  if (rows.empty())
    return empty_state("No shown variant is compared on this clock. Tick a redesign at the left.");
  auto& chosen = context.choices.number("gains/row");
  chosen = std::clamp(chosen, 0, static_cast<int>(rows.size()) - 1);
  const float line = 1.35F * ImGui::GetFontSize() + 2 * ImGui::GetStyle().CellPadding.y + 1;
  const float wanted = static_cast<float>(rows.size() + 1) * line + ImGui::GetFontSize();
  draw_table(rows, chosen, std::min(wanted, 0.5F * ImGui::GetContentRegionAvail().y));
  muted_text(
      fmt::format("Less or more means by {} at least. The rest of a bar still waits at the end, so that "
                  "which wait is longer is not known; changes in days are of those ended in both. Press "
                  "a row to see its changes below.",
                  least_words(rows.front().paired->noticed_days)));
  draw_changes(context, rows[static_cast<std::size_t>(chosen)]);
}

bool has_paired(const Workspace& workspace) {
  const auto files = workspace.shown_files();
  return std::any_of(files.begin(), files.end(),
                     [](const OpenFile* file) { return !file->results->paired.empty(); });
}

} // namespace
} // namespace gains

Panel gains_panel() {
  return {"gains",
          "Who gains, who loses",
          "The same people in two variants: how many wait less, and how many wait more.",
          "The open results compare no variants person by person. Use `carepath compare` with two scenarios "
          "or more.",
          gains::has_paired,
          gains::draw_gains};
}

} // namespace carepath
