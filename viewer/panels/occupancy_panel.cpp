// How full a resource is: the time at each number in use with its 50, 95 and 99% marks, and the week's heat
// map.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"
#include "viewer/plot/ramp.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace carepath {

namespace occupancy {
namespace {

constexpr std::array days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::vector<std::string> resource_names(const Workspace& workspace) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto* file : workspace.shown_files()) {
    for (const auto& row : file->results->occupancies) add(row.resource);
    for (const auto& name : file->results->hourly) add(name);
  }
  return names;
}

std::span<const double> shares_of(const ShownVariant& variant, const std::string& resource) {
  const auto& rows = variant.file->results->occupancies;
  for (std::size_t at = 0; at < std::min(rows.size(), variant.result->occupancy.size()); ++at)
    if (rows[at].resource == resource) return variant.result->occupancy[at];
  return {};
}

std::span<const double> hours_of(const ShownVariant& variant, const std::string& resource) {
  const auto& names = variant.file->results->hourly;
  for (std::size_t at = 0; at < std::min(names.size(), variant.result->by_hour.size()); ++at)
    if (names[at] == resource && variant.result->by_hour[at].size() == hours_per_week)
      return variant.result->by_hour[at];
  return {};
}

struct Curve {
  ShownVariant variant;
  std::span<const double> shares;
};

PlotSetup levels_setup(const std::string& resource, const std::vector<Curve>& curves, float height) {
  PlotSetup setup;
  setup.id = "time-at-each-level";
  setup.y_title = fmt::format("Share of time with so many of '{}' in use", resource);
  setup.x_title = "in use at once";
  setup.y_unit = "share";
  setup.size = {0, height};
  Range y{0, 0};
  double low = 1e9;
  double high = 1;
  for (const auto& curve : curves) {
    y = extended(y, curve.shares);
    for (std::size_t at = 0; at < curve.shares.size(); ++at) {
      if (curve.shares[at] < 1e-4) continue;
      low = std::min(low, static_cast<double>(at));
      high = std::max(high, static_cast<double>(at + 1));
    }
  }
  setup.x = {std::max(0.0, std::min(low, high - 1) - 1), high + 1};
  setup.y = {0, y.high > 0 ? 1.15 * y.high : 1};
  return setup;
}

void draw_levels(const PanelContext& context, const std::string& resource, const std::vector<Curve>& curves,
                 float height) {
  const auto setup = levels_setup(resource, curves, height);
  PlotCanvas plot(setup, context.choices.plot("occupancy/levels/" + resource));
  for (const auto& [variant, shares] : curves) {
    std::vector<double> edges(shares.size() + 1);
    std::iota(edges.begin(), edges.end(), -0.5);
    plot.name(variant.label);
    plot.bars(edges, shares, with_opacity(variant.look.colour, curves.size() == 1 ? 0.7F : 0.12F), 0.1F);
    if (curves.size() > 1) plot.steps(edges, shares, variant.look.colour, variant.look.style);
  }
  if (const auto x = plot.hovered_x()) {
    const auto number = static_cast<std::size_t>(std::max(0.0, std::round(*x)));
    ImGui::BeginTooltip();
    ImGui::Text("%zu in use", number);
    for (const auto& [variant, shares] : curves)
      if (number < shares.size())
        read_out_line(variant, format_number(shares[number], "share") + " of the time");
    ImGui::EndTooltip();
  }
}

std::string capacity_text(const ResourceRow& row) {
  if (!std::isfinite(row.capacity_mean)) return "no limit";
  return grouped(row.capacity_mean, 1) + (row.kind == "stock" ? " a week" : "");
}

/// How many are enough, by variant: a nested bar up to the 50, 95 and 99% marks.
void draw_envelopes(const std::string& resource, const std::vector<Curve>& curves) {
  constexpr auto flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp;
  if (!ImGui::BeginTable("envelopes", 5, flags)) return;
  for (const char* title : {"Enough for this share of the time:", "50%", "95%", "99%", "Mean capacity"})
    ImGui::TableSetupColumn(title, ImGuiTableColumnFlags_WidthStretch, title[0] == 'E' ? 3.0F : 1.0F);
  ImGui::TableHeadersRow();
  for (const auto& curve : curves) {
    const auto* row = find_resource(curve.variant, resource);
    if (row == nullptr) continue;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    read_out_line(curve.variant, "");
    for (const double value : {row->busy_p50, row->busy_p95, row->busy_p99}) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(grouped(value, 0).c_str());
    }
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(capacity_text(*row).c_str());
  }
  ImGui::EndTable();
}

struct Week {
  ShownVariant variant;
  std::span<const double> hours;
};

void draw_week(const PanelContext& context, const std::string& resource, const Week& week, Range scale,
               float height) {
  PlotSetup setup;
  const auto id = "by-hour-" + week.variant.result->name;
  setup.id = id.c_str();
  setup.y_title = fmt::format("'{}' in use, by hour of the week: {}", resource, week.variant.label);
  setup.x_title = "hour of the day";
  setup.size = {0, height};
  for (std::size_t hour = 0; hour < 24; ++hour) setup.x_names.push_back(fmt::format("{:02}", hour));
  for (std::size_t day = days.size(); day > 0; --day) setup.y_names.emplace_back(days[day - 1]);
  setup.x = {0, 24};
  setup.y = {0, 7};
  std::vector<double> cells; // rows from the bottom: Sunday first
  for (std::size_t day = 7; day > 0; --day)
    cells.insert(cells.end(), week.hours.begin() + static_cast<std::ptrdiff_t>((day - 1) * 24),
                 week.hours.begin() + static_cast<std::ptrdiff_t>(day * 24));
  PlotCanvas plot(setup, context.choices.plot("occupancy/week/" + week.variant.label));
  plot.name(week.variant.label);
  plot.heat(24, cells, scale);
  const auto x = plot.hovered_x();
  const auto y = plot.hovered_y();
  if (!x || !y || *x < 0 || *x >= 24 || *y < 0 || *y >= 7) return;
  const auto day = 6 - static_cast<std::size_t>(*y);
  const auto hour = static_cast<std::size_t>(*x);
  ImGui::SetTooltip("%s %02zu:00 to %02zu:00: %s in use", days[day], hour, hour + 1,
                    grouped(week.hours[day * 24 + hour], 1).c_str());
}

void draw_weeks(const PanelContext& context, const std::string& resource, float room) {
  std::vector<Week> weeks;
  Range scale = no_range();
  constexpr std::size_t most = 3;
  for (const auto& variant : context.workspace.shown())
    if (const auto hours = hours_of(variant, resource); !hours.empty() && weeks.size() < most) {
      weeks.push_back({variant, hours});
      scale = extended(scale, hours);
    }
  if (weeks.empty())
    return wrapped_text(
        fmt::format("Use by hour of the week is not in these results. Write by_hour = [\"{}\"] "
                    "under [run] in the scenario to keep it.",
                    resource),
        colours::muted);
  muted_text(fmt::format("Light: {} in use; dark: {}. One scale for all.", grouped(scale.low, 1),
                         grouped(scale.high, 1)));
  const float height = std::max(13 * ImGui::GetFontSize(),
                                (room - 2 * ImGui::GetFontSize()) / static_cast<float>(weeks.size()));
  for (const auto& week : weeks) draw_week(context, resource, week, scale, height);
}

void draw_occupancy(const PanelContext& context) {
  const auto names = resource_names(context.workspace);
  const auto& resource =
      names[chooser("##resource", context.choices.number("occupancy/resource"), names, 18)];
  std::vector<Curve> curves;
  constexpr std::size_t most = 8;
  for (const auto& variant : context.workspace.shown())
    if (const auto shares = shares_of(variant, resource); !shares.empty() && curves.size() < most)
      curves.push_back({variant, shares});
  ImGui::BeginChild("occupancy");
  const float room = ImGui::GetContentRegionAvail().y;
  if (!curves.empty()) {
    draw_levels(context, resource, curves, 0.42F * room);
    draw_envelopes(resource, curves);
    ImGui::Spacing();
  }
  draw_weeks(context, resource, 0.4F * room);
  ImGui::EndChild();
}

bool has_occupancy(const Workspace& workspace) {
  return !resource_names(workspace).empty();
}

} // namespace
} // namespace occupancy

Panel occupancy_panel() {
  return {
      "occupancy",
      "Occupancy",
      "How many are in use for how much of the time, how many would be enough, and when in the week.",
      "The open results keep the time at each number in use for no resource. A KPI that shows its p95 makes "
      "a scenario keep it; [run] by_hour keeps the hours of the week.",
      occupancy::has_occupancy,
      occupancy::draw_occupancy};
}

} // namespace carepath
