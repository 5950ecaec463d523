// One function per CSV table. Columns of plain rows come from the schema, so they match the HDF5 names.
#include "engine/results/csv.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/results/csv_table.hpp"
#include "engine/results/file_replace.hpp"

namespace carepath {

namespace {

/// Cell `at`, or undefined where a stopped variant has no figure.
double cell_at(const std::vector<double>& cells, std::size_t at) {
  return at < cells.size() ? cells[at] : std::nan("");
}

void add_estimate(CsvTable& table, const Estimate& estimate) {
  table.number(estimate.mean).number(estimate.low).number(estimate.high);
}

const char* target_is(const KpiRow& row) {
  if (!row.has_target) return "";
  if (std::isfinite(row.target_high)) return "from";
  return row.target_at_most ? "at most" : "at least";
}

std::string kpi_table(const Results& results) {
  CsvTable table({"variant", "kpi", "title", "unit", "group", "group_value", "mean", "low", "high", "target",
                  "target_is", "target_high", "owner", "source"});
  for (const VariantResult& variant : results.variants)
    for (std::size_t at = 0; at < variant.estimates.size(); ++at) {
      const KpiRow& row = results.kpis[at];
      table.text(variant.name).text(row.name).text(row.title).text(row.unit);
      table.text(row.group).text(row.group_value);
      add_estimate(table, variant.estimates[at]);
      table.number(row.has_target ? row.target : std::nan(""));
      table.text(target_is(row)).number(row.has_target ? row.target_high : std::nan(""));
      table.text(row.owner).text(row.source).end_row();
    }
  return table.str();
}

/// The long table of a sweep: a column for each coordinate, then one KPI a row.
std::string sweep_table(const Results& results) {
  std::vector<std::string> header{"variant"};
  for (const auto& coordinate : results.coordinates) header.push_back(coordinate.name);
  header.insert(header.end(), {"kpi", "unit", "group", "group_value", "replications", "mean", "low", "high"});
  CsvTable table(header);
  for (const VariantResult& variant : results.variants)
    for (std::size_t at = 0; at < variant.estimates.size(); ++at) {
      const KpiRow& row = results.kpis[at];
      table.text(variant.name);
      for (const auto& coordinate : variant.coordinates) table.text(coordinate);
      table.text(row.name).text(row.unit).text(row.group).text(row.group_value).count(variant.replications);
      add_estimate(table, variant.estimates[at]);
      table.end_row();
    }
  return table.str();
}

std::string kpi_values_table(const Results& results) {
  CsvTable table({"variant", "kpi", "group", "group_value", "replication", "value"});
  for (const VariantResult& variant : results.variants) {
    if (results.kpis.empty()) continue;
    const std::size_t columns = variant.values.size() / results.kpis.size();
    for (std::size_t row = 0; row < results.kpis.size(); ++row)
      for (std::size_t at = 0; at < columns; ++at) {
        const KpiRow& kpi = results.kpis[row];
        table.text(variant.name).text(kpi.name).text(kpi.group).text(kpi.group_value);
        table.count(results.first_replication + at + 1).number(variant.values[row * columns + at]).end_row();
      }
  }
  return table.str();
}

std::string differences_table(const Results& results) {
  std::vector<std::string> header{"variant",     "against", "kpi", "unit", "group",
                                  "group_value", "mean",    "low", "high"};
  for (const auto& column : schema::spread_of_changes) header.emplace_back(column.name);
  CsvTable table(header);
  for (const Difference& difference : results.differences)
    for (std::size_t at = 0; at < difference.estimates.size(); ++at) {
      const KpiRow& row = results.kpis[at];
      table.text(difference.variant).text(difference.against).text(row.name).text(row.unit);
      table.text(row.group).text(row.group_value);
      add_estimate(table, difference.estimates[at]);
      for (const auto& column : schema::spread_of_changes)
        table.number(at < difference.spread.size() ? difference.spread[at].*column.member : std::nan(""));
      table.end_row();
    }
  return table.str();
}

std::string series_table(const Results& results) {
  CsvTable table({"variant", "series", "title", "unit", "time_days", "mean", "low", "high", "p05", "p95"});
  const std::size_t times = results.times.size();
  for (const VariantResult& variant : results.variants)
    for (std::size_t at = 0; at < results.series.size() * times; ++at) {
      const SeriesRow& row = results.series[at / times];
      table.text(variant.name).text(row.name).text(row.title).text(row.unit);
      table.number(results.times[at % times]);
      table.number(cell_at(variant.series_mean, at)).number(cell_at(variant.series_low, at));
      table.number(cell_at(variant.series_high, at)).number(cell_at(variant.series_p05, at));
      table.number(cell_at(variant.series_p95, at)).end_row();
    }
  return table.str();
}

std::string census_table(const Results& results) {
  CsvTable table({"variant", "clock", "date_days", "date", "weeks", "count", "with_decision"});
  for (const VariantResult& variant : results.variants)
    for (std::size_t clock = 0; clock < variant.census.size(); ++clock) {
      const CensusRow& row = results.censuses[clock];
      const std::size_t bands = row.bands.size();
      for (std::size_t at = 0; at < variant.census[clock].size(); ++at) {
        table.text(variant.name).text(row.clock).number(row.dates[at / bands]);
        table.text(row.date_labels[at / bands]).text(row.bands[at % bands]);
        table.number(variant.census[clock][at]);
        const bool known = clock < variant.census_with_decision.size();
        table.number(known ? cell_at(variant.census_with_decision[clock], at) : std::nan("")).end_row();
      }
    }
  return table.str();
}

std::string histograms_table(const Results& results) {
  CsvTable table({"variant", "kpi", "title", "from_days", "to_days", "count"});
  for (const VariantResult& variant : results.variants)
    for (std::size_t kpi = 0; kpi < variant.histograms.size(); ++kpi) {
      const HistogramRow& row = results.histograms[kpi];
      for (std::size_t bin = 0; bin < variant.histograms[kpi].size(); ++bin) {
        table.text(variant.name).text(row.name).text(row.title);
        table.number(row.edges[bin]).number(row.edges[bin + 1]);
        table.number(variant.histograms[kpi][bin]).end_row();
      }
    }
  return table.str();
}

std::string nodes_table(const Results& results) {
  std::vector<std::string> header = csv_header({"variant"}, schema::node_columns());
  header.emplace_back("resources");
  CsvTable table(header);
  for (const VariantResult& variant : results.variants)
    for (const GraphNode& node : variant.nodes)
      table.text(variant.name)
          .columns(schema::node_columns(), node)
          .text(join(node.resources, "; "))
          .end_row();
  return table.str();
}

/// Ends of edges by name, since a table has no index to look up.
std::string edges_table(const Results& results) {
  CsvTable table({"variant", "from", "to", "label", "per_week"});
  for (const VariantResult& variant : results.variants)
    for (const GraphEdge& edge : variant.edges) {
      table.text(variant.name).text(variant.nodes.at(edge.from).name).text(variant.nodes.at(edge.to).name);
      table.text(edge.label).number(edge.per_week).end_row();
    }
  return table.str();
}

std::string resources_table(const Results& results) {
  CsvTable table(csv_header({"variant"}, schema::resource_columns()));
  for (const VariantResult& variant : results.variants)
    for (const ResourceRow& row : variant.resources)
      table.text(variant.name).columns(schema::resource_columns(), row).end_row();
  return table.str();
}

std::string paired_table(const Results& results) {
  std::vector<std::string> header = csv_header({}, schema::paired_columns());
  header.insert(header.end(), {"mean_change_days", "low", "high"});
  CsvTable table(header);
  for (const PairedEntities& row : results.paired) {
    add_estimate(table.columns(schema::paired_columns(), row), row.mean_change);
    table.end_row();
  }
  return table.str();
}

template <class Row>
std::string plain_table(const std::vector<Row>& rows, const std::vector<schema::Column<Row>>& columns) {
  CsvTable table(csv_header({}, columns));
  for (const Row& row : rows) table.columns(columns, row).end_row();
  return table.str();
}

std::string capacity_table(const Results& results) {
  return plain_table(results.capacity, schema::capacity_columns());
}

std::string shifts_table(const Results& results) {
  return plain_table(results.shifts, schema::shift_columns());
}

/// Tables that only some studies have.
void export_others(const Results& results, const std::filesystem::path& folder) {
  if (!results.worths.empty())
    replace_file(folder / "value_for_money.csv", plain_table(results.worths, schema::worth_columns()));
  if (!results.paybacks.empty()) {
    replace_file(folder / "payback.csv", plain_table(results.paybacks, schema::payback_columns()));
    replace_file(folder / "money_by_month.csv",
                 plain_table(results.money_months, schema::money_month_columns()));
  }
  if (!results.controlled.empty())
    replace_file(folder / "control_variates.csv",
                 plain_table(results.controlled, schema::controlled_columns()));
  if (results.uncertain.empty()) return;
  replace_file(folder / "uncertain_inputs.csv", plain_table(results.uncertain, schema::uncertain_columns()));
  replace_file(folder / "input_draws.csv", plain_table(results.draws, schema::draw_columns()));
  replace_file(folder / "spread_of_figures.csv", plain_table(results.spreads, schema::spread_columns()));
}

std::string assumptions_table(const Results& results) {
  return plain_table(results.assumptions, schema::assumption_columns());
}

} // namespace

void export_csv(const Results& results, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw std::runtime_error("cannot make folder '" + folder.string() + "': " + error.message());
  using Maker = std::string (*)(const Results&);
  const std::pair<const char*, Maker> tables[] = {
      {"kpi.csv", kpi_table},
      {"kpi_values.csv", kpi_values_table},
      {"differences.csv", differences_table},
      {"series.csv", series_table},
      {"census.csv", census_table},
      {"histograms.csv", histograms_table},
      {"pathway_nodes.csv", nodes_table},
      {"pathway_edges.csv", edges_table},
      {"resources.csv", resources_table},
      {"paired.csv", paired_table},
      {"capacity.csv", capacity_table},
      {"left_shift.csv", shifts_table},
      {"assumptions.csv", assumptions_table},
  };
  for (const auto& [name, make] : tables) replace_file(folder / name, make(results));
  if (!results.coordinates.empty()) replace_file(folder / "sweep.csv", sweep_table(results));
  export_others(results, folder);
}

} // namespace carepath
