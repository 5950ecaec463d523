// Figures adjusted by control variates: from the KPIs that are controls, observation by observation.
#include "models/study/reduce.hpp"

#include "engine/experiment/control_variates.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/results/observation_size.hpp"
#include "models/kpi/controls.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace carepath {
namespace {

using Columns = std::vector<std::vector<double>>;

std::vector<double> column_of(const Results& results, const VariantResult& variant, std::size_t row) {
  const auto size = static_cast<std::size_t>(results.replications);
  return observations(std::span(variant.values).subspan(row * size, size),
                      replications_of_an_observation(results));
}

/// The controls that a variant has.
void add_controls(const Results& results, const VariantResult& variant, Columns& out) {
  for (std::size_t row = 0; row < results.kpis.size(); ++row) {
    if (!is_control(results.kpis[row])) continue;
    auto column = column_of(results, variant, row);
    const bool has =
        std::any_of(column.begin(), column.end(), [](double value) { return !std::isnan(value); });
    if (has) out.push_back(std::move(column));
  }
}

ControlledRow row_of(const Results& results, std::size_t kpi, const VariantResult& variant,
                     const std::vector<double>& values, const Columns& controls) {
  const auto found = controlled_mean(values, controls);
  ControlledRow row;
  row.variant = variant.name;
  row.kpi = results.kpis[kpi].name;
  row.unit = results.kpis[kpi].unit;
  row.controls = static_cast<std::uint32_t>(found.controls);
  row.mean = found.mean.mean;
  row.low = found.mean.low;
  row.high = found.mean.high;
  row.variance_saved = found.variance_saved;
  return row;
}

/// A variant, or its difference from the first: then with the controls of both, because they may answer to
/// the same luck differently; a control that is the same in both counts once.
void add_rows_of(std::size_t at, bool as_difference, Results& results) {
  const auto& variant = results.variants[at];
  const auto& first = results.variants.front();
  Columns controls;
  add_controls(results, variant, controls);
  if (as_difference) add_controls(results, first, controls);
  for (std::size_t kpi = 0; kpi < results.kpis.size(); ++kpi) {
    if (!results.kpis[kpi].group.empty() || is_control(results.kpis[kpi])) continue;
    auto values = column_of(results, variant, kpi);
    const auto before = as_difference ? column_of(results, first, kpi) : std::vector<double>();
    for (std::size_t one = 0; one < before.size(); ++one) values[one] -= before[one];
    auto row = row_of(results, kpi, variant, values, controls);
    if (as_difference) row.against = first.name;
    results.controlled.push_back(std::move(row));
  }
}

} // namespace

void add_controlled(Results& results) {
  if (std::none_of(results.kpis.begin(), results.kpis.end(), is_control)) return;
  for (std::size_t at = 0; at < results.variants.size(); ++at) {
    add_rows_of(at, false, results);
    if (at > 0) add_rows_of(at, true, results);
  }
}

} // namespace carepath
