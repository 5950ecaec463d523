// The NHS England RTT full CSV extract as a starting list: one person per pathway, aged by week band.
//
// Bands are "Gt 00 To 01 Weeks SUM 1" ... "Gt 103 To 104 Weeks SUM 1", "Gt 104 Weeks SUM 1". At the
// midpoint a person of band k waited k + 0.5 weeks (the open band: 104.5). Drawn, a person has waited one
// of the whole days the published rule puts into the band (0 to 7 for the first, 7k + 1 to 7k + 7).
#include "models/sources/csv.hpp"
#include "models/sources/listed.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/plain_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace carepath {
namespace {

constexpr std::size_t bands = 105; // weeks 0 to 104, the last open
using BandCounts = std::array<double, bands>;

struct Selection {
  std::string provider;
  std::string treatment_function; // "C_110"
  SourceRef where;
};

std::string text_of(const Node& table, std::string_view key, std::string fallback = {}) {
  const auto* node = table.find(key);
  if (!node) return fallback;
  return node->is_text() ? node->text : fmt::format("{}", node->number);
}

std::string band_column(std::size_t band) {
  if (band + 1 == bands) return "Gt 104 Weeks SUM 1";
  return fmt::format("Gt {:02} To {:02} Weeks SUM 1", band, band + 1);
}

struct ExtractColumns {
  std::size_t provider = 0, part = 0, treatment = 0;
  std::array<std::size_t, bands> band{};
};

bool find_column(const CsvDocument& table, const std::string& name, std::size_t& at, SourceRef where,
                 CompileContext& context) {
  const auto found = table.column(name);
  if (!found)
    context.faults.error(where, fmt::format("'{}' has no column '{}'", table.name, name),
                         "expected an NHS England RTT full CSV extract");
  at = found.value_or(0);
  return found.has_value();
}

bool find_columns(const CsvDocument& table, ExtractColumns& columns, SourceRef where,
                  CompileContext& context) {
  bool all = find_column(table, "Provider Org Code", columns.provider, where, context) &&
             find_column(table, "RTT Part Type", columns.part, where, context) &&
             find_column(table, "Treatment Function Code", columns.treatment, where, context);
  for (std::size_t band = 0; all && band < bands; ++band)
    all = find_column(table, band_column(band), columns.band[band], where, context);
  return all;
}

/// Adds the people of one row; false after a fault.
bool add_row(BandCounts& counts, const CsvDocument& table, std::size_t at, const ExtractColumns& columns,
             const Selection& selection, CompileContext& context) {
  for (std::size_t band = 0; band < bands; ++band) {
    const auto& cell = table.rows[at][columns.band[band]];
    if (cell.empty()) continue;
    const auto number = plain_number(cell);
    if (!number || *number < 0 || *number != std::floor(*number)) {
      context.faults.error(selection.where,
                           fmt::format("line {} of '{}': '{}' under '{}' is no whole number of people",
                                       table.lines[at], table.name, cell, band_column(band)));
      return false;
    }
    counts[band] += *number;
  }
  return true;
}

BandCounts count_bands(const CsvDocument& table, const ExtractColumns& columns, const Selection& selection,
                       const std::string& part, CompileContext& context) {
  BandCounts counts{};
  bool found = false;
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    const auto& row = table.rows[at];
    if (row[columns.provider] != selection.provider || row[columns.part] != part ||
        row[columns.treatment] != selection.treatment_function)
      continue;
    found = true;
    if (!add_row(counts, table, at, columns, selection, context)) return BandCounts{};
  }
  if (!found)
    context.faults.error(selection.where,
                         fmt::format("'{}' has no rows for provider '{}', treatment function '{}', {}",
                                     table.name, selection.provider, selection.treatment_function, part));
  return counts;
}

/// Whole days or the midpoint of person `number` of `total` in a band.
double days_in_band(std::size_t band, bool midpoint, std::uint64_t number) {
  const double weeks = static_cast<double>(band);
  if (midpoint) return 7 * (weeks + 0.5);
  const double first = band == 0 ? 0 : 7 * weeks + 1;
  const double days = band == 0 ? 8 : 7;
  const double u = keyed_uniform(mix64(purpose_of("rtt.band"), band), number).value();
  return first + std::floor(u * days);
}

void check_keys(const Node& table, CompileContext& context) {
  static const std::vector<std::string> allowed{"file", "provider", "treatment_function",
                                                "part", "minus",    "within_band"};
  for (std::size_t at = 0; at < table.keys.size(); ++at)
    if (std::find(allowed.begin(), allowed.end(), table.keys[at]) == allowed.end())
      context.unknown(table.key_where[at], "field of 'rtt' called", table.keys[at], allowed);
  for (const auto* key : {"file", "provider", "treatment_function"})
    if (!table.find(key)) context.faults.error(table.where, fmt::format("'rtt' has no '{}'", key));
}

} // namespace

void read_rtt_extract(const Item& source, SourceRow& row, CompileContext& context) {
  const auto& table_node = source.find("rtt")->value;
  check_keys(table_node, context);
  if (context.faults.has_errors()) return;
  const auto table = read_csv(*table_node.find("file"), context);
  ExtractColumns columns;
  if (!table || !find_columns(*table, columns, table_node.where, context)) return;
  auto function = text_of(table_node, "treatment_function");
  if (!function.empty() && function.front() >= '0' && function.front() <= '9') function = "C_" + function;
  const Selection selection{text_of(table_node, "provider"), function, table_node.where};
  auto counts = count_bands(*table, columns, selection, text_of(table_node, "part", "Part_2"), context);
  if (const auto minus = text_of(table_node, "minus"); !minus.empty()) {
    const auto less = count_bands(*table, columns, selection, minus, context);
    for (std::size_t band = 0; band < bands; ++band) counts[band] = std::max(0.0, counts[band] - less[band]);
  }
  const auto within = text_of(table_node, "within_band", "drawn");
  if (within != "midpoint" && within != "drawn")
    context.unknown(table_node.where, "way to place people in a band:", within, {"midpoint", "drawn"});
  if (std::accumulate(counts.begin(), counts.end(), 0.0) > most_people_listed)
    return context.faults.error(selection.where, fmt::format("'{}' lists more than {} million people here",
                                                             table->name, most_people_listed / 1e6));
  row.row_attributes.push_back(hidden_attribute(waited_attribute, context));
  // The longest waiting come first, so that ordinals, and with them people's luck, follow the list.
  for (std::size_t band = bands; band-- > 0;)
    for (std::uint64_t person = 0; person < static_cast<std::uint64_t>(counts[band]); ++person)
      row.rows.push_back(days_in_band(band, within == "midpoint", person));
  if (!row.rows.empty()) return;
  context.faults.warning(selection.where, fmt::format("there is nobody in the list from '{}'", table->name));
  row.count = context.builder.constant(0);
}

} // namespace carepath
