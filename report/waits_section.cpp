// How long it takes: histograms of the durations behind the main KPIs, each variant beside the first.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/palette.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr std::size_t most_histograms = 3;
constexpr std::size_t fewest_bins = 3; // a chart of fewer says nothing
constexpr double week = 7;

/// Bars of equal width: days, or weeks where anyone took longer than the days reach.
struct Bars {
  std::vector<double> edges; // in `unit`
  std::string unit;
  std::vector<std::vector<double>> counts; // of each variant; empty where it has none
};

/// One past the last bin that holds anybody in any variant.
std::size_t used_bins(const Results& results, std::size_t which, std::size_t bins) {
  std::size_t used = 0;
  for (const auto& variant : results.variants)
    if (which < variant.histograms.size())
      for (std::size_t bin = 0; bin < std::min(bins, variant.histograms[which].size()); ++bin)
        if (variant.histograms[which][bin] > 0) used = std::max(used, bin + 1);
  return used;
}

/// Counts by the week of their lower edge.
std::vector<double> by_week(const std::vector<double>& counts, const std::vector<double>& edges,
                            std::size_t weeks) {
  std::vector<double> sums(counts.empty() ? 0 : weeks, 0.0);
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    const auto at = static_cast<std::size_t>(edges[bin] / week);
    if (at < weeks) sums[at] += counts[bin];
  }
  return sums;
}

Bars bars_of(const Results& results, std::size_t which) {
  const auto& edges = results.histograms[which].edges;
  const std::size_t bins = edges.empty() ? 0 : edges.size() - 1;
  const auto used = used_bins(results, which, bins);
  Bars bars;
  if (used == 0) return bars;
  const bool daily = std::isfinite(edges[used]) && edges[used] <= 2 * week;
  bars.unit = daily ? "days" : "weeks";
  const auto size = daily ? used : static_cast<std::size_t>(edges[used - 1] / week) + 1;
  for (std::size_t at = 0; at <= size; ++at) bars.edges.push_back(static_cast<double>(at));
  for (const auto& variant : results.variants) {
    auto counts = which < variant.histograms.size() ? variant.histograms[which] : std::vector<double>{};
    if (daily && counts.size() > size) counts.resize(size);
    bars.counts.push_back(daily ? counts : by_week(counts, edges, size));
  }
  return bars;
}

HistogramChart chart_of(const Bars& bars, std::size_t variant, double top) {
  HistogramChart chart;
  chart.x = {bars.unit == "days" ? "Days" : "Weeks", false, true};
  chart.y = {fmt::format("People, per {}", bars.unit == "days" ? "day" : "week"), false, true, 0, top};
  chart.edges = bars.edges;
  chart.parts = {{"people", variant_look(variant).colour, bars.counts[variant]}};
  if (variant > 0) chart.outline = bars.counts.front();
  return chart;
}

/// "0 weeks", "1 week".
std::string time_words(std::size_t number, const std::string& unit) {
  return fmt::format("{} {}", number, number == 1 ? unit.substr(0, unit.size() - 1) : unit);
}

/// A mean number of people, in whole ones where there are many.
std::string people_words(double number) {
  return plain(number, number > 0 && number < 10 ? 1 : 0);
}

std::string description(const Bars& bars, std::size_t variant) {
  double all = 0;
  std::size_t highest = 0;
  const auto& counts = bars.counts[variant];
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    all += counts[bin];
    if (counts[bin] > counts[highest]) highest = bin;
  }
  auto words = fmt::format("Bars of people by {} taken, mean per replication: {} people", bars.unit,
                           people_words(all));
  if (all > 0)
    words += fmt::format(", the largest number, {}, at {}", people_words(counts[highest]),
                         time_words(highest, bars.unit));
  return words + ".";
}

std::string numbers_table(const Results& results, const Bars& bars, const std::string& title) {
  Table table(title + ": people, mean per replication",
              variant_columns(results, bars.unit == "days" ? "From day" : "From week"));
  for (std::size_t bin = 0; bin + 1 < bars.edges.size(); ++bin) {
    std::vector<Cell> cells;
    for (const auto& counts : bars.counts)
      cells.push_back(number_cell(bin < counts.size() ? plain(counts[bin], 1) : "–"));
    table.row(plain(bars.edges[bin], 0), cells);
  }
  return table.html();
}

/// Two figures of one clock, such as the shares within four and twelve hours, are of the same times.
bool same_times(const Results& results, std::size_t one, std::size_t other) {
  if (results.histograms[one].edges != results.histograms[other].edges) return false;
  return std::all_of(results.variants.begin(), results.variants.end(), [&](const VariantResult& variant) {
    const auto reach = variant.histograms.size();
    return one >= reach || other >= reach || variant.histograms[one] == variant.histograms[other];
  });
}

/// Those behind the chosen figures first, then in the order of the scenario.
std::vector<std::size_t> shown_histograms(const Results& results) {
  std::vector<std::size_t> order;
  const auto is_new = [&](std::size_t which) {
    return std::none_of(order.begin(), order.end(), [&](std::size_t shown) {
      return shown == which || same_times(results, shown, which);
    });
  };
  const auto add = [&](std::size_t which) {
    if (order.size() < most_histograms && is_new(which) && bars_of(results, which).edges.size() > fewest_bins)
      order.push_back(which);
  };
  for (const auto kpi : headline_kpis(results))
    for (std::size_t which = 0; which < results.histograms.size(); ++which)
      if (results.kpis[kpi].name.starts_with(results.histograms[which].name)) add(which);
  for (std::size_t which = 0; which < results.histograms.size(); ++which) add(which);
  return order;
}

void add_histogram(Page& page, std::size_t which) {
  const auto& results = page.results();
  const auto& row = results.histograms[which];
  const auto title = title_of(row);
  const auto bars = bars_of(results, which);
  double top = 1;
  for (const auto& counts : bars.counts)
    for (const double count : counts) top = std::max(top, count);
  page.heading(title);
  page.html("<div class=\"pair\">\n");
  bool numbers = true; // once for all variants
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    if (bars.counts[v].empty()) continue;
    page.figure(page.plotter().draw(chart_of(bars, v, top)),
                {title + ": " + shown_name(results, v), description(bars, v), ""},
                numbers ? numbers_table(results, bars, title) : "");
    numbers = false;
  }
  page.html("</div>\n");
}

} // namespace

void add_waits(Page& page) {
  const auto& results = page.results();
  const auto shown = shown_histograms(results);
  if (shown.empty()) return;
  page.open_section("waits", "How long it takes");
  page.html("<p class=\"note\">People of the measured period by the time taken, mean over replications. The "
            "outline is the first pathway.</p>\n");
  for (const auto which : shown) add_histogram(page, which);
  page.close_section();
}

} // namespace carepath::report
