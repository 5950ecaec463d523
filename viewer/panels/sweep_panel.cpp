// The sweep explorer: a heat map over two coordinates, parallel coordinates, and the feasible frontier.
#include "viewer/panels/parts.hpp"
#include "viewer/panels/sweep_model.hpp"
#include "viewer/panels/sweep_plots.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace sweep {
namespace {

std::vector<const OpenFile*> sweeps(const Workspace& workspace) {
  auto files = workspace.shown_files();
  std::erase_if(files, [](const OpenFile* file) {
    return file->results->coordinates.empty() || file->results->variants.empty() ||
           file->results->kpis.empty();
  });
  return files;
}

void draw_point(const PanelContext& context, const SweepTable& table, std::size_t figure) {
  auto& chosen = context.choices.number("sweep/point", -1);
  const float em = ImGui::GetFontSize();
  if (chosen < 0 || chosen >= static_cast<int>(table.size()))
    return muted_text("Click a point to see what it is.");
  const auto variant = static_cast<std::size_t>(chosen);
  const auto estimate = table.estimate(variant, figure);
  const auto limits = format_limits(estimate, table.figures[figure].unit);
  if (ImGui::Button("Show it in every panel")) {
    context.choices.to_show.emplace_back(table.file->id, variant);
    context.choices.text("shell/go to") = "compare";
  }
  ImGui::SameLine(0, em);
  wrapped_text(fmt::format("{}: {} {}{}. {}", point_words(table, variant), table.figures[figure].title,
                           format_quantity(estimate.mean, table.figures[figure].unit),
                           limits.empty() ? "" : " (95% limits " + limits + ")",
                           table.feasible[variant] ? "It meets all targets." : "It misses a target."));
}

void draw_sweep(const PanelContext& context) {
  const auto files = sweeps(context.workspace);
  std::vector<std::string> labels;
  for (const auto* file : files) labels.push_back(file->label);
  auto& choice = context.choices.number("sweep/file");
  const auto& file = *files[files.size() == 1 ? 0 : chooser("##file", choice, labels, 14)];
  if (files.size() > 1) ImGui::SameLine();
  const auto table = sweep_table(file);
  if (table.figures.empty())
    return empty_state("Every figure of this file is of a group of people, none of all.");
  if (table.axes.empty()) return empty_state("Some variants of this file lack their coordinates.");
  std::vector<std::string> titles;
  for (const auto& row : table.figures) titles.push_back(row.title);
  const auto figure = chooser("##figure", context.choices.number("sweep/figure"), titles, 26);
  ImGui::SameLine();
  muted_text(fmt::format("{} points, {} replications each", table.size(), file.results->replications));
  draw_point(context, table, figure);
  if (!ImGui::BeginTabBar("views")) return;
  const struct {
    const char* title;
    void (*draw)(const PanelContext&, const SweepTable&, std::size_t);
  } views[] = {{"Heat map", draw_sweep_heat},
               {"Parallel coordinates", draw_sweep_parallel},
               {"Frontier", draw_sweep_frontier}};
  for (int at = 0; at < 3; ++at) {
    const bool forced = context.choices.number("sweep/view", -1) == at; // a test or a picture asks for one
    if (ImGui::BeginTabItem(views[at].title, nullptr, forced ? ImGuiTabItemFlags_SetSelected : 0)) {
      views[at].draw(context, table, figure);
      ImGui::EndTabItem();
    }
  }
  ImGui::EndTabBar();
}

bool has_sweep(const Workspace& workspace) {
  return !sweeps(workspace).empty();
}

} // namespace
} // namespace sweep

Panel sweep_panel() {
  return {
      "sweep",
      "Sweep explorer",
      "Hundreds of variants at once: where a figure is good, which meet the targets, and what that costs.",
      "No open file is a sweep. `carepath sweep` and `carepath gather` make one.",
      sweep::has_sweep,
      sweep::draw_sweep};
}

} // namespace carepath
