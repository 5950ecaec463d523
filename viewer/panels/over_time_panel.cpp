// A figure followed through the run, all variants together, with bands and the target line.
#include "viewer/panels/parts.hpp"

#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace over_time {
namespace {

enum class Band { limits, percentiles, none };

struct Curve {
  ShownVariant variant;
  SeriesCurve data;
};

std::vector<Curve> curves_of(const Workspace& workspace, const std::string& series) {
  std::vector<Curve> curves;
  for (auto& variant : workspace.shown()) {
    const auto data = curve_of(variant, series);
    if (!data.mean.empty()) curves.push_back({std::move(variant), data});
  }
  return curves;
}

std::span<const double> band_low(const SeriesCurve& data, Band band) {
  return band == Band::limits ? data.low : band == Band::percentiles ? data.p05 : std::span<const double>{};
}

std::span<const double> band_high(const SeriesCurve& data, Band band) {
  return band == Band::limits ? data.high : band == Band::percentiles ? data.p95 : std::span<const double>{};
}

PlotSetup plot_setup(const std::vector<Curve>& curves, const SeriesRow& series, Band band) {
  PlotSetup setup;
  setup.id = "over-time";
  setup.y_title = series.unit.empty() ? series.title : fmt::format("{} ({})", series.title, series.unit);
  setup.y_unit = series.unit;
  setup.start_date = curves.front().variant.file->results->start_date;
  setup.x_title = parse_date(setup.start_date) ? "" : "days since the start";
  Range x = no_range();
  Range y = no_range();
  for (const auto& curve : curves) {
    x = extended(x, curve.data.times);
    for (const auto values : {curve.data.mean, band_low(curve.data, band), band_high(curve.data, band)})
      y = extended(y, values);
  }
  setup.x = drawable(x, 0.01);
  setup.y = drawable(extended(y, target_bounds(series)), 0.06);
  return setup;
}

void draw_curves(PlotCanvas& plot, const std::vector<Curve>& curves, Band band) {
  for (const auto& [variant, data] : curves) {
    plot.name(variant.label);
    plot.band(data.times, band_low(data, band), band_high(data, band),
              with_opacity(variant.look.colour, 0.16F));
  }
  for (const auto& [variant, data] : curves) {
    plot.name(variant.label);
    plot.line(data.times, data.mean, variant.look.colour, variant.look.style);
  }
}

void draw_marks(PlotCanvas& plot, const Results& results, const SeriesRow& series) {
  for (const double bound : target_bounds(series))
    plot.horizontal_mark(bound, "Target " + format_target(series), colours::text);
  if (results.warm_up_days > 0) plot.vertical_mark(results.warm_up_days, "end of warm-up", colours::muted);
}

void draw_read_out(PlotCanvas& plot, const std::vector<Curve>& curves, const SeriesRow& series) {
  const auto x = plot.hovered_x();
  if (!x) return;
  const auto& first = curves.front();
  const auto nearest = nearest_index(first.data.times, *x);
  if (!nearest) return;
  const double time = first.data.times[*nearest];
  plot.cursor(time);
  ImGui::BeginTooltip();
  ImGui::Text("%s, week %s", format_date(first.variant.file->results->start_date, time).c_str(),
              grouped(time / 7, 0).c_str());
  for (const auto& [variant, data] : curves) {
    const auto at = nearest_index(data.times, time);
    if (!at) continue;
    const Estimate estimate{data.mean[*at], data.low.empty() ? NAN : data.low[*at],
                            data.high.empty() ? NAN : data.high[*at]};
    const auto limits = format_limits(estimate, series.unit);
    plot.cursor_dot(data.times[*at], estimate.mean, variant.look.colour);
    read_out_line(variant,
                  format_quantity(estimate.mean, series.unit) + (limits.empty() ? "" : " (" + limits + ")"));
  }
  ImGui::EndTooltip();
}

void draw_plot(const PanelContext& context, const std::vector<Curve>& curves, const SeriesRow& series,
               Band band) {
  std::vector<ShownVariant> variants;
  for (const auto& curve : curves) variants.push_back(curve.variant);
  legend(variants);
  PlotCanvas plot(plot_setup(curves, series, band), context.choices.plot("over-time/" + series.name));
  draw_curves(plot, curves, band);
  draw_marks(plot, *curves.front().variant.file->results, series);
  draw_read_out(plot, curves, series);
}

void draw_over_time(const PanelContext& context) {
  const auto rows = shown_series(context.workspace);
  std::vector<std::string> names;
  for (const auto* row : rows) names.push_back(row->title.empty() ? row->name : row->title);
  const auto& series = *rows[chooser("##series", context.choices.number("over-time/series"), names, 24)];
  ImGui::SameLine();
  const auto band =
      static_cast<Band>(chooser("##band", context.choices.number("over-time/band"),
                                {"95% limits of the mean", "5% to 95% of replications", "No band"}));
  ImGui::SameLine();
  auto& view = context.choices.plot("over-time/" + series.name);
  if (ImGui::Button("Fit")) view.fitted = true;
  const auto curves = curves_of(context.workspace, series.name);
  if (curves.empty())
    return empty_state("No shown variant has this figure through time. Tick another variant.");
  draw_plot(context, curves, series, band);
}

bool has_series(const Workspace& workspace) {
  for (const auto* file : workspace.shown_files())
    if (!file->results->series.empty() && !file->results->times.empty()) return true;
  return false;
}

} // namespace
} // namespace over_time

Panel over_time_panel() {
  return {
      "over-time",
      "Waiting list over time",
      "List sizes and shares through the run. Wheel zooms (Shift: time only), drag moves, double-click fits.",
      "The open results hold no figures followed through time.",
      over_time::has_series,
      over_time::draw_over_time};
}

} // namespace carepath
