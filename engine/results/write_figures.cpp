// The groups of a results file that hold figures: arrays over variants and a few more axes.
#include "engine/results/write_figures.hpp"

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/base/undefined.hpp"

namespace carepath {

namespace {

namespace attribute = schema::attribute;
namespace axis = schema::axis;
namespace data = schema::data;

/// Appends `rows` rows of `width` cells to `to`. The source has rows of its own, perhaps narrower, width
/// (a variant stopped earlier); an empty one counts as all undefined.
void append_rows(std::vector<double>& to, const std::vector<double>& from, std::size_t rows,
                 std::size_t width) {
  const std::size_t own = rows == 0 ? 0 : from.size() / rows;
  ensure(own * rows == from.size() && own <= width, "a results array has the wrong size");
  for (std::size_t row = 0; row < rows; ++row) {
    const auto start = from.begin() + static_cast<std::ptrdiff_t>(row * own);
    to.insert(to.end(), start, start + static_cast<std::ptrdiff_t>(own));
    to.insert(to.end(), width - own, undefined);
  }
}

/// One array for all variants, variant by variant.
template <class Member>
std::vector<double> stack(const Results& results, Member member, std::size_t rows, std::size_t width) {
  std::vector<double> cells;
  for (const VariantResult& variant : results.variants) append_rows(cells, member(variant), rows, width);
  return cells;
}

std::vector<std::string> kpi_names(const Results& results) {
  std::vector<std::string> names;
  names.reserve(results.kpis.size());
  for (const KpiRow& row : results.kpis) names.push_back(schema::full_name(row));
  return names;
}

/// Columns of replications: as many as asked for, or as any variant has.
std::size_t replication_columns(const Results& results) {
  std::size_t most = results.replications;
  for (const VariantResult& variant : results.variants)
    if (!results.kpis.empty()) most = std::max(most, variant.values.size() / results.kpis.size());
  return most;
}

Meaning time_meaning(const Results& results) {
  std::string date = results.start_date;
  std::replace(date.begin(), date.end(), 'T', ' ');
  // A study without a date has times all the same; "days since" nothing would stop xarray.
  return {"Time since the start date", date.empty() ? "day" : "days since " + date};
}

void write_estimates(GroupWriter& group, const GroupWriter::Axes& axes,
                     const std::vector<Estimate>& estimates) {
  std::vector<double> mean, low, high;
  for (const Estimate& estimate : estimates) {
    mean.push_back(estimate.mean);
    low.push_back(estimate.low);
    high.push_back(estimate.high);
  }
  group.array(data::mean, axes, mean, {"Mean over completed replications", ""});
  group.array(data::low, axes, low, {"Lower 95% limit of the mean", ""});
  group.array(data::high, axes, high, {"Upper 95% limit of the mean", ""});
}

std::vector<Estimate> padded(std::vector<Estimate> estimates, std::size_t size) {
  ensure(estimates.size() <= size, "more estimates than KPI rows");
  estimates.resize(size, {undefined, undefined, undefined});
  return estimates;
}

/// A row without a target stores NaN, so that nobody takes 0 for one.
template <class Row> std::vector<Row> with_target_or_nan(std::vector<Row> rows) {
  for (Row& row : rows)
    if (!row.has_target) row.target = row.target_high = undefined;
  return rows;
}

void write_kpis(const GroupWriter& root, const Results& results) {
  GroupWriter group = root.group(schema::group::kpi);
  group.axis(axis::variant, variant_names(results));
  group.axis(axis::kpi, kpi_names(results));
  const std::size_t width = replication_columns(results);
  group.counting_axis(axis::replication, width, std::int64_t{results.first_replication} + 1);
  group.columns(axis::kpi, schema::kpi_columns(), with_target_or_nan(results.kpis));
  const auto values = [](const VariantResult& variant) { return variant.values; };
  group.array(data::values, {axis::variant, axis::kpi, axis::replication},
              stack(results, values, results.kpis.size(), width), {"Value per replication", ""});
  std::vector<Estimate> estimates;
  for (const VariantResult& variant : results.variants)
    for (const Estimate& estimate : padded(variant.estimates, results.kpis.size()))
      estimates.push_back(estimate);
  write_estimates(group, {axis::variant, axis::kpi}, estimates);
  std::vector<double> unseen;
  for (const Estimate& estimate : estimates) unseen.push_back(estimate.unseen);
  group.array(data::unseen, {axis::variant, axis::kpi}, unseen, {"How far the mean may be from 0 or 1", ""});
}

/// The figure of one KPI row, cut from the arrays of all of them.
void write_one_kpi(GroupWriter group, const Results& results, std::size_t at, std::size_t width) {
  const KpiRow& row = results.kpis[at];
  group.attribute(attribute::name, row.name);
  group.attribute(attribute::title, row.title);
  group.attribute(attribute::unit, row.unit);
  group.attribute(attribute::definition, row.definition);
  std::vector<double> values;
  std::vector<Estimate> estimates;
  for (const VariantResult& variant : results.variants) {
    std::vector<double> all;
    append_rows(all, variant.values, results.kpis.size(), width);
    const auto start = all.begin() + static_cast<std::ptrdiff_t>(at * width);
    values.insert(values.end(), start, start + static_cast<std::ptrdiff_t>(width));
    estimates.push_back(padded(variant.estimates, results.kpis.size())[at]);
  }
  group.array(data::values, {axis::variant, axis::replication}, values, {row.title, ""});
  write_estimates(group, {axis::variant}, estimates);
}

void write_kpis_by_name(const GroupWriter& root, const Results& results) {
  GroupWriter group = root.group(schema::group::by_name);
  const std::size_t width = replication_columns(results);
  group.axis(axis::variant, variant_names(results));
  group.counting_axis(axis::replication, width, std::int64_t{results.first_replication} + 1);
  std::vector<std::string> taken{axis::variant, axis::replication};
  for (std::size_t at = 0; at < results.kpis.size(); ++at)
    if (results.kpis[at].group.empty())
      write_one_kpi(group.group(schema::group_name(results.kpis[at].name, taken)), results, at, width);
}

void write_series(const GroupWriter& root, const Results& results) {
  GroupWriter group = root.group(schema::group::series);
  std::vector<std::string> names;
  names.reserve(results.series.size());
  for (const SeriesRow& row : results.series) names.push_back(row.name);
  group.axis(axis::variant, variant_names(results));
  group.axis(axis::series, names);
  group.axis(axis::time, results.times, time_meaning(results));
  group.columns(axis::series, schema::series_columns(), with_target_or_nan(results.series));
  const auto write = [&](const char* name, std::vector<double> VariantResult::* member, const char* meaning) {
    const auto cells = [member](const VariantResult& variant) { return variant.*member; };
    group.array(name, {axis::variant, axis::series, axis::time},
                stack(results, cells, results.series.size(), results.times.size()), {meaning, ""});
  };
  write(data::mean, &VariantResult::series_mean, "Mean over completed replications");
  write(data::low, &VariantResult::series_low, "Lower 95% limit of the mean");
  write(data::high, &VariantResult::series_high, "Upper 95% limit of the mean");
  write(data::p05, &VariantResult::series_p05, "5th percentile over replications");
  write(data::p95, &VariantResult::series_p95, "95th percentile over replications");
}

void write_census(GroupWriter group, const Results& results, std::size_t at) {
  const CensusRow& row = results.censuses[at];
  group.attribute(attribute::name, row.clock);
  group.axis(axis::variant, variant_names(results));
  group.axis(axis::date, row.dates, time_meaning(results));
  group.axis(axis::band, row.bands, {"Weeks waited", ""});
  group.array(data::date_label, {axis::date}, row.date_labels, {"Date in words", ""});
  const auto write = [&](const char* name, std::vector<std::vector<double>> VariantResult::* member,
                         const char* meaning) {
    const auto cells = [&](const VariantResult& variant) { return item_or_empty(variant.*member, at); };
    group.array(name, {axis::variant, axis::date, axis::band},
                stack(results, cells, row.dates.size(), row.bands.size()), {meaning, ""});
  };
  write(data::count, &VariantResult::census, "Clocks open, mean over replications");
  write(data::with_decision, &VariantResult::census_with_decision, "Of these, with a decision to admit");
}

void write_histogram(GroupWriter group, const Results& results, std::size_t at) {
  const HistogramRow& row = results.histograms[at];
  group.attribute(attribute::name, row.name);
  group.attribute(attribute::title, row.title);
  const std::size_t bins = row.edges.empty() ? 0 : row.edges.size() - 1;
  group.axis(axis::variant, variant_names(results));
  group.axis(axis::edge, row.edges, {"Edges of the bins", "day"});
  group.axis(axis::bin, std::span(row.edges).first(bins), {"Lower edge of the bin", "day"});
  const auto cells = [&](const VariantResult& variant) { return item_or_empty(variant.histograms, at); };
  group.array(data::count, {axis::variant, axis::bin}, stack(results, cells, 1, bins),
              {"Counts, mean over replications", ""});
}

void write_counts(const GroupWriter& root, const Results& results) {
  const GroupWriter censuses = root.group(schema::group::census);
  std::vector<std::string> taken;
  for (std::size_t at = 0; at < results.censuses.size(); ++at)
    write_census(censuses.group(schema::group_name(results.censuses[at].clock, taken)), results, at);
  const GroupWriter histograms = root.group(schema::group::histograms);
  taken.clear();
  for (std::size_t at = 0; at < results.histograms.size(); ++at)
    write_histogram(histograms.group(schema::group_name(results.histograms[at].name, taken)), results, at);
}

/// How each difference came out, where the results hold it.
void write_spreads_of_changes(GroupWriter& group, const Results& results) {
  const auto has_none = [](const Difference& difference) { return difference.spread.empty(); };
  if (std::any_of(results.differences.begin(), results.differences.end(), has_none)) return;
  for (const auto& column : schema::spread_of_changes) {
    std::vector<double> cells;
    for (const Difference& difference : results.differences)
      for (const ChangeSpread& spread : difference.spread) cells.push_back(spread.*column.member);
    group.array(column.name, {axis::difference, axis::kpi}, cells, {column.meaning, ""});
  }
}

void write_differences(const GroupWriter& root, const Results& results) {
  std::vector<std::string> labels, variants, againsts;
  std::vector<Estimate> estimates;
  for (const Difference& difference : results.differences) {
    labels.push_back(difference.variant + " minus " + difference.against);
    variants.push_back(difference.variant);
    againsts.push_back(difference.against);
    for (const Estimate& estimate : padded(difference.estimates, results.kpis.size()))
      estimates.push_back(estimate);
  }
  GroupWriter group = root.group(schema::group::differences);
  group.axis(axis::difference, labels);
  group.axis(axis::kpi, kpi_names(results));
  group.array(data::variant, {axis::difference}, variants, {"Variant", ""});
  group.array(data::against, {axis::difference}, againsts, {"Variant subtracted", ""});
  write_estimates(group, {axis::difference, axis::kpi}, estimates);
  write_spreads_of_changes(group, results);
}

void write_paired(const GroupWriter& root, const Results& results) {
  std::size_t edges = 0;
  for (const PairedEntities& row : results.paired) edges = std::max(edges, row.change_edges.size());
  const std::size_t bins = edges == 0 ? 0 : edges - 1;
  std::vector<double> edge_cells, count_cells;
  std::vector<Estimate> changes;
  for (const PairedEntities& row : results.paired) {
    append_rows(edge_cells, row.change_edges, 1, edges);
    append_rows(count_cells, row.change_counts, 1, bins);
    changes.push_back(row.mean_change);
  }
  GroupWriter group = root.group(schema::group::paired);
  group.counting_axis(axis::row, results.paired.size(), 0);
  group.counting_axis(axis::edge, edges, 0);
  group.counting_axis(axis::bin, bins, 0);
  group.columns(axis::row, schema::paired_columns(), results.paired);
  write_estimates(group, {axis::row}, changes);
  group.array(data::change_edges, {axis::row, axis::edge}, edge_cells,
              {"Edges of the bins of change", "day"});
  group.array(data::change_counts, {axis::row, axis::bin}, count_cells, {"People per bin", ""});
}

} // namespace

std::vector<double> item_or_empty(const std::vector<std::vector<double>>& list, std::size_t at) {
  return at < list.size() ? list[at] : std::vector<double>{};
}

std::vector<std::string> variant_names(const Results& results) {
  std::vector<std::string> names;
  names.reserve(results.variants.size());
  for (const VariantResult& variant : results.variants) names.push_back(variant.name);
  return names;
}

void write_figures(const GroupWriter& root, const Results& results) {
  write_kpis(root, results);
  write_kpis_by_name(root, results);
  write_series(root, results);
  write_counts(root, results);
  write_differences(root, results);
  write_paired(root, results);
}

} // namespace carepath
