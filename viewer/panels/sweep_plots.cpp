#include "viewer/panels/sweep_plots.hpp"

#include "engine/results/target.hpp"
#include "viewer/figure_text.hpp"
#include "viewer/panels/parts.hpp"
#include "viewer/plot/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

Range figure_range(const SweepTable& table, std::size_t figure) {
  Range range = no_range();
  for (std::size_t at = 0; at < table.size(); ++at) {
    const double value[] = {table.value(at, figure)};
    range = extended(range, value);
  }
  return range;
}

std::vector<std::string> axis_names(const SweepTable& table) {
  std::vector<std::string> names;
  for (const auto& axis : table.axes) names.push_back(axis.name);
  return names;
}

/// The levels at which the coordinates that are not drawn are held.
std::vector<std::size_t> choose_slice(const PanelContext& context, const SweepTable& table, std::size_t x,
                                      std::size_t y) {
  std::vector<std::size_t> held(table.axes.size(), 0);
  for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
    if (axis == x || axis == y) continue;
    ImGui::SameLine();
    std::vector<std::string> levels;
    for (const auto& level : table.axes[axis].levels) levels.push_back(table.axes[axis].name + ": " + level);
    const auto key = fmt::format("sweep/held/{}", axis);
    held[axis] = chooser(("##" + key).c_str(), context.choices.number(key), levels, 12);
  }
  return held;
}

bool in_slice(const std::vector<std::size_t>& place, const std::vector<std::size_t>& held, std::size_t x,
              std::size_t y) {
  for (std::size_t axis = 0; axis < place.size(); ++axis)
    if (axis != x && axis != y && place[axis] != held[axis]) return false;
  return true;
}

/// The point in each cell [row, column]; -1 where there is none.
std::vector<int> points_in_cells(const SweepTable& table, const std::vector<std::size_t>& held, std::size_t x,
                                 std::size_t y) {
  const auto columns = table.axes[x].levels.size();
  const auto rows = x == y ? 1 : table.axes[y].levels.size();
  std::vector<int> cells(columns * rows, -1);
  for (std::size_t at = 0; at < table.size(); ++at)
    if (in_slice(table.places[at], held, x, y))
      cells[(x == y ? 0 : table.places[at][y]) * columns + table.places[at][x]] = static_cast<int>(at);
  return cells;
}

PlotSetup heat_setup(const SweepTable& table, std::size_t figure, std::size_t x, std::size_t y) {
  PlotSetup setup;
  setup.id = "sweep-heat-map";
  setup.y_title = x == y ? table.figures[figure].title
                         : fmt::format("{}, by {} (up) and {} (across)", table.figures[figure].title,
                                       table.axes[y].name, table.axes[x].name);
  setup.x_title = table.axes[x].name;
  setup.x_names = table.axes[x].levels;
  setup.y_names = x == y ? std::vector<std::string>{""} : table.axes[y].levels;
  setup.x = {0, static_cast<double>(setup.x_names.size())};
  setup.y = {0, static_cast<double>(setup.y_names.size())};
  return setup;
}

void label_cells(PlotCanvas& plot, const SweepTable& table, std::size_t figure, const std::vector<int>& cells,
                 std::size_t columns, Range scale) {
  const float em = ImGui::GetFontSize();
  const float wide = plot.x_map().to_pixel(1) - plot.x_map().to_pixel(0);
  const float tall = plot.y_map().to_pixel(0) - plot.y_map().to_pixel(1);
  if (wide < 4 * em || tall < 1.3F * em) return;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (cells[at] < 0) continue;
    const auto variant = static_cast<std::size_t>(cells[at]);
    const double value = table.value(variant, figure);
    auto words = format_number(value, table.figures[figure].unit);
    if (table.feasible[variant]) words += " *";
    const float width = ImGui::CalcTextSize(words.c_str()).x / em;
    plot.label(static_cast<double>(at % columns) + 0.5, static_cast<double>(at / columns) + 0.5, words,
               ramp_text_colour((value - scale.low) / scale.span()), {-0.5F * width, 0});
  }
}

void take_click(const PanelContext& context, const PlotCanvas& plot, const std::vector<int>& cells,
                std::size_t columns) {
  const auto x = plot.hovered_x();
  const auto y = plot.hovered_y();
  if (!plot.clicked() || !x || !y || *x < 0 || *y < 0 || *x >= static_cast<double>(columns)) return;
  const auto at = static_cast<std::size_t>(*y) * columns + static_cast<std::size_t>(*x);
  if (at < cells.size() && cells[at] >= 0) context.choices.number("sweep/point") = cells[at];
}

/// Where each axis of the parallel coordinates has a point: coordinates by level, then the figures.
double height_on(const SweepTable& table, std::size_t variant, std::size_t axis,
                 const std::vector<std::size_t>& figures, const std::vector<Range>& ranges) {
  if (axis < table.axes.size()) {
    const auto levels = table.axes[axis].levels.size();
    return levels < 2 ? 0.5
                      : static_cast<double>(table.places[variant][axis]) / static_cast<double>(levels - 1);
  }
  const auto& range = ranges[axis - table.axes.size()];
  const double value = table.value(variant, figures[axis - table.axes.size()]);
  return range.span() > 0 ? (value - range.low) / range.span() : 0.5;
}

/// The chosen figure, and up to three more with a target or named first.
std::vector<std::size_t> parallel_figures(const SweepTable& table, std::size_t figure) {
  std::vector<std::size_t> figures{figure};
  for (const bool with_target : {true, false})
    for (std::size_t at = 0; at < table.figures.size() && figures.size() < 4; ++at)
      if (table.figures[at].has_target == with_target &&
          std::find(figures.begin(), figures.end(), at) == figures.end())
        figures.push_back(at);
  return figures;
}

std::optional<std::size_t> nearest_point(const PlotCanvas& plot,
                                         const std::vector<std::vector<double>>& heights) {
  const auto x = plot.hovered_x();
  const auto y = plot.hovered_y();
  if (!x || !y || heights.empty()) return std::nullopt;
  const auto most = static_cast<double>(heights.front().size() - 1);
  const auto axis = static_cast<std::size_t>(std::clamp(std::round(*x), 0.0, most));
  std::optional<std::size_t> nearest;
  for (std::size_t at = 0; at < heights.size(); ++at)
    if (std::isfinite(heights[at][axis]) &&
        (!nearest || std::abs(heights[at][axis] - *y) < std::abs(heights[*nearest][axis] - *y)))
      nearest = at;
  return nearest;
}

void draw_axes(PlotCanvas& plot, const SweepTable& table, const std::vector<std::size_t>& figures,
               const std::vector<Range>& ranges) {
  for (std::size_t axis = 0; axis < table.axes.size() + figures.size(); ++axis) {
    const auto x = static_cast<double>(axis);
    plot.segment(x, 0, x, 1, colours::axis, 1.5F);
    const bool coordinate = axis < table.axes.size();
    const auto place = axis - table.axes.size();
    const auto& name = coordinate ? table.axes[axis].name : table.figures[figures[place]].title;
    const auto low = coordinate ? table.axes[axis].levels.front()
                                : format_number(ranges[place].low, table.figures[figures[place]].unit);
    const auto high = coordinate ? table.axes[axis].levels.back()
                                 : format_number(ranges[place].high, table.figures[figures[place]].unit);
    const float em = ImGui::GetFontSize();
    const float room = plot.x_map().to_pixel(1) - plot.x_map().to_pixel(0) - 0.8F * em;
    const auto put = [&](double y, const std::string& words, float down) {
      const auto fitted = shortened(words, room);
      plot.label(x, y, fitted, colours::text, {-0.5F * ImGui::CalcTextSize(fitted.c_str()).x / em, down});
    };
    put(1, name, -2.0F);
    put(1, high, -0.8F);
    put(0, low, 0.8F);
  }
}

} // namespace

void draw_sweep_heat(const PanelContext& context, const SweepTable& table, std::size_t figure) {
  const auto names = axis_names(table);
  const auto x = chooser("##across", context.choices.number("sweep/x"), names, 10);
  ImGui::SameLine();
  const auto y = chooser("##up", context.choices.number("sweep/y", 1), names, 10);
  const auto held = choose_slice(context, table, x, y);
  constexpr std::size_t most_cells = 10'000; // the points of a sample lie at levels of their own
  if (table.axes[x].levels.size() * (x == y ? 1 : table.axes[y].levels.size()) > most_cells)
    return empty_state("Too many levels for cells that can be seen. The other two views show every point.");
  const auto cells = points_in_cells(table, held, x, y);
  std::vector<double> values;
  for (const int point : cells)
    values.push_back(point < 0 ? NAN : table.value(static_cast<std::size_t>(point), figure));
  const Range scale = figure_range(table, figure);
  const auto& unit = table.figures[figure].unit;
  muted_text(
      fmt::format("Light: {}; dark: {} over the whole sweep. *: meets all targets. Grey: not in the sweep.",
                  format_quantity(scale.low, unit), format_quantity(scale.high, unit)));
  const auto columns = table.axes[x].levels.size();
  PlotCanvas plot(heat_setup(table, figure, x, y), context.choices.plot("sweep/heat"));
  plot.name(table.figures[figure].title);
  plot.heat(columns, values, scale);
  label_cells(plot, table, figure, cells, columns, scale);
  take_click(context, plot, cells, columns);
}

void draw_sweep_parallel(const PanelContext& context, const SweepTable& table, std::size_t figure) {
  const auto figures = parallel_figures(table, figure);
  std::vector<Range> ranges;
  for (const auto each : figures) ranges.push_back(figure_range(table, each));
  const auto count = table.axes.size() + figures.size();
  std::vector<double> xs(count);
  for (std::size_t axis = 0; axis < count; ++axis) xs[axis] = static_cast<double>(axis);
  std::vector<std::vector<double>> heights;
  for (std::size_t at = 0; at < table.size(); ++at) {
    auto& own = heights.emplace_back();
    for (std::size_t axis = 0; axis < count; ++axis)
      own.push_back(height_on(table, at, axis, figures, ranges));
  }
  muted_text("A line is a point of the sweep, coloured by the chosen figure (light to dark). Bold: meets all "
             "targets.");
  PlotSetup setup;
  setup.id = "sweep-parallel";
  setup.x = {-0.5, static_cast<double>(count) - 0.5};
  setup.y = {-0.08, 1.13};
  setup.x_names = {""};
  setup.y_names = {""};
  setup.y_title = table.figures[figure].title + " over the sweep";
  PlotCanvas plot(setup, context.choices.plot("sweep/parallel"));
  for (const bool feasible : {false, true})
    for (std::size_t at = 0; at < table.size(); ++at) {
      if (table.feasible[at] != feasible) continue;
      const double share =
          ranges[0].span() > 0 ? (table.value(at, figure) - ranges[0].low) / ranges[0].span() : 0.5;
      plot.name(point_words(table, at));
      plot.line(xs, heights[at], with_opacity(heat_colour(0.25 + 0.75 * share), feasible ? 0.95F : 0.35F),
                LineStyle::solid, feasible ? 2.2F : 1.0F);
    }
  const int chosen = context.choices.number("sweep/point", -1);
  if (chosen >= 0 && chosen < static_cast<int>(heights.size()))
    plot.line(xs, heights[static_cast<std::size_t>(chosen)], colours::text, LineStyle::solid, 3);
  draw_axes(plot, table, figures, ranges);
  const auto nearest = nearest_point(plot, heights);
  if (nearest) ImGui::SetTooltip("%s", point_words(table, *nearest).c_str());
  if (nearest && plot.clicked()) context.choices.number("sweep/point") = static_cast<int>(*nearest);
}

namespace {

bool less_is_better(const KpiRow& row, int chosen) {
  return chosen == 0 ? (!row.has_target || row.target_at_most) : chosen == 1;
}

std::size_t choose_direction(const PanelContext& context, const char* key) {
  return chooser((std::string("##") + key).c_str(), context.choices.number(key),
                 {"better: by target", "better: less", "better: more"}, 10);
}

struct FrontierView {
  std::size_t across;
  std::size_t up;
  std::vector<std::size_t> best;
};

FrontierView choose_frontier(const PanelContext& context, const SweepTable& table, std::size_t figure) {
  std::vector<std::string> titles;
  for (const auto& row : table.figures) titles.push_back(row.title);
  FrontierView view{0, figure, {}};
  const auto other = std::find_if(table.figures.begin(), table.figures.end(),
                                  [](const KpiRow& row) { return row.unit.starts_with("£"); });
  const auto first = other == table.figures.end() ? 0 : static_cast<int>(other - table.figures.begin());
  muted_text("across:");
  ImGui::SameLine();
  view.across = chooser("##across figure", context.choices.number("sweep/across", first), titles, 13);
  ImGui::SameLine();
  const auto across_way = choose_direction(context, "sweep/across way");
  ImGui::SameLine();
  muted_text("up: above");
  ImGui::SameLine();
  const auto up_way = choose_direction(context, "sweep/up way");
  ImGui::SameLine();
  const bool feasible = toggle("only those that meet all targets", context.choices.number("sweep/feasible"));
  view.best =
      frontier(table, view.across, less_is_better(table.figures[view.across], static_cast<int>(across_way)),
               view.up, less_is_better(table.figures[view.up], static_cast<int>(up_way)), feasible);
  return view;
}

std::optional<std::size_t> point_under_mouse(const PlotCanvas& plot, const SweepTable& table,
                                             const FrontierView& view) {
  if (!plot.hovered_x()) return std::nullopt;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float reach = ImGui::GetFontSize();
  std::optional<std::size_t> nearest;
  float best = reach * reach;
  for (std::size_t at = 0; at < table.size(); ++at) {
    const float dx = plot.x_map().to_pixel(table.value(at, view.across)) - mouse.x;
    const float dy = plot.y_map().to_pixel(table.value(at, view.up)) - mouse.y;
    if (!(dx * dx + dy * dy < best)) continue;
    best = dx * dx + dy * dy;
    nearest = at;
  }
  return nearest;
}

PlotSetup frontier_setup(const SweepTable& table, const FrontierView& view) {
  const auto& across = table.figures[view.across];
  const auto& up = table.figures[view.up];
  PlotSetup setup;
  setup.id = "sweep-frontier";
  setup.y_title = axis_title(up.title, up.unit);
  setup.x_title = axis_title(across.title, across.unit);
  setup.x_unit = across.unit;
  setup.y_unit = up.unit;
  setup.x = drawable(figure_range(table, view.across), 0.05);
  setup.y = drawable(figure_range(table, view.up), 0.08);
  return setup;
}

void draw_points(PlotCanvas& plot, const SweepTable& table, const FrontierView& view) {
  for (std::size_t at = 0; at < table.size(); ++at) {
    plot.name(point_words(table, at));
    const auto colour =
        table.feasible[at] ? with_opacity(colours::good, 0.9F) : with_opacity(colours::axis, 0.45F);
    plot.dot(table.value(at, view.across), table.value(at, view.up), colour, 0.28F);
  }
}

void draw_best(PlotCanvas& plot, const SweepTable& table, const FrontierView& view) {
  std::vector<double> xs;
  std::vector<double> ys;
  for (const auto at : view.best) {
    xs.push_back(table.value(at, view.across));
    ys.push_back(table.value(at, view.up));
  }
  plot.name("frontier");
  plot.line(xs, ys, palette_colour(1));
  for (std::size_t at = 0; at < xs.size(); ++at) plot.dot(xs[at], ys[at], palette_colour(1), 0.34F);
}

} // namespace

void draw_sweep_frontier(const PanelContext& context, const SweepTable& table, std::size_t figure) {
  const auto view = choose_frontier(context, table, figure);
  const auto& across = table.figures[view.across];
  const auto& up = table.figures[view.up];
  muted_text("Full dot: meets all targets. Line: points no other beats in both figures.");
  PlotCanvas plot(frontier_setup(table, view), context.choices.plot("sweep/frontier"));
  for (const double bound : target_bounds(up)) plot.horizontal_mark(bound, "Target", colours::text);
  for (const double bound : target_bounds(across)) plot.vertical_mark(bound, "Target", colours::text);
  draw_points(plot, table, view);
  draw_best(plot, table, view);
  const int chosen = context.choices.number("sweep/point", -1);
  if (chosen >= 0 && chosen < static_cast<int>(table.size())) {
    const auto point = static_cast<std::size_t>(chosen);
    plot.dot(table.value(point, view.across), table.value(point, view.up), colours::text, 0.45F);
  }
  const auto nearest = point_under_mouse(plot, table, view);
  if (nearest) ImGui::SetTooltip("%s", point_words(table, *nearest).c_str());
  if (nearest && plot.clicked()) context.choices.number("sweep/point") = static_cast<int>(*nearest);
}

} // namespace carepath
