// How sure we are of the inputs: what is uncertain, and how much of each figure's spread comes from it.
#include "engine/results/evidence.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/readable.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

std::string evidence_text(const UncertainRow& row, const std::string& unit) {
  return row.written.empty() ? "none: settled" : fmt::format("{:.4g} to {:.4g}{}", row.low, row.high, unit);
}

/// The cells after the name of an input, and the pathway that has it so.
std::vector<Cell> evidence_cells(const UncertainRow& row) {
  const auto unit = row.unit.empty() ? std::string() : " " + row.unit;
  const auto best = std::isnan(row.best) ? "changes with time" : fmt::format("{:.4g}{}", row.best, unit);
  return {number_cell(best), number_cell(evidence_text(row, unit)), text_cell(row.written),
          text_cell(row.source.empty() ? "no source stated" : row.source)};
}

std::string inputs_table(const Results& results) {
  const bool differ = evidence_differs(results);
  std::vector<std::string> columns{"Input", "Best estimate", "95% of the evidence", "As written", "Source"};
  if (differ) columns.insert(columns.begin() + 1, "Pathway");
  Table table("What is uncertain about the inputs", columns);
  for (const auto& row : results.uncertain) {
    auto cells = evidence_cells(row);
    if (differ)
      cells.insert(cells.begin(), text_cell(row.variant.empty() ? "all" : shown_name(results, row.variant)));
    table.row(title_of(row), cells);
  }
  return table.html();
}

/// How a draw in one pathway stands to the same draw in another.
std::string shared_draws(const Results& results) {
  return evidence_differs(results) ? "as high in the evidence that each pathway has of an input, where it "
                                     "does not settle it (a row "
                                     "for each pathway where they differ)"
                                   : "the same in every pathway";
}

Cell spread_cell(double sd, const SpreadRow& spread, const KpiRow& row) {
  // The row is in the unit shown to people, the spread still in that of the results file.
  const double scale = unit_scale(spread.unit, row.unit);
  return number_cell(std::isnan(sd) ? "–" : size_of_difference(sd * scale, row.unit));
}

std::string spreads_table(const Results& results, bool differences) {
  Table table(differences ? "Spread of the differences from the first pathway" : "Spread of the figures",
              {"Figure", "Pathway", "From the inputs", "From chance", "Share from the inputs (95% limits)"});
  for (const auto& spread : results.spreads) {
    const auto* row = row_called(results, spread.kpi);
    if (row == nullptr || spread.against.empty() == differences) continue;
    const Estimate share{spread.share_inputs, spread.share_low, spread.share_high};
    table.row(row->title,
              {text_cell(shown_name(results, spread.variant)), spread_cell(spread.sd_inputs, spread, *row),
               spread_cell(spread.sd_chance, spread, *row),
               number_cell(std::isnan(share.mean) ? "–" : with_limits(share, "share"))});
  }
  return table.empty() ? "" : table.html();
}

} // namespace

void add_uncertainty(Page& page) {
  const auto& results = page.results();
  if (results.uncertain.empty()) return;
  page.open_section("uncertain-inputs", "What we do not know about the inputs");
  page.html(fmt::format(
      "<p class=\"note\">The evidence for some inputs leaves a range open. Each draw takes one possible "
      "truth "
      "for all of them, {}, and a few replications share it. So the spread of each figure, as a standard "
      "deviation between replications, falls into what comes from the inputs, which only better evidence can "
      "narrow, and what comes from chance.</p>\n",
      shared_draws(results)));
  page.html(inputs_table(results));
  for (const bool differences : {true, false}) page.html(spreads_table(results, differences));
  page.close_section();
}

} // namespace carepath::report
