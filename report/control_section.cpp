// Figures adjusted by control variates: what luck is known to have brought, taken out.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/readable.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <cmath>

namespace carepath::report {
namespace {

std::string figure_of(const ControlledRow& adjusted, const KpiRow& row) {
  // The row is in the unit shown to people, the adjusted figure still in that of the results file.
  const double scale = unit_scale(adjusted.unit, row.unit);
  const Estimate estimate{adjusted.mean * scale, adjusted.low * scale, adjusted.high * scale};
  if (adjusted.against.empty()) return with_limits(estimate, row.unit);
  return signed_with_limits(estimate, row.unit);
}

} // namespace

void add_controls(Page& page) {
  const auto& results = page.results();
  if (results.controlled.empty()) return;
  page.open_section("control-variates", "Figures with known luck taken out");
  page.html(
      "<p class=\"note\">How many people came and how much work they brought is known to have an exact "
      "mean. What a replication had above or below it explains part of its figures, and is taken out by "
      "regression. Where the variance saved is negative this does not help, and the plain figure is the "
      "better one.</p>\n");
  Table table("Figures adjusted by control variates",
              {"Figure", "Pathway", "Adjusted (95% limits)", "Variance saved"});
  for (const auto& adjusted : results.controlled) {
    const auto* row = row_called(results, adjusted.kpi);
    if (row == nullptr || std::isnan(adjusted.mean)) continue;
    const auto of = shown_name(results, adjusted.variant) +
                    (adjusted.against.empty() ? "" : " less " + shown_name(results, adjusted.against));
    const auto saved = adjusted.variance_saved;
    table.row(row->title, {text_cell(of), number_cell(figure_of(adjusted, *row)),
                           number_cell(std::isnan(saved) ? "–" : figure(saved, "share"))});
  }
  if (table.empty())
    page.paragraph("There are too few replications for so many control variates.");
  else
    page.table(table);
  page.close_section();
}

} // namespace carepath::report
