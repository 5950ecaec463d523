// Where the work is done, and the resources that do it.
#include "engine/base/text.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/palette.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/targets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

StackedBars work_bars(const Results& results, const Split& split) {
  const auto& first = results.kpis[split.rows.front()];
  StackedBars chart;
  const double scale = is_money(first.unit) ? 1e-6 : 1;
  chart.x = {is_money(first.unit) ? "£ million" : first.unit, false, true};
  for (std::size_t v = 0; v < results.variants.size(); ++v)
    chart.categories.push_back(shown_name(results, v));
  for (std::size_t i = 0; i < split.rows.size(); ++i) {
    BarPart part{results.kpis[split.rows[i]].group_value, part_colour(i), {}};
    for (std::size_t v = 0; v < results.variants.size(); ++v)
      part.values.push_back(estimate_of(results, v, split.rows[i]).mean * scale);
    chart.parts.push_back(std::move(part));
  }
  return chart;
}

std::string change_words(const Estimate& difference, const std::string& unit) {
  const auto said = verdict(difference);
  if (said == Verdict::no_clear_difference) return "no clear change";
  const auto range = limits(difference, unit);
  return escape(signed_figure(difference, unit)) + (range.empty() ? ", no limits" : " (" + range + ")");
}

/// Mean in each variant, and where it moved by more than chance.
std::string work_table(const Results& results, const Split& split) {
  const auto& first = results.kpis[split.rows.front()];
  Table table(
      fmt::format("{} by {}, with the change from the first column", spoken_title(first), split.group),
      variant_columns(results, split.group));
  for (const auto row : split.rows) {
    std::vector<Cell> cells;
    for (std::size_t v = 0; v < results.variants.size(); ++v) {
      auto html = escape(figure(estimate_of(results, v, row).mean, first.unit));
      const auto difference = difference_from_first(results, v, row);
      if (difference && std::isfinite(difference->mean))
        html += fmt::format("<span class=\"change\">{}</span>", change_words(*difference, first.unit));
      cells.push_back({html, true});
    }
    table.row(results.kpis[row].group_value, cells);
  }
  return table.html();
}

std::vector<LegendEntry> part_legend(const StackedBars& chart) {
  std::vector<LegendEntry> entries;
  for (const auto& part : chart.parts) entries.push_back({"■", part.colour, part.label});
  return entries;
}

void add_work(Page& page, const Split& split) {
  const auto& results = page.results();
  const auto chart = work_bars(results, split);
  const auto title = spoken_title(results.kpis[split.rows.front()]);
  std::string description =
      "A bar for each variant, its parts those named; the figures are in the table below.";
  page.legend(part_legend(chart));
  page.figure(page.plotter().draw(chart), {title + " by " + split.group, description, ""}, "");
  page.html(work_table(results, split));
}

/// Every resource of any variant, in the order first met.
std::vector<std::string> resource_names(const Results& results) {
  std::vector<std::string> names;
  for (const auto& variant : results.variants)
    for (const auto& resource : variant.resources)
      if (std::find(names.begin(), names.end(), resource.name) == names.end()) names.push_back(resource.name);
  return names;
}

bool has_stock(const Results& results) {
  const auto is_stock = [](const ResourceRow& row) { return row.kind == "stock"; };
  return std::any_of(results.variants.begin(), results.variants.end(), [&](const VariantResult& variant) {
    return std::any_of(variant.resources.begin(), variant.resources.end(), is_stock);
  });
}

DotPlot utilisation_dots(const Results& results) {
  DotPlot chart;
  chart.x = {"Share of capacity used", true, true};
  chart.categories = resource_names(results);
  chart.marks = {{1.0, "all of it"}};
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    DotSeries series{
        shown_name(results, v), v, std::vector<double>(chart.categories.size(), std::nan("")), {}, {}};
    for (const auto& resource : results.variants[v].resources) {
      const auto at = std::find(chart.categories.begin(), chart.categories.end(), resource.name);
      series.values[static_cast<std::size_t>(at - chart.categories.begin())] = resource.utilisation;
    }
    chart.series.push_back(std::move(series));
  }
  for (auto& category : chart.categories) category = spoken(category);
  return chart;
}

std::string load_words(double load) {
  if (!std::isfinite(load)) return "–";
  const auto share = plain(load * 100, 0) + "%";
  if (load > 1) return share + " ✗ over its limit"; // it cannot keep up, or people leave
  return load > 0.95 ? share + " ! close to its limit" : share;
}

const ResourceRow* find_resource(const VariantResult& variant, const std::string& name) {
  for (const auto& row : variant.resources)
    if (row.name == name) return &row;
  return nullptr;
}

std::string loads_table_cell(const ResourceRow& row) {
  return fmt::format("{}<span class=\"change\">load {}</span><span class=\"change\">queue {}</span>",
                     escape(figure(row.utilisation, "share")), load_words(row.offered_load),
                     plain(row.mean_queue, 0));
}

/// One row per resource, one column per variant: used, load, queue.
Table loads_table(const Results& results, const std::vector<std::string>& names) {
  Table table("Share of capacity used, offered load and mean queue", variant_columns(results, "Resource"));
  for (const auto& name : names) {
    std::vector<Cell> cells;
    for (const auto& variant : results.variants) {
      const auto* row = find_resource(variant, name);
      cells.push_back({row ? loads_table_cell(*row) : "none", true});
    }
    table.row(name, cells);
  }
  return table;
}

/// "96.9 slots a week", "7.7 a week" of a stock, "21.8" units.
std::string capacity_words(const ResourceRow& row) {
  const char* each = row.kind == "diary" ? " slots a week" : row.kind == "stock" ? " a week" : "";
  return plain(row.capacity_mean, 1) + each;
}

std::string resources_table(const VariantResult& variant, const std::string& name) {
  Table table("Resources: " + name, {"Resource", "Kind", "Setting", "Capacity", "Offered load", "Used",
                                     "Mean queue", "Little's law gap"});
  for (const auto& row : variant.resources)
    table.row(spoken(row.name),
              {text_cell(row.kind), text_cell(row.setting), number_cell(capacity_words(row)),
               number_cell(load_words(row.offered_load)), number_cell(figure(row.utilisation, "share")),
               number_cell(plain(row.mean_queue, 1)), number_cell(figure(row.littles_law_error, "share"))});
  return table.html();
}

} // namespace

void add_settings(Page& page) {
  const auto& results = page.results();
  const auto all = splits(results, true);
  if (all.empty()) return;
  page.open_section("settings", "Where the work is done");
  page.html("<p class=\"note\">Work taken out of one setting lands in another. Changes are given, with 95% "
            "limits, where "
            "the limits leave out zero.</p>\n");
  for (const auto& split : all) add_work(page, split);
  page.close_section();
}

void add_resources(Page& page) {
  const auto& results = page.results();
  const auto names = resource_names(results);
  if (names.empty()) return;
  page.open_section("resources", "Resources: capacity, load and queues");
  page.legend(variant_legend(results));
  std::string description = "A row per resource, a point per variant. ";
  for (std::size_t v = 0; v < results.variants.size(); ++v)
    for (const auto& resource : results.variants[v].resources)
      description += fmt::format("{}, {}: {}. ", resource.name, shown_name(results, v),
                                 figure(resource.utilisation, "share"));
  page.figure(page.plotter().draw(utilisation_dots(results)), {"Share of capacity used", description, ""},
              "");
  page.html(
      "<p class=\"note\">Offered load is demand divided by capacity, worked out before the run: over "
      "100% the queue grows, or people leave it. Used is what the run saw, on average over time.</p>\n");
  if (has_stock(results))
    page.html(
        "<p class=\"note\">The capacity of a stock is what is there at the start and what is delivered, per "
        "week of the run; used is the share of all supplied so far, on average over time.</p>\n");
  page.table(loads_table(results, names));
  std::string tables;
  for (std::size_t v = 0; v < results.variants.size(); ++v)
    if (!results.variants[v].resources.empty())
      tables += resources_table(results.variants[v], shown_name(results, v));
  page.details("Capacity, load, use and queue of every resource", tables);
  page.close_section();
}

} // namespace carepath::report
