// See kpi_row.hpp.
#include "report/kpi_row.hpp"

namespace carepath {
namespace {

void convert(std::vector<Estimate>& estimates, const std::vector<KpiRow>& rows) {
  for (std::size_t at = 0; at < std::min(estimates.size(), rows.size()); ++at)
    estimates[at] = in_shown_unit(rows[at], estimates[at]);
}

/// `values` holds as many figures for each row, one per replication.
void convert(std::vector<double>& values, const std::vector<KpiRow>& rows) {
  if (rows.empty()) return;
  const auto each = values.size() / rows.size();
  for (std::size_t at = 0; at < each * rows.size(); ++at) values[at] *= shown_scale(rows[at / each]);
}

} // namespace

const KpiRow* row_called(const Results& results, std::string_view name) {
  const auto found = std::find_if(results.kpis.begin(), results.kpis.end(),
                                  [&](const auto& row) { return row.name == name && row.group.empty(); });
  return found == results.kpis.end() ? nullptr : &*found;
}

Results in_shown_units(Results results) {
  for (auto& variant : results.variants) {
    convert(variant.estimates, results.kpis);
    convert(variant.values, results.kpis);
  }
  for (auto& difference : results.differences) {
    convert(difference.estimates, results.kpis);
    for (std::size_t at = 0; at < difference.spread.size(); ++at) {
      difference.spread[at].lowest_fifth *= shown_scale(results.kpis[at]);
      difference.spread[at].highest_fifth *= shown_scale(results.kpis[at]);
    }
  }
  for (auto& row : results.kpis) {
    row.target *= shown_scale(row);
    row.target_high *= shown_scale(row);
    row.unit = shown_unit(row);
  }
  return results;
}

std::string kpi_title(const Results& results, const std::string& name) {
  const auto* row = row_called(results, name);
  return row ? title_of(*row) : name;
}

} // namespace carepath
