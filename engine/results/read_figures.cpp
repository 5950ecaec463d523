// The groups of a results file that hold figures, cut back into one array per variant.
#include "engine/results/read_figures.hpp"

#include <cmath>

namespace carepath {

namespace {

namespace attribute = schema::attribute;
namespace axis = schema::axis;
namespace data = schema::data;

/// Cells [at * size, (at + 1) * size).
template <class Cell>
std::vector<Cell> slice(const std::vector<Cell>& cells, std::size_t at, std::size_t size) {
  const auto start = cells.begin() + static_cast<std::ptrdiff_t>(at * size);
  return {start, start + static_cast<std::ptrdiff_t>(size)};
}

std::vector<Estimate> read_estimates(const GroupReader& group, std::size_t cells) {
  const auto mean = group.numbers(data::mean, cells);
  const auto low = group.numbers(data::low, cells);
  const auto high = group.numbers(data::high, cells);
  std::vector<Estimate> estimates(cells);
  for (std::size_t at = 0; at < cells; ++at) estimates[at] = {mean[at], low[at], high[at]};
  return estimates;
}

template <class Row> void set_targets(std::vector<Row>& rows) {
  for (Row& row : rows) {
    row.has_target = !std::isnan(row.target);
    if (!row.has_target) row.target = 0;
  }
}

void read_kpis(const GroupReader& root, Results& results) {
  const GroupReader group = root.group(schema::group::kpi);
  const std::size_t rows = group.size(axis::kpi);
  const std::size_t columns = group.size(axis::replication);
  const std::size_t variants = results.variants.size();
  results.kpis.resize(rows);
  group.columns(schema::kpi_columns(), results.kpis);
  set_targets(results.kpis);
  const auto values = group.numbers(data::values, variants * rows * columns);
  auto estimates = read_estimates(group, variants * rows);
  if (group.has(data::unseen)) { // files of before have none
    const auto unseen = group.numbers(data::unseen, estimates.size());
    for (std::size_t at = 0; at < estimates.size(); ++at) estimates[at].unseen = unseen[at];
  }
  for (std::size_t at = 0; at < variants; ++at) {
    results.variants[at].values = slice(values, at, rows * columns);
    results.variants[at].estimates = slice(estimates, at, rows);
  }
}

void read_series(const GroupReader& root, Results& results) {
  const GroupReader group = root.group(schema::group::series);
  const std::vector<std::string> names = group.texts(axis::series);
  results.times = group.numbers(axis::time);
  results.series.resize(names.size());
  for (std::size_t at = 0; at < names.size(); ++at) results.series[at].name = names[at];
  group.columns(schema::series_columns(), results.series);
  set_targets(results.series);
  const std::size_t cells = names.size() * results.times.size();
  const auto read = [&](const char* name, std::vector<double> VariantResult::* member) {
    const auto all = group.numbers(name, results.variants.size() * cells);
    for (std::size_t at = 0; at < results.variants.size(); ++at)
      results.variants[at].*member = slice(all, at, cells);
  };
  read(data::mean, &VariantResult::series_mean);
  read(data::low, &VariantResult::series_low);
  read(data::high, &VariantResult::series_high);
  read(data::p05, &VariantResult::series_p05);
  read(data::p95, &VariantResult::series_p95);
}

/// Appends each variant's share of an array to its list `member`.
void append_per_variant(const GroupReader& group, const char* name, std::size_t cells, Results& results,
                        std::vector<std::vector<double>> VariantResult::* member) {
  const auto all = group.numbers(name, results.variants.size() * cells);
  for (std::size_t at = 0; at < results.variants.size(); ++at)
    (results.variants[at].*member).push_back(slice(all, at, cells));
}

void read_census(const GroupReader& group, Results& results) {
  CensusRow row;
  row.clock = group.text_attribute(attribute::name);
  row.dates = group.numbers(axis::date);
  row.date_labels = group.texts(data::date_label, row.dates.size());
  row.bands = group.texts(axis::band);
  const std::size_t cells = row.dates.size() * row.bands.size();
  append_per_variant(group, data::count, cells, results, &VariantResult::census);
  append_per_variant(group, data::with_decision, cells, results, &VariantResult::census_with_decision);
  results.censuses.push_back(std::move(row));
}

void read_histogram(const GroupReader& group, Results& results) {
  HistogramRow row;
  row.name = group.text_attribute(attribute::name);
  row.title = group.text_attribute(attribute::title);
  row.edges = group.numbers(axis::edge);
  append_per_variant(group, data::count, group.size(axis::bin), results, &VariantResult::histograms);
  results.histograms.push_back(std::move(row));
}

/// Files of before have none.
void read_spreads_of_changes(const GroupReader& group, std::size_t rows, std::vector<Difference>& out) {
  if (!group.has(data::number_of)) return;
  for (Difference& difference : out) difference.spread.resize(rows);
  for (const auto& column : schema::spread_of_changes) {
    const auto cells = group.numbers(column.name, out.size() * rows);
    for (std::size_t at = 0; at < cells.size(); ++at)
      out[at / rows].spread[at % rows].*column.member = cells[at];
  }
}

void read_differences(const GroupReader& root, Results& results) {
  const GroupReader group = root.group(schema::group::differences);
  const std::vector<std::string> variants = group.texts(data::variant);
  const std::vector<std::string> againsts = group.texts(data::against, variants.size());
  const std::size_t rows = results.kpis.size();
  const auto estimates = read_estimates(group, variants.size() * rows);
  for (std::size_t at = 0; at < variants.size(); ++at)
    results.differences.push_back({variants[at], againsts[at], slice(estimates, at, rows)});
  read_spreads_of_changes(group, rows, results.differences);
}

/// The cells of a padded row without the padding. Edges and counts are never NaN themselves.
std::vector<double> without_padding(std::vector<double> cells) {
  while (!cells.empty() && std::isnan(cells.back())) cells.pop_back();
  return cells;
}

void read_paired(const GroupReader& root, Results& results) {
  const GroupReader group = root.group(schema::group::paired);
  results.paired.resize(group.size(axis::row));
  group.columns(schema::paired_columns(), results.paired);
  const std::size_t rows = results.paired.size();
  const std::size_t edges = group.size(axis::edge);
  const std::size_t bins = group.size(axis::bin);
  const auto changes = read_estimates(group, rows);
  const auto edge_cells = group.numbers(data::change_edges, rows * edges);
  const auto count_cells = group.numbers(data::change_counts, rows * bins);
  for (std::size_t at = 0; at < rows; ++at) {
    results.paired[at].mean_change = changes[at];
    results.paired[at].change_edges = without_padding(slice(edge_cells, at, edges));
    results.paired[at].change_counts = without_padding(slice(count_cells, at, bins));
  }
}

} // namespace

void read_figures(const GroupReader& root, Results& results) {
  read_kpis(root, results);
  read_series(root, results);
  const GroupReader censuses = root.group(schema::group::census);
  for (const std::string& name : censuses.groups()) read_census(censuses.group(name), results);
  const GroupReader histograms = root.group(schema::group::histograms);
  for (const std::string& name : histograms.groups()) read_histogram(histograms.group(name), results);
  read_differences(root, results);
  read_paired(root, results);
}

} // namespace carepath
