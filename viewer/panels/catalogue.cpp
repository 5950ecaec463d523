// One line per panel. The empty states are drawn here, so no panel can forget its own.
#include "viewer/panels/catalogue.hpp"

#include "viewer/panels/parts.hpp"

#include <algorithm>

namespace carepath {

const std::vector<Panel>& panel_catalogue() {
  static const std::vector<Panel> panels{
      overview_panel(), what_if_panel(),    compare_panel(),      kpis_panel(),      over_time_panel(),
      pathway_panel(),  week_bands_panel(), gains_panel(),        resources_panel(), occupancy_panel(),
      money_panel(),    patients_panel(),   replications_panel(), sweep_panel(),     scenario_panel(),
  };
  return panels;
}

const Panel* find_panel(std::string_view name) {
  const auto& panels = panel_catalogue();
  const auto found =
      std::find_if(panels.begin(), panels.end(), [&](const Panel& panel) { return panel.name == name; });
  return found == panels.end() ? nullptr : &*found;
}

void draw_panel(const Panel& panel, const PanelContext& context) {
  ImGui::PushFont(context.fonts.heading);
  ImGui::TextUnformatted(panel.title);
  ImGui::PopFont();
  muted_text(panel.purpose);
  ImGui::Spacing();
  if (context.workspace.empty())
    empty_state("No results are open. Drop a results file here, or press Open file.");
  else if (context.workspace.shown_files().empty())
    empty_state("All open files are hidden. Tick one at the left.");
  else if (!panel.has_content(context.workspace))
    empty_state(panel.empty);
  else
    panel.draw(context);
}

} // namespace carepath
