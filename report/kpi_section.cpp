// All figures for everyone: each variant's mean with limits, its paired difference from the first, and
// targets.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/targets.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

/// Symbol and word, so that nothing is said by colour alone.
std::string status_html(TargetStatus status) {
  switch (status) {
  case TargetStatus::met: return "<span class=\"met\">✓ target met</span>";
  case TargetStatus::not_met: return "<span class=\"missed\">✗ target not met</span>";
  case TargetStatus::too_close: return "<span class=\"close\">? too close to call</span>";
  case TargetStatus::none: break;
  }
  return {};
}

std::string direction_words(const KpiRow& row, bool is_higher) {
  if (!row.has_target || is_band(row)) return is_higher ? "higher" : "lower";
  return is_higher == !row.target_at_most ? "better" : "worse";
}

std::string difference_html(const KpiRow& row, const Estimate& difference) {
  const auto range = limits(difference, row.unit);
  auto size = size_of_difference(difference, row.unit);
  if (const auto word = size.find("percentage "); is_share(row.unit) && word != std::string::npos)
    size.erase(word, std::string_view("percentage ").size());
  const auto amount = escape(size);
  switch (verdict(difference)) {
  case Verdict::higher:
    return fmt::format("▲ {} {} <small>({})</small>", amount, direction_words(row, true), range);
  case Verdict::lower:
    return fmt::format("▼ {} {} <small>({})</small>", amount, direction_words(row, false), range);
  case Verdict::no_clear_difference:
    if (difference.low == 0 && difference.high == 0) return "= the same";
    return fmt::format("≈ no clear difference <small>({})</small>", range);
  case Verdict::no_limits: break;
  }
  return fmt::format("{}, no limits", escape(signed_figure(difference, row.unit)));
}

Cell variant_cell(const Results& results, std::size_t variant, std::size_t kpi) {
  const auto& row = results.kpis[kpi];
  const auto estimate = estimate_of(results, variant, kpi);
  auto html = fmt::format("<span class=\"value\">{}</span>", escape(figure(estimate, row)));
  const auto range = limits(estimate, row);
  if (!range.empty()) html += fmt::format(" <small>({})</small>", range);
  if (const auto difference = difference_from_first(results, variant, kpi);
      difference && std::isfinite(difference->mean))
    html += fmt::format("<span class=\"change\">{}</span>", difference_html(row, *difference));
  if (const auto basis = basis_of_figure(results, results.variants[variant], kpi); !basis.empty())
    html += fmt::format("<span class=\"change\">{}</span>", basis);
  const auto status = status_html(target_status(row, estimate));
  if (!status.empty()) html += fmt::format("<span class=\"status\">{}</span>", status);
  return {html, true};
}

std::string heading_html(const KpiRow& row) {
  auto html = escape(title_of(row));
  html += fmt::format(" <small><code>{}</code></small>", escape(row.name));
  if (row.has_target)
    html += fmt::format("<small class=\"under\">target {}</small>", escape(target_words(row)));
  return html;
}

std::string definitions(const Results& results) {
  Table table("What each figure means", {"Figure", "Name", "Unit", "Definition"});
  for (const auto& row : results.kpis)
    if (row.group.empty())
      table.row(row.title, {text_cell(row.name), text_cell(row.unit), text_cell(row.definition)});
  return table.html();
}

/// Differences between redesigns, where the results hold them.
std::string other_differences(const Results& results) {
  std::string html;
  for (const auto& difference : results.differences) {
    if (results.variants.empty() || difference.against == results.variants.front().name) continue;
    Table table(fmt::format("{} minus {}", shown_name(results, difference.variant),
                            shown_name(results, difference.against)),
                {"Figure", "Difference (95% limits)"});
    for (std::size_t k = 0; k < results.kpis.size() && k < difference.estimates.size(); ++k)
      if (results.kpis[k].group.empty())
        table.row(results.kpis[k].title,
                  {Cell{difference_html(results.kpis[k], difference.estimates[k]), true}});
    html += table.html();
  }
  return html;
}

/// In how many replications each figure is higher and lower than in the first variant, and by how much at
/// worst.
std::string spreads_of_changes(const Results& results) {
  std::string html;
  for (const auto& difference : results.differences) {
    Table table(fmt::format("{} minus {}", shown_name(results, difference.variant),
                            shown_name(results, difference.against)),
                {"Figure", "Higher in", "Lower in", "Mean of the lowest fifth", "Mean of the highest fifth"});
    for (std::size_t k = 0; k < results.kpis.size() && k < difference.spread.size(); ++k) {
      const auto& row = results.kpis[k];
      const auto& spread = difference.spread[k];
      if (!row.group.empty() || spread.number < 2) continue;
      table.row(row.title, {number_cell(out_of(spread.higher, spread.number)),
                            number_cell(out_of(spread.lower, spread.number)),
                            number_cell(signed_figure(spread.lowest_fifth, row.unit)),
                            number_cell(signed_figure(spread.highest_fifth, row.unit))});
    }
    if (!table.empty()) html += table.html();
  }
  return html;
}

} // namespace

void add_kpis(Page& page) {
  const auto& results = page.results();
  page.open_section("figures", "All figures, with differences and targets");
  if (results.kpis.empty()) {
    page.paragraph("The scenario asks for no figure.");
    page.close_section();
    return;
  }
  page.html("<p class=\"note\">Mean over replications, 95% limits in brackets. ▲ and ▼ give the difference "
            "from the first "
            "column, replication by replication on the same people, where its limits leave out zero.</p>\n");
  Table table("Figures for everyone", variant_columns(results, "Figure"));
  for (std::size_t k = 0; k < results.kpis.size(); ++k) {
    if (!results.kpis[k].group.empty()) continue;
    std::vector<Cell> cells;
    for (std::size_t v = 0; v < results.variants.size(); ++v) cells.push_back(variant_cell(results, v, k));
    table.html_row(heading_html(results.kpis[k]), cells);
  }
  page.html("<div class=\"kpis\">\n" + table.html() + "</div>\n");
  page.details("What each figure means", definitions(results));
  if (const auto others = other_differences(results); !others.empty())
    page.details("Differences between redesigns", others);
  if (const auto spreads = spreads_of_changes(results); !spreads.empty())
    page.details(
        fmt::format("In how many {} each difference is above and below nothing", observations_words(results)),
        spreads);
  page.close_section();
}

} // namespace carepath::report
