// Payback: what each option has spent more, month by month, and when that has been earned back.
#include "engine/base/add_once.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/payback_words.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace carepath::report {
namespace {

/// The KPIs of money of which there is something to tell, each once.
std::vector<std::string> costs_of(const std::vector<PaybackRow>& rows) {
  std::vector<std::string> costs;
  for (const auto& row : rows) add_once(costs, row.cost);
  return costs;
}

/// The months of one KPI in a variant, in their order.
std::vector<MoneyMonth> months_of(const Results& results, const std::string& variant,
                                  const std::string& cost) {
  std::vector<MoneyMonth> months;
  std::copy_if(results.money_months.begin(), results.money_months.end(), std::back_inserter(months),
               [&](const auto& month) { return month.variant == variant && month.cost == cost; });
  return months;
}

/// Years of long runs, quarters, or months.
double tick_of(double months) {
  return months > 36 ? 12 : months > 12 ? 3 : 1;
}

/// A line for each option; nothing has been spent when the measured period begins.
LineChart chart_of(const Results& results, const std::string& cost) {
  LineChart chart;
  chart.y = {"Spent more so far, £", false, false};
  for (std::size_t variant = 1; variant < results.variants.size(); ++variant) {
    const auto months = months_of(results, results.variants[variant].name, cost);
    if (months.empty()) continue;
    LineSeries line{shown_name(results, variant), variant, {0}, {0}, {0}};
    chart.at = {0};
    for (const auto& month : months) {
      chart.at.push_back(month.month);
      line.values.push_back(month.more);
      line.low.push_back(month.more_low);
      line.high.push_back(month.more_high);
    }
    chart.series.push_back(std::move(line));
  }
  chart.x = {"Months of the measured period", false, true, tick_of(chart.at.empty() ? 0 : chart.at.back())};
  return chart;
}

std::string description(const LineChart& chart) {
  std::string text = "Lines over months, one per option, with bands of 95% limits. ";
  for (const auto& line : chart.series)
    text += fmt::format("{}: {} at the end. ", line.label, signed_figure({line.values.back()}, "£"));
  return text;
}

std::string numbers_table(const Results& results, const std::string& cost, const LineChart& chart) {
  std::vector<std::string> columns{"Month"};
  for (const auto& line : chart.series) columns.push_back(line.label);
  Table table(kpi_title(results, cost) + ", spent more so far", columns);
  for (std::size_t at = 1; at < chart.at.size(); ++at) {
    std::vector<Cell> cells;
    for (const auto& line : chart.series)
      cells.push_back(number_cell(with_limits({line.values[at], line.low[at], line.high[at]}, "£")));
    table.row(plain(chart.at[at], 1), cells);
  }
  return table.html();
}

std::string table_of(const Results& results, const std::vector<PaybackRow>& rows) {
  Table table("When it has paid for itself",
              {"Money", "Option", "Paid back", "95% limits", "No more spent by the end in"});
  for (const auto& row : rows)
    table.row(kpi_title(results, row.cost),
              {text_cell(shown_name(results, row.variant)), text_cell(payback_text(row)),
               text_cell(payback_limits_text(row)), number_cell(out_of(row.paid_back_in, row.observations))});
  return table.html();
}

} // namespace

void add_paybacks(Page& page) {
  const auto& results = page.results();
  const auto rows = paybacks_to_tell(results);
  if (rows.empty()) return;
  page.open_section("payback", "Payback");
  page.html(fmt::format(
      "<p class=\"note\">What each option has spent more than the first pathway by the end of each month: "
      "where the line falls to nothing and stays below, it has paid for itself. Options that never were "
      "dearer are not listed. In how many {} no more is spent by the end stands last.</p>\n",
      observations_words(results)));
  page.html(table_of(results, rows));
  for (const auto& cost : costs_of(rows)) {
    const auto chart = chart_of(results, cost);
    page.figure(page.plotter().draw(chart),
                {kpi_title(results, cost), description(chart), "spent more so far."},
                numbers_table(results, cost, chart));
  }
  page.close_section();
}

} // namespace carepath::report
