// The figures for everyone, their differences, and the order of the parts.
#include "cli/output/table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "cli/output/table_parts.hpp"
#include "cli/output/unit.hpp"
#include "engine/base/ensure.hpp"
#include "engine/results/observation_size.hpp"
#include "engine/results/target.hpp"
#include "report/select.hpp"

namespace carepath {

namespace {

/// Says below a figure whether its target is met: in words, with a sign, and in colour.
void add_status(TargetStatus status, GridCell& cell) {
  switch (status) {
  case TargetStatus::met:
    cell.below = "✓ met";
    cell.below_tone = Tone::good;
    return;
  case TargetStatus::not_met:
    cell.below = "✗ not met";
    cell.below_tone = Tone::bad;
    return;
  case TargetStatus::too_close: cell.below = "? too close to call"; return;
  case TargetStatus::none: return;
  }
}

/// A figure with what is said below it: whether its target is met, and where it is of fewer replications.
GridCell kpi_cell(const Results& results, const VariantResult& variant, std::size_t at) {
  const KpiRow& row = results.kpis[at];
  const Estimate estimate = estimate_at(variant.estimates, at);
  GridCell cell{estimate_text(row, estimate)};
  add_status(target_status(row, estimate), cell);
  const auto basis = report::basis_of_figure(results, variant, at);
  if (!basis.empty()) cell.below += (cell.below.empty() ? "" : ", ") + basis;
  return cell;
}

/// The least and the most of what is counted of each variant.
struct Numbers {
  std::size_t least = std::numeric_limits<std::size_t>::max(), most = 0;

  [[nodiscard]] std::string text() const {
    return least == most ? fmt::format("{}", most) : fmt::format("{} to {}", least, most);
  }
};

template <class Count> Numbers numbers_of(std::span<const VariantResult> variants, const Count& count) {
  Numbers numbers;
  for (const VariantResult& variant : variants) {
    const std::size_t number = count(variant);
    numbers.least = std::min(numbers.least, number);
    numbers.most = std::max(numbers.most, number);
  }
  return numbers;
}

std::string replications_text(std::span<const VariantResult> variants) {
  const auto numbers = numbers_of(variants, [](const auto& variant) { return variant.replications; });
  if (numbers.most == 0) return "No replication was completed, so there are no figures.";
  if (numbers.most == 1 && numbers.least == 1)
    return "Figures are from 1 replication, so they have no limits.";
  return "Mean ± half the width of its 95% confidence interval, over " + numbers.text() + " replications.";
}

/// Of the whole pairs, which are all that is in the figures.
std::string pairs_text(std::span<const VariantResult> variants) {
  const auto numbers = numbers_of(variants, [](const auto& variant) { return variant.replications / 2; });
  if (numbers.most == 0) return "";
  if (numbers.most == 1) return "\nThey are 1 antithetic pair, so there are no limits over pairs.";
  return "\nThey are " + numbers.text() + " antithetic pairs; mean and limits are over pairs.";
}

/// The draws that a variant's figures are of. Where replications are missing, a draw is in them that has a
/// number in some figure.
std::size_t draws_in_figures(const Results& results, const VariantResult& variant) {
  const std::size_t each = replications_that_share_a_draw(results), size = results.replications;
  const std::size_t draws = (size + each - 1) / each;
  if (variant.replications == size) return draws;
  std::vector<bool> is_in(draws, false);
  for (std::size_t at = 0; at < variant.values.size(); ++at)
    if (!std::isnan(variant.values[at])) is_in[at % size / each] = true;
  return static_cast<std::size_t>(std::count(is_in.begin(), is_in.end(), true));
}

/// Replications that share a draw or are a pair are not independent: the limits are over draws or pairs.
std::string draws_text(const Results& results, std::span<const VariantResult> variants) {
  if (results.uncertain.empty()) return results.antithetic ? pairs_text(variants) : "";
  const auto numbers =
      numbers_of(variants, [&](const auto& variant) { return draws_in_figures(results, variant); });
  if (numbers.most == 0) return "";
  if (numbers.most == 1)
    return "\nThey share 1 draw of the uncertain inputs, so there are no limits over draws.";
  return "\nThey share " + numbers.text() + " draws of the uncertain inputs; mean and limits are over draws.";
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
  for (const VariantResult& variant : variants)
    for (const auto& warning : variant.warnings) text += fmt::format("{}: {}.\n", variant.name, warning);
  return text;
}

std::string opening(const std::string& title, const Results& results, std::span<const VariantResult> variants,
                    bool colour) {
  const std::string heading = title.empty() ? "" : toned(title, Tone::heading, colour) + "\n";
  return heading + replications_text(variants) + draws_text(results, variants) + "\n" +
         cautions(results, variants) + "\n";
}

std::string kpis_part(const Results& results, const TableOptions& options) {
  TextGrid grid(with_variants({"KPI", "Target"}, results), 2);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    if (!row.group.empty()) continue;
    std::vector<GridCell> cells{{label_text(row)}, {target_text(row)}};
    for (const VariantResult& variant : results.variants) cells.push_back(kpi_cell(results, variant, at));
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

/// What the columns stand for, where the variants have titles that tell them apart.
std::string titles_part(const Results& results, const TableOptions& options) {
  std::string text;
  bool differ = false;
  for (const VariantResult& variant : results.variants) {
    differ = differ || variant.title != results.variants.front().title;
    if (variant.title.empty()) continue;
    for (const std::string& line : wrap_words(variant.name + ": " + variant.title, usable_width(options)))
      text += line + "\n";
  }
  return differ ? text + "\n" : "";
}

/// Whether each redesign serves the same need, as the scenario states it.
std::string need_part(const Results& results, const TableOptions& options) {
  std::string text;
  for (const VariantResult& variant : results.variants)
    for (const std::string& check : variant.need_checks)
      for (const std::string& line : wrap_words(variant.name + ": " + check, usable_width(options)))
        text += line + "\n";
  return text.empty() ? "" : "\n" + toned("Need", Tone::heading, options.colour) + "\n" + text;
}

/// A group is indented under its KPI, or says which KPI it is of when it opens one.
std::string row_label(const KpiRow& row, bool follows) {
  if (row.group.empty()) return label_text(row);
  const std::string group = row.group + (is_gap(row) ? ", first − last" : " " + row.group_value);
  return follows ? "  " + group : row.title + ", " + group;
}

} // namespace

std::string comparison_table(const Results& results, const TableOptions& options) {
  std::string text = opening(results.title, results, results.variants, options.colour);
  text += titles_part(results, options);
  text += kpis_part(results, options);
  text += differences_part(results, options);
  text += changes_part(results, options);
  text += need_part(results, options);
  text += worth_part(results, options);
  text += payback_part(results, options);
  text += uncertainty_part(results, options);
  text += control_part(results, options);
  text += equity_part(results, options);
  text += settings_part(results, options);
  text += capacity_part(results, options);
  text += shifts_part(results, options);
  text += gainers_part(results, options);
  return text;
}

std::string kpi_table(const Results& results, std::size_t variant, const TableOptions& options) {
  ensure(variant < results.variants.size(), "no such variant");
  const VariantResult& chosen = results.variants[variant];
  TextGrid grid({"KPI", "Target", chosen.name}, 2);
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const KpiRow& row = results.kpis[at];
    const bool follows = at > 0 && results.kpis[at - 1].name == row.name;
    const GridCell figure = is_gap(row) ? gap_cell(results, chosen, at) : kpi_cell(results, chosen, at);
    grid.row({{row_label(row, follows)}, {target_text(row)}, figure});
  }
  return opening(chosen.title, results, {&chosen, 1}, options.colour) + grid.str(options) +
         uncertainty_part(results, options) + control_part(results, options);
}

} // namespace carepath
