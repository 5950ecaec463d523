// Equity: every figure split by group, and the gap between groups.
#include "report/format.hpp"

#include "engine/base/text.hpp"
#include "engine/results/target.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

DotPlot dots_of(const Results& results, const Split& split) {
  const auto& first = results.kpis[split.rows.front()];
  DotPlot chart;
  chart.x = {is_share(first.unit) ? "Share, per cent" : first.unit, is_share(first.unit), false};
  for (const auto row : split.rows) chart.categories.push_back(spoken(results.kpis[row].group_value));
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    DotSeries series{shown_name(results, v), v, {}, {}, {}};
    for (const auto row : split.rows) {
      const auto estimate = estimate_of(results, v, row);
      series.values.push_back(estimate.mean);
      series.low.push_back(estimate.low);
      series.high.push_back(estimate.high);
    }
    chart.series.push_back(std::move(series));
  }
  for (const double bound : target_bounds(first))
    chart.marks.push_back({bound, "target " + round_figure(bound, first.unit)});
  return chart;
}

/// Highest and lowest group by mean; no size when fewer than two are defined.
struct Gap {
  double size = std::nan("");
  std::string highest; // both empty where there is no difference
  std::string lowest;
};

/// The group whose figure the gap takes from the first's: the last before the gap's row, as those after it
/// are of variants that have more groups.
std::size_t last_of_gap(const Split& split) {
  const auto after =
      std::find_if(split.rows.begin(), split.rows.end(), [&](auto row) { return row > *split.gap; });
  return *std::prev(after);
}

Gap widest_gap(const Results& results, const Split& split, std::size_t variant) {
  Gap gap;
  double low = 0;
  double high = 0;
  int groups = 0;
  for (const auto row : split.rows) {
    const double value = estimate_of(results, variant, row).mean;
    if (!std::isfinite(value)) continue;
    ++groups;
    const auto& name = results.kpis[row].group_value;
    if (gap.highest.empty() || value > high) {
      high = value;
      gap.highest = name;
    }
    if (gap.lowest.empty() || value < low) {
      low = value;
      gap.lowest = name;
    }
  }
  if (groups > 1) gap.size = high - low;
  if (gap.highest == gap.lowest) gap.highest = gap.lowest = "";
  return gap;
}

Cell gap_cell(const Results& results, const Split& split, std::size_t variant) {
  const auto& unit = results.kpis[split.rows.front()].unit;
  if (split.gap) {
    const auto estimate = estimate_of(results, variant, *split.gap);
    if (!std::isfinite(estimate.mean)) return number_cell("–");
    const auto basis = basis_of_gap(results, results.variants[variant], *split.gap);
    return {fmt::format("{}<span class=\"change\">{} minus {}{}</span>",
                        escape(signed_with_limits(estimate, unit)),
                        escape(spoken(results.kpis[split.rows.front()].group_value)),
                        escape(spoken(results.kpis[last_of_gap(split)].group_value)),
                        basis.empty() ? "" : "; " + basis),
            true};
  }
  const auto gap = widest_gap(results, split, variant);
  if (!std::isfinite(gap.size)) return number_cell("–");
  if (gap.highest.empty()) return number_cell(size_of_difference(gap.size, unit));
  return {fmt::format("{}<span class=\"change\">{} over {}</span>",
                      escape(size_of_difference(gap.size, unit)), escape(spoken(gap.highest)),
                      escape(spoken(gap.lowest))),
          true};
}

std::string split_table(const Results& results, const Split& split) {
  const auto& first = results.kpis[split.rows.front()];
  Table table(fmt::format("{} by {}", title_of(first), spoken(split.group)),
              variant_columns(results, spoken(split.group)));
  auto rows = split.rows;
  if (split.shared) rows.push_back(*split.shared);
  for (const auto row : rows) {
    std::vector<Cell> cells;
    for (std::size_t v = 0; v < results.variants.size(); ++v)
      cells.push_back(number_cell(with_limits(estimate_of(results, v, row), first.unit)));
    table.row(spoken(results.kpis[row].group_value), cells);
  }
  return table.html();
}

/// True when the results hold every gap with its own limits.
bool has_all_gaps(const std::vector<Split>& all) {
  return std::all_of(all.begin(), all.end(), [](const Split& split) { return split.gap.has_value(); });
}

std::string gaps_table(const Results& results, const std::vector<Split>& all) {
  Table table(has_all_gaps(all) ? "Gap between the first and the last group (95% limits)"
                                : "Gap between groups",
              variant_columns(results, "Figure"));
  for (const auto& split : all) {
    std::vector<Cell> cells;
    for (std::size_t v = 0; v < results.variants.size(); ++v) cells.push_back(gap_cell(results, split, v));
    table.row(fmt::format("{} by {}", title_of(results.kpis[split.rows.front()]), split.group), cells);
  }
  return table.html();
}

std::string description(const Results& results, const Split& split) {
  std::string text = "Points with 95% limits, a row per group. ";
  const auto& unit = results.kpis[split.rows.front()].unit;
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto gap = widest_gap(results, split, v);
    if (std::isfinite(gap.size) && gap.highest.empty())
      text += fmt::format("{}: no gap. ", shown_name(results, v));
    else if (std::isfinite(gap.size))
      text += fmt::format("{}: widest gap {}, {} over {}. ", shown_name(results, v),
                          size_of_difference(gap.size, unit), gap.highest, gap.lowest);
  }
  return text;
}

} // namespace

void add_equity(Page& page) {
  const auto& results = page.results();
  const auto all = splits(results, false);
  page.open_section("equity", "Equity: the same figures by group");
  if (all.empty()) {
    page.paragraph(
        "The scenario splits no figure by group, so nothing can be said here about fairness between groups.");
    page.close_section();
    return;
  }
  page.legend(variant_legend(results));
  page.html("<div class=\"pair\">\n");
  for (const auto& split : all)
    page.figure(page.plotter().draw(dots_of(results, split), ChartWidth::half),
                {fmt::format("{} by {}", title_of(results.kpis[split.rows.front()]), split.group),
                 description(results, split), ""},
                split_table(results, split));
  page.html("</div>\n" + gaps_table(results, all));
  if (!has_all_gaps(all))
    page.html("<p class=\"note\">A gap of one group over another is between the two means furthest apart, "
              "without limits: judge it by the limits of its two groups in the tables above.</p>\n");
  page.close_section();
}

} // namespace carepath::report
