// The parts of the printed comparison about groups, settings, and people followed through two variants.
#include "cli/output/table_parts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "cli/output/unit.hpp"
#include "engine/base/undefined.hpp"
#include "report/readable.hpp"
#include "report/select.hpp"

namespace carepath {

namespace {

bool same_split(const KpiRow& one, const KpiRow& other) {
  return one.name == other.name && one.group == other.group;
}

/// "12.3 pts (q1 to q5)": from the group with the lowest mean to the one with the highest.
std::string gap_text(const Results& results, const VariantResult& variant, const KpiRow& first) {
  const KpiRow* lowest = nullptr;
  const KpiRow* highest = nullptr;
  double low = 0;
  double high = 0;
  int groups = 0;
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    const double mean = estimate_at(variant.estimates, at).mean;
    if (!same_split(row, first) || is_gap(row) || is_shared(row) || std::isnan(mean)) continue;
    ++groups;
    if (!lowest || mean < low) lowest = &row, low = mean;
    if (!highest || mean > high) highest = &row, high = mean;
  }
  if (groups < 2) return "–";
  const auto size = gap_size_text(in_shown_unit(first, {high - low, high, low}).mean, shown_unit(first));
  return lowest == highest ? size : size + " (" + lowest->group_value + " to " + highest->group_value + ")";
}

/// True for the first row of each (KPI, splitting attribute).
bool starts_split(const Results& results, std::size_t at) {
  const KpiRow& row = results.kpis[at];
  return !row.group.empty() &&
         std::none_of(results.kpis.begin(), results.kpis.begin() + static_cast<std::ptrdiff_t>(at),
                      [&](const KpiRow& before) { return same_split(before, row); });
}

/// The last group of the split that starts at `at`, of those before its gap row; and that row.
struct SplitEnds {
  std::size_t last;
  std::optional<std::size_t> gap;
};

SplitEnds ends_of(const Results& results, std::size_t at) {
  SplitEnds ends{at, std::nullopt};
  for (std::size_t row = at; row < results.kpis.size(); ++row) {
    if (!same_split(results.kpis[row], results.kpis[at]) || is_shared(results.kpis[row])) continue;
    if (is_gap(results.kpis[row]))
      ends.gap = row;
    else if (!ends.gap)
      ends.last = row;
  }
  return ends;
}

std::string paired_label(const PairedEntities& row) {
  if (!row.group.empty()) return "  " + row.group + " " + row.group_value;
  return row.variant + " against " + row.against;
}

/// "clock 'rtt' (Referral to treatment)".
std::string clock_words(const PairedEntities& row) {
  return "clock '" + row.clock + "'" + (row.clock_title.empty() ? "" : " (" + row.clock_title + ")");
}

/// Every part of one kind of whole.
TextGrid parts_grid(const Results& results, bool of_settings) {
  TextGrid grid(with_variants({"KPI"}, results), 1);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    if (!is_part(row) || (row.group == "setting") != of_settings) continue;
    const std::string which = of_settings ? "" : row.group + " ";
    std::vector<GridCell> cells{{row.title + ": " + which + row.group_value}};
    for (const VariantResult& variant : results.variants)
      cells.push_back({estimate_text(row, estimate_at(variant.estimates, at))});
    grid.row(std::move(cells));
  }
  return grid;
}

std::vector<GridCell> gainers_row(const PairedEntities& row) {
  return {{paired_label(row)},
          {grouped_number(row.matched, 0)},
          {figure_text(row.gain, "share")},
          {figure_text(row.same, "share")},
          {figure_text(row.lose, "share")},
          {figure_text(row.unknown, "share")},
          {difference_text(row.mean_change, "days")}};
}

/// A split's row of gaps: its own, with limits, where the results hold it, or between the means furthest
/// apart.
void add_gaps(TextGrid& grid, const Results& results, std::size_t at) {
  const KpiRow& first = results.kpis[at];
  const SplitEnds ends = ends_of(results, at);
  std::string label = first.title + ", by " + first.group;
  if (ends.gap) label += ": " + first.group_value + " − " + results.kpis[ends.last].group_value;
  std::vector<GridCell> cells{{label}};
  for (const VariantResult& variant : results.variants)
    cells.push_back(ends.gap ? gap_cell(results, variant, *ends.gap)
                             : GridCell{gap_text(results, variant, first)});
  grid.row(std::move(cells));
}

} // namespace

Estimate estimate_at(const std::vector<Estimate>& estimates, std::size_t row) {
  return row < estimates.size() ? estimates[row] : Estimate{undefined, undefined, undefined};
}

std::size_t usable_width(const TableOptions& options) {
  return static_cast<std::size_t>(std::max(options.width, 1));
}

GridCell gap_cell(const Results& results, const VariantResult& variant, std::size_t row) {
  const KpiRow& gap = results.kpis[row];
  return {difference_text(in_shown_unit(gap, estimate_at(variant.estimates, row)), shown_unit(gap)),
          Tone::plain, report::basis_of_gap(results, variant, row)};
}

std::string part(const std::string& title, const TextGrid& grid, const TableOptions& options) {
  if (grid.empty()) return "";
  std::string text = "\n";
  for (const std::string& line : wrap_words(title, usable_width(options)))
    text += toned(line, Tone::heading, options.colour) + "\n";
  return text + grid.str(options);
}

std::vector<std::string> with_variants(std::vector<std::string> header, const Results& results) {
  for (const VariantResult& variant : results.variants) header.push_back(variant.name);
  return header;
}

std::string equity_part(const Results& results, const TableOptions& options) {
  TextGrid grid(with_variants({"KPI"}, results), 1);
  bool limited = false;
  bool unlimited = false;
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    if (is_part(results.kpis[at]) || !starts_split(results, at)) continue;
    add_gaps(grid, results, at);
    (ends_of(results, at).gap ? limited : unlimited) = true;
  }
  return part(!limited    ? "Gap between groups (lowest to highest)"
              : unlimited ? "Gap between groups: first − last [95% limits], * where the limits exclude zero; "
                            "of groups without an order, lowest to highest"
                          : "Gap between groups [95% limits]; * where the limits exclude zero",
              grid, options);
}

std::string settings_part(const Results& results, const TableOptions& options) {
  return part("Where the work lands, by setting", parts_grid(results, true), options) +
         part("Who pays, and who is paid", parts_grid(results, false), options);
}

std::string gainers_part(const Results& results, const TableOptions& options) {
  if (results.paired.empty()) return "";
  const PairedEntities& first = results.paired.front();
  TextGrid grid({"", "Matched", "Gain", "Same", "Lose", "Unknown", "Mean change"}, 1);
  bool others = false;
  for (const PairedEntities& row : results.paired) {
    others = others || row.clock != first.clock;
    if (row.clock == first.clock) grid.row(gainers_row(row));
  }
  std::string text =
      part("Who gains and who loses on the " + clock_words(first) +
               ": the same patients in both, waiting at least " + noticed_words(first.noticed_days) +
               " less or more; unknown: still waiting at the end; the mean change is of those ended in both",
           grid, options);
  if (const auto left_out = report::splits_not_followed(results); !left_out.empty())
    for (const std::string& line : wrap_words(left_out, usable_width(options))) text += line + "\n";
  return others ? text + "The report has the other clocks.\n" : text;
}

} // namespace carepath
