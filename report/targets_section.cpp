// The targets: how far each pathway is from them, in how many periods it meets them, who answers for them.
#include "engine/results/target.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/targets.hpp"

#include <algorithm>
#include <cmath>

namespace carepath::report {
namespace {

/// How far a figure is from the bound it misses, or from the nearer one that it keeps; above nothing where it
/// is met.
double margin_of(const KpiRow& row, double value) {
  if (is_band(row)) return std::min(value - row.target, row.target_high - value);
  return row.target_at_most ? row.target - value : value - row.target;
}

std::string gap_words(const KpiRow& row, const Estimate& estimate) {
  if (!std::isfinite(estimate.mean)) return "not known";
  const double margin = margin_of(row, estimate.mean);
  const auto size = size_of_difference(std::abs(margin), row.unit);
  switch (target_status(row, estimate)) {
  case TargetStatus::met: return "✓ met, " + size + " to spare";
  case TargetStatus::not_met: return "✗ missed by " + size;
  case TargetStatus::too_close:
    return "? too close to call, " + size + (margin < 0 ? " beyond" : " to spare");
  case TargetStatus::none: break;
  }
  return "not known";
}

/// The series of a figure; its mean is of each moment, or of what happened since the moment before.
std::optional<std::size_t> series_of(const Results& results, const KpiRow& row) {
  for (std::size_t at = 0; at < results.series.size(); ++at)
    if (results.series[at].name == row.name && results.series[at].has_target) return at;
  return std::nullopt;
}

/// "7 of 24": of the moments in the measured period at which the figure is defined, those that meet the
/// target.
std::string periods_met(const Results& results, std::size_t variant, const KpiRow& row) {
  const auto series = series_of(results, row);
  if (!series) return "–";
  const auto values = series_values(results, results.variants[variant].series_mean, *series);
  std::size_t met = 0, all = 0;
  for (std::size_t at = 0; at < values.size() && at < results.times.size(); ++at) {
    if (results.times[at] <= results.warm_up_days || !std::isfinite(values[at])) continue;
    ++all;
    met += target_met(results.series[*series], values[at]) ? 1 : 0;
  }
  return all == 0 ? "–" : out_of(met, all);
}

void add_rows(const Results& results, std::size_t kpi, Table& table) {
  const auto& row = results.kpis[kpi];
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto estimate = estimate_of(results, v, kpi);
    table.row(title_of(row),
              {text_cell(shown_name(results, v)), number_cell(target_words(row)),
               number_cell(figure(estimate, row)), text_cell(gap_words(row, estimate)),
               number_cell(periods_met(results, v, row)), text_cell(row.owner), text_cell(row.source)});
  }
}

} // namespace

void add_targets(Page& page) {
  const auto& results = page.results();
  Table table("How far from each target", {"Figure", "Pathway", "Target", "Figure found", "Gap",
                                           "Moments met", "Who answers for it", "Source"});
  for (std::size_t k = 0; k < results.kpis.size(); ++k)
    if (results.kpis[k].has_target && results.kpis[k].group.empty()) add_rows(results, k, table);
  if (table.empty()) return;
  page.open_section("targets", "Targets and standards");
  page.html(
      "<p class=\"note\">The gap is that of the mean; whether a target is met is judged by the 95% limits. "
      "Moments met: of those at which the figure is followed through the run, how many its mean meets the "
      "target; a dash where it is not followed.</p>\n");
  page.html(table.html());
  page.close_section();
}

} // namespace carepath::report
