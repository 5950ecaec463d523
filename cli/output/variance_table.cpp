#include "cli/output/variance_table.hpp"

#include "cli/output/table_parts.hpp"
#include "cli/output/unit.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/results/observation_size.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <span>

namespace carepath {
namespace {

/// The values of a KPI in every replication of a variant; empty when there is no such variant.
std::span<const double> values_of(const Results& results, const std::string& variant, std::size_t row) {
  const auto found = std::find_if(results.variants.begin(), results.variants.end(),
                                  [&](const auto& other) { return other.name == variant; });
  const std::size_t size = results.replications;
  if (found == results.variants.end() || found->values.size() < (row + 1) * size) return {};
  return std::span(found->values).subspan(row * size, size);
}

} // namespace

std::string saved_text(double saved) {
  if (std::isnan(saved)) return "–";
  const double worth = worth_in_replications(saved);
  if (std::isinf(worth)) return "all of it";
  if (worth > 1000) return "over 99.9%, like over 1,000 times the runs";
  return fmt::format("{}, like {} times the runs", figure_text(saved, "share"), grouped_number(worth, 1));
}

double variance_saved_in(const Results& results, const Difference& difference, std::size_t row) {
  const std::size_t each = replications_of_an_observation(results);
  const auto with = observations(values_of(results, difference.variant, row), each);
  const auto without = observations(values_of(results, difference.against, row), each);
  return with.size() == without.size() && !with.empty() ? variance_saved(with, without)
                                                        : std::numeric_limits<double>::quiet_NaN();
}

std::string variance_table(const Results& results, const TableOptions& options) {
  std::vector<std::string> header{"KPI"};
  for (const auto& difference : results.differences) header.push_back(difference.variant);
  TextGrid grid(header, 1);
  for (std::size_t row = 0; row < results.kpis.size(); ++row) {
    if (!results.kpis[row].group.empty()) continue;
    std::vector<GridCell> cells{{label_text(results.kpis[row])}};
    for (const auto& difference : results.differences)
      cells.push_back({saved_text(variance_saved_in(results, difference, row))});
    grid.row(std::move(cells));
  }
  return part("Variance of the paired differences saved by the same patients in each variant", grid, options);
}

} // namespace carepath
