// The parts of the printed comparison, one function each.
#include "cli/output/table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "cli/output/unit.hpp"
#include "engine/base/ensure.hpp"

namespace carepath {

namespace {

constexpr const char* setting_group = "setting";
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

Estimate estimate_at(const std::vector<Estimate>& estimates, std::size_t row) {
  return row < estimates.size() ? estimates[row] : Estimate{undefined, undefined, undefined};
}

/// The figure and, with a target, whether it is met: in words, with a sign, and in colour.
GridCell kpi_cell(const KpiRow& row, const Estimate& estimate) {
  GridCell cell{estimate_text(in_shown_unit(row, estimate), shown_unit(row))};
  if (!row.has_target || std::isnan(estimate.mean)) return cell;
  const bool met = target_met(row, estimate.mean);
  cell.below = met ? "✓ met" : "✗ not met";
  cell.below_tone = met ? Tone::good : Tone::bad;
  return cell;
}

std::string part(const std::string& title, const TextGrid& grid, const TableOptions& options) {
  if (grid.empty()) return "";
  std::string text = "\n";
  for (const std::string& line : wrap_words(title, static_cast<std::size_t>(std::max(options.width, 1))))
    text += toned(line, Tone::heading, options.colour) + "\n";
  return text + grid.str(options);
}

std::vector<std::string> with_variants(std::vector<std::string> header, const Results& results) {
  for (const VariantResult& variant : results.variants) header.push_back(variant.name);
  return header;
}

std::string replications_text(std::span<const VariantResult> variants) {
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t most = 0;
  for (const VariantResult& variant : variants) {
    least = std::min(least, variant.replications);
    most = std::max(most, variant.replications);
  }
  if (most == 0) return "No replication was completed, so there are no figures.";
  if (most == 1 && least == 1) return "Figures are from 1 replication, so they have no limits.";
  const std::string number = least == most ? fmt::format("{}", most) : fmt::format("{} to {}", least, most);
  return "Mean ± half the width of its 95% confidence interval, over " + number + " replications.";
}

/// What a reader must know before trusting the figures: failed replications, a study cut short.
std::string cautions(const Results& results, std::span<const VariantResult> variants) {
  std::string text;
  if (results.cancelled)
    text += "Cancelled before all replications were done: figures are over those completed.\n";
  for (const VariantResult& variant : variants)
    if (variant.failed > 0)
      text += fmt::format("{}: {} of {} replications failed and are in no figure.\n", variant.name,
                          variant.failed, variant.failed + variant.replications);
  return text;
}

std::string opening(const std::string& title, const Results& results, std::span<const VariantResult> variants,
                    bool colour) {
  const std::string heading = title.empty() ? "" : toned(title, Tone::heading, colour) + "\n";
  return heading + replications_text(variants) + "\n" + cautions(results, variants) + "\n";
}

std::string kpis_part(const Results& results, const TableOptions& options) {
  TextGrid grid(with_variants({"KPI", "Target"}, results), 2);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    if (!row.group.empty()) continue;
    std::vector<GridCell> cells{{label_text(row)}, {target_text(row)}};
    for (const VariantResult& variant : results.variants)
      cells.push_back(kpi_cell(row, estimate_at(variant.estimates, at)));
    grid.row(std::move(cells));
  }
  return grid.str(options);
}

/// True when every difference is from the same variant, which the heading then names once.
bool one_reference(const Results& results) {
  return std::all_of(results.differences.begin(), results.differences.end(),
                     [&](const Difference& difference) {
                       return difference.against == results.differences.front().against;
                     });
}

std::string differences_part(const Results& results, const TableOptions& options) {
  if (results.differences.empty()) return "";
  const bool one = one_reference(results);
  std::vector<std::string> header{"KPI"};
  for (const Difference& difference : results.differences)
    header.push_back(one ? difference.variant : difference.variant + " − " + difference.against);
  TextGrid grid(header, 1);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    if (!row.group.empty()) continue;
    std::vector<GridCell> cells{{label_text(row)}};
    for (const Difference& difference : results.differences)
      cells.push_back(
          {difference_text(in_shown_unit(row, estimate_at(difference.estimates, at)), shown_unit(row))});
    grid.row(std::move(cells));
  }
  const std::string reference = one ? " from " + results.differences.front().against : "";
  return part("Difference" + reference + ", same patients [95% limits]; * where the limits exclude zero",
              grid, options);
}

/// "12.3 pts (q1 to q5)": from the group with the lowest mean to the one with the highest.
std::string gap_text(const Results& results, const VariantResult& variant, const KpiRow& first) {
  const KpiRow* lowest = nullptr;
  const KpiRow* highest = nullptr;
  double low = undefined;
  double high = undefined;
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    const double mean = estimate_at(variant.estimates, at).mean;
    if (row.name != first.name || row.group != first.group || std::isnan(mean)) continue;
    if (!lowest || mean < low) lowest = &row, low = mean;
    if (!highest || mean > high) highest = &row, high = mean;
  }
  if (!lowest || lowest == highest) return "–";
  return gap_size_text(in_shown_unit(first, {high - low, high, low}).mean, shown_unit(first)) + " (" +
         lowest->group_value + " to " + highest->group_value + ")";
}

/// True for the first row of each (KPI, splitting attribute).
bool starts_split(const Results& results, std::size_t at) {
  const KpiRow& row = results.kpis[at];
  return !row.group.empty() &&
         std::none_of(
             results.kpis.begin(), results.kpis.begin() + static_cast<std::ptrdiff_t>(at),
             [&](const KpiRow& before) { return before.name == row.name && before.group == row.group; });
}

std::string equity_part(const Results& results, const TableOptions& options) {
  TextGrid grid(with_variants({"KPI"}, results), 1);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    if (row.group == setting_group || !starts_split(results, at)) continue;
    std::vector<GridCell> cells{{row.title + ", by " + row.group}};
    for (const VariantResult& variant : results.variants) cells.push_back({gap_text(results, variant, row)});
    grid.row(std::move(cells));
  }
  return part("Gap between groups (lowest to highest)", grid, options);
}

std::string settings_part(const Results& results, const TableOptions& options) {
  TextGrid grid(with_variants({"KPI"}, results), 1);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    if (row.group != setting_group) continue;
    std::vector<GridCell> cells{{row.title + ": " + row.group_value}};
    for (const VariantResult& variant : results.variants)
      cells.push_back(
          {estimate_text(in_shown_unit(row, estimate_at(variant.estimates, at)), shown_unit(row))});
    grid.row(std::move(cells));
  }
  return part("Where the work lands, by setting", grid, options);
}

/// A group is indented under its KPI, or says which KPI it is of when it opens one.
std::string row_label(const KpiRow& row, bool follows) {
  if (row.group.empty()) return label_text(row);
  const std::string group = row.group + " " + row.group_value;
  return follows ? "  " + group : row.title + ", " + group;
}

std::string paired_label(const PairedEntities& row) {
  if (!row.group.empty()) return "  " + row.group + " " + row.group_value;
  return row.variant + " against " + row.against + ", " + row.clock;
}

std::string gainers_part(const Results& results, const TableOptions& options) {
  TextGrid grid({"", "Matched", "Gain", "Same", "Lose", "Mean change"}, 1);
  for (const PairedEntities& row : results.paired)
    grid.row({{paired_label(row)},
              {grouped_number(row.matched, 0)},
              {figure_text(row.gain, "share")},
              {figure_text(row.same, "share")},
              {figure_text(row.lose, "share")},
              {difference_text(row.mean_change, "days")}});
  return part("Who gains and who loses: the same patients in both, waiting at least a week less or more",
              grid, options);
}

} // namespace

std::string comparison_table(const Results& results, const TableOptions& options) {
  std::string text = opening(results.title, results, results.variants, options.colour);
  text += kpis_part(results, options);
  text += differences_part(results, options);
  text += equity_part(results, options);
  text += settings_part(results, options);
  text += gainers_part(results, options);
  return text;
}

std::string kpi_table(const Results& results, std::size_t variant, const TableOptions& options) {
  ensure(variant < results.variants.size(), "no such variant");
  const VariantResult& chosen = results.variants[variant];
  TextGrid grid({"KPI", "Target", chosen.name}, 2);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    const Estimate estimate = estimate_at(chosen.estimates, at);
    const bool follows = at > 0 && results.kpis[at - 1].name == row.name;
    grid.row({{row_label(row, follows)}, {target_text(row)}, kpi_cell(row, estimate)});
  }
  return opening(chosen.title, results, {&chosen, 1}, options.colour) + grid.str(options);
}

} // namespace carepath
