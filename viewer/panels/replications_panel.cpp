// One figure in every replication: the spread, how the limits narrow, and the odd one out with the command
// that repeats it.
#include "viewer/panels/parts.hpp"

#include "engine/results/set_values.hpp"
#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace carepath {

namespace replications {
namespace {

/// One variant's values of a figure, in the order of replications, in the unit people read.
struct Values {
  ShownVariant variant;
  std::vector<double> values;
  Estimate estimate;
};

/// The values as stored: one for each replication; empty when the file holds none.
std::vector<double> stored_values(const ShownVariant& variant, const KpiRow& row) {
  const auto& results = *variant.file->results;
  if (results.kpis.empty()) return {};
  const auto columns = variant.result->values.size() / results.kpis.size();
  const auto at = row_index(results, row);
  if (!at) return {};
  const auto start = variant.result->values.begin() + static_cast<std::ptrdiff_t>(*at * columns);
  std::vector<double> values(start, start + static_cast<std::ptrdiff_t>(columns));
  for (auto& value : values) value *= unit_ratio(results.kpis[*at].unit, row.unit);
  return values;
}

std::vector<Values> values_of(const Workspace& workspace, const KpiRow& row) {
  std::vector<Values> found;
  constexpr std::size_t most = 12;
  for (const auto& variant : workspace.shown()) {
    auto values = stored_values(variant, row);
    const auto estimate = estimate_of(variant, row);
    if (!values.empty() && estimate && found.size() < most)
      found.push_back({variant, std::move(values), *estimate});
  }
  return found;
}

/// The replication furthest from the mean; nothing when fewer than three are known.
std::optional<std::size_t> odd_one_out(const Values& row) {
  std::optional<std::size_t> furthest;
  std::size_t known = 0;
  for (std::size_t at = 0; at < row.values.size(); ++at) {
    if (!std::isfinite(row.values[at])) continue;
    ++known;
    const auto distance = [&](std::size_t which) { return std::abs(row.values[which] - row.estimate.mean); };
    if (!furthest || distance(at) > distance(*furthest)) furthest = at;
  }
  return known >= 3 ? furthest : std::nullopt;
}

/// The mean of the first n values, for n = 1, 2, ...: how the answer settled.
std::vector<double> running_means(const std::vector<double>& values) {
  std::vector<double> means;
  double sum = 0;
  double number = 0;
  for (const double value : values) {
    if (std::isfinite(value)) sum += value, ++number;
    means.push_back(number > 0 ? sum / number : NAN);
  }
  return means;
}

/// What people call the replication whose value stands at `place`: from 1, or its own number when run alone.
std::size_t replication_number(const Values& row, std::size_t place) {
  return row.variant.file->results->first_replication + place + 1;
}

/// Empty when no command runs the variant alone.
std::string repeat_command(const Values& row, std::size_t place) {
  const auto& results = *row.variant.file->results;
  const auto& variant = *row.variant.result;
  const auto of_point = point_settings(results, variant);
  if (!of_point) return {};
  auto command = fmt::format("carepath run {} --replication {} --seed {}", variant.file,
                             replication_number(row, place), results.seed);
  for (const auto& setting : results.overrides)
    if (const auto arm = arm_of(setting); arm.empty() || arm == variant.name)
      command += fmt::format(" --set '{}'", setting);
  for (const auto& setting : *of_point) command += fmt::format(" --set '{}'", setting);
  return command;
}

void draw_spread(const PanelContext& context, const KpiRow& row, const std::vector<Values>& all,
                 float height) {
  PlotSetup setup;
  setup.id = "replications";
  setup.y_title = axis_title(row.title, row.unit);
  setup.y_unit = row.unit;
  setup.size = {0, height};
  Range y = no_range();
  for (const auto& each : all) {
    y = extended(y, each.values);
    setup.x_names.push_back(shortened(each.variant.label, 0.8F * ImGui::GetContentRegionAvail().x /
                                                              static_cast<float>(all.size())));
  }
  setup.x = {0, static_cast<double>(all.size())};
  setup.y = drawable(y, 0.08);
  PlotCanvas plot(setup, context.choices.plot("replications/spread"));
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto& [variant, values, estimate] = all[at];
    const double left = static_cast<double>(at) + 0.15;
    const double step = 0.7 / static_cast<double>(std::max<std::size_t>(values.size(), 1));
    const auto odd = odd_one_out(all[at]);
    plot.name(variant.label);
    plot.block(left, left + 0.7, estimate.low, estimate.high, with_opacity(variant.look.colour, 0.18F));
    plot.segment(left, estimate.mean, left + 0.7, estimate.mean, variant.look.colour, 2);
    for (std::size_t r = 0; r < values.size(); ++r)
      plot.dot(left + step * (static_cast<double>(r) + 0.5), values[r], variant.look.colour, 0.2F);
    if (odd)
      plot.label(left + step * (static_cast<double>(*odd) + 0.5), values[*odd],
                 std::to_string(replication_number(all[at], *odd)), colours::text, {0.4F, 0});
  }
  for (const double bound : target_bounds(row)) plot.horizontal_mark(bound, "Target", colours::text);
}

void draw_convergence(const PanelContext& context, const KpiRow& row, const std::vector<Values>& all,
                      float height) {
  PlotSetup setup;
  setup.id = "convergence";
  setup.y_title = "Mean of the first replications";
  setup.x_title = "replications, in order; shaded: the 95% limits of all of them";
  setup.y_unit = row.unit;
  setup.size = {0, height};
  Range y = no_range();
  std::size_t most = 1;
  for (const auto& each : all) {
    const double ends[] = {each.estimate.low, each.estimate.high};
    y = extended(extended(y, running_means(each.values)), ends);
    most = std::max(most, each.values.size());
  }
  setup.x = {1, static_cast<double>(std::max<std::size_t>(most, 2))};
  setup.y = drawable(y, 0.08);
  PlotCanvas plot(setup, context.choices.plot("replications/convergence"));
  for (const auto& [variant, values, estimate] : all) {
    std::vector<double> numbers(values.size());
    std::iota(numbers.begin(), numbers.end(), 1.0);
    plot.name(variant.label);
    if (std::isfinite(estimate.low))
      plot.block(1, static_cast<double>(most), estimate.low, estimate.high,
                 with_opacity(variant.look.colour, 0.12F));
    plot.line(numbers, running_means(values), variant.look.colour, variant.look.style);
  }
}

void draw_odd_ones(const std::vector<Values>& all, const KpiRow& row) {
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto odd = odd_one_out(all[at]);
    if (!odd) continue;
    ImGui::PushID(static_cast<int>(at));
    const auto command = repeat_command(all[at], *odd);
    if (!command.empty()) {
      if (ImGui::SmallButton("Copy command")) ImGui::SetClipboardText(command.c_str());
      ImGui::SameLine();
    }
    read_out_line(all[at].variant, fmt::format("furthest from the mean: replication {} with {}",
                                               replication_number(all[at], *odd),
                                               format_quantity(all[at].values[*odd], row.unit)));
    if (!command.empty() && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", command.c_str());
    ImGui::PopID();
  }
}

void draw_replications(const PanelContext& context) {
  const auto rows = main_kpis(context.workspace);
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.title);
  const auto& row = rows[chooser("##figure", context.choices.number("replications/figure"), names, 26)];
  const auto all = values_of(context.workspace, row);
  if (all.empty()) return empty_state("The shown variants hold no values by replication for this figure.");
  std::vector<ShownVariant> variants;
  for (const auto& each : all) variants.push_back(each.variant);
  legend(variants);
  const float line = ImGui::GetFrameHeightWithSpacing();
  const float room = ImGui::GetContentRegionAvail().y -
                     line * static_cast<float>(std::min<std::size_t>(all.size(), 5)) - line;
  draw_spread(context, row, all, 0.55F * room);
  draw_convergence(context, row, all, 0.45F * room);
  ImGui::BeginChild("odd ones");
  draw_odd_ones(all, row);
  ImGui::EndChild();
}

bool has_values(const Workspace& workspace) {
  return !main_kpis(workspace).empty() &&
         any_shown(workspace, [](const ShownVariant& variant) { return !variant.result->values.empty(); });
}

} // namespace
} // namespace replications

Panel replications_panel() {
  return {"replications",
          "Replications",
          "The same figure with other luck: its spread, how its mean settles, and the odd one out.",
          "The open results hold no values by replication.",
          replications::has_values,
          replications::draw_replications};
}

} // namespace carepath
