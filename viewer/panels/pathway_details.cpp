#include "viewer/panels/pathway_details.hpp"

#include "viewer/figure_text.hpp"
#include "viewer/panels/parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

struct Found {
  const ShownVariant* variant = nullptr;
  std::size_t index = 0;
  [[nodiscard]] const GraphNode& node() const { return variant->result->nodes[index]; }
  /// People waiting through the run; empty when not recorded.
  [[nodiscard]] std::span<const double> waiting() const {
    const auto columns = variant->file->results->times.size();
    const auto& cells = variant->result->waiting;
    if ((index + 1) * columns > cells.size()) return {};
    return std::span<const double>(cells).subspan(index * columns, columns);
  }
};

std::vector<Found> find_node(const std::vector<ShownVariant>& variants, const std::string& name) {
  std::vector<Found> found;
  for (const auto& variant : variants)
    for (std::size_t at = 0; at < variant.result->nodes.size(); ++at)
      if (variant.result->nodes[at].name == name) found.push_back({&variant, at});
  return found;
}

void draw_figures(const Found& found) {
  const auto& node = found.node();
  swatch(found.variant->look);
  ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
  wrapped_text(found.variant->label);
  ImGui::Indent(1.9F * ImGui::GetFontSize());
  wrapped_text(fmt::format("{} come a week", grouped(node.per_week, node.per_week < 10 ? 1 : 0)));
  if (node.kind == "step") {
    wrapped_text(fmt::format("mean wait {}", format_quantity(node.mean_wait_days, "days")));
    wrapped_text(fmt::format("{} waiting at the end", grouped(node.waiting_at_end, 0)));
  }
  for (const auto& edge : found.variant->result->edges)
    if (edge.from == found.index && edge.to < found.variant->result->nodes.size()) {
      const auto& to = found.variant->result->nodes[edge.to];
      wrapped_text(fmt::format("{} a week to {}", format_number(edge.per_week, ""), node_title(to)),
                   colours::muted);
    }
  for (const auto& name : node.resources)
    if (const auto* row = find_resource(*found.variant, name))
      wrapped_text(std::isfinite(row->utilisation) ? fmt::format("uses {}: {} of it in use", name,
                                                                 format_number(row->utilisation, "share"))
                                                   : fmt::format("uses {}, which has no limit", name),
                   colours::muted);
  ImGui::Unindent(1.9F * ImGui::GetFontSize());
}

void draw_waiting(const PanelContext& context, const std::vector<Found>& found) {
  PlotSetup setup;
  setup.id = "waiting-at-step";
  setup.y_title = "Waiting here";
  setup.start_date = found.front().variant->file->results->start_date;
  setup.size = {0, 15 * ImGui::GetFontSize()};
  Range x = no_range();
  Range y{0, 1};
  for (const auto& row : found) {
    x = extended(x, row.variant->file->results->times);
    y = extended(y, row.waiting());
  }
  setup.x = drawable(x, 0.01);
  setup.y = {0, 1.08 * y.high};
  PlotCanvas plot(setup, context.choices.plot("pathway/waiting"));
  for (const auto& row : found) {
    plot.name(row.variant->label);
    plot.line(row.variant->file->results->times, row.waiting(), row.variant->look.colour,
              row.variant->look.style);
  }
  plot.cursor(context.choices.moment);
}

} // namespace

void draw_node_details(const PanelContext& context, const std::vector<ShownVariant>& variants) {
  auto& name = context.choices.text("pathway/node");
  const auto found = find_node(variants, name);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, colours::card);
  ImGui::BeginChild("step", {0, 0}, true);
  if (found.empty()) {
    wrapped_text("No shown variant has this step.");
  } else {
    const auto& node = found.front().node();
    const auto title = node_title(node);
    bold_text(context.fonts,
              shortened(title, ImGui::GetContentRegionAvail().x - 2.5F * ImGui::GetFontSize()));
    muted_text(node.setting.empty() ? node.kind : node.kind + ", " + node.setting);
    const bool recorded =
        std::any_of(found.begin(), found.end(), [](const Found& row) { return !row.waiting().empty(); });
    if (node.kind == "step" && recorded) draw_waiting(context, found);
    for (const auto& row : found) draw_figures(row);
  }
  if (ImGui::Button("Close")) name.clear();
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

} // namespace carepath
