// The part of the printed tables about control variates: figures adjusted by them, and what that saved.
#include "cli/output/table_parts.hpp"

#include "cli/output/unit.hpp"
#include "cli/output/variance_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

const KpiRow* row_of(const Results& results, const ControlledRow& adjusted) {
  const auto found = std::find_if(results.kpis.begin(), results.kpis.end(), [&](const KpiRow& row) {
    return row.name == adjusted.kpi && row.group.empty();
  });
  return found == results.kpis.end() ? nullptr : &*found;
}

std::string figure_cell(const ControlledRow& adjusted, const KpiRow& row) {
  const auto estimate = in_shown_unit(row, {adjusted.mean, adjusted.low, adjusted.high});
  return adjusted.against.empty() ? estimate_text(estimate, shown_unit(row))
                                  : difference_text(estimate, shown_unit(row));
}

/// Replications too few for so many coefficients leave every row undefined.
bool is_known(const ControlledRow& adjusted) {
  return !std::isnan(adjusted.mean);
}

/// What a manager may take from it, in a sentence.
std::string control_sentence(const Results& results) {
  const auto& rows = results.controlled;
  const auto known = std::count_if(rows.begin(), rows.end(), is_known);
  if (known == 0) return "There are too few replications for so many control variates.";
  const auto helped =
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.variance_saved > 0; });
  return fmt::format(
      "Control variates narrow {} of {} figures. Where the variance saved is negative they do not "
      "help: take the plain figure. Choose by that before looking at the means.",
      helped, known);
}

} // namespace

std::string control_part(const Results& results, const TableOptions& options) {
  if (results.controlled.empty()) return "";
  TextGrid grid({"Figure", "Of", "Adjusted", "Variance saved"}, 2);
  for (const ControlledRow& adjusted : results.controlled) {
    const KpiRow* row = row_of(results, adjusted);
    if (row == nullptr || !is_known(adjusted)) continue;
    const auto of = adjusted.against.empty() ? adjusted.variant : adjusted.variant + " − " + adjusted.against;
    grid.row(
        {{label_text(*row)}, {of}, {figure_cell(adjusted, *row)}, {saved_text(adjusted.variance_saved)}});
  }
  std::string text = "\n";
  for (const std::string& line : wrap_words(control_sentence(results), usable_width(options)))
    text += line + "\n";
  return text + part("Figures adjusted by control variates", grid, options);
}

} // namespace carepath
