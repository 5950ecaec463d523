// The part of the printed tables about uncertain inputs: what is uncertain, and what that does to each
// figure.
#include "cli/output/table_parts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cli/output/unit.hpp"
#include "engine/results/evidence.hpp"

namespace carepath {

namespace {

constexpr double mostly = 0.5;

/// The row of KPIs that a spread is of.
const KpiRow* row_of(const Results& results, const SpreadRow& spread) {
  for (const KpiRow& row : results.kpis)
    if (row.name == spread.kpi && row.group.empty()) return &row;
  return nullptr;
}

std::string column_of(const SpreadRow& spread) {
  return spread.against.empty() ? spread.variant : spread.variant + " − " + spread.against;
}

std::string input_label(const UncertainRow& input) {
  return input.title.empty() ? input.name : input.title + " (" + input.name + ")";
}

std::string number_text(double value, const std::string& unit) {
  if (unit.starts_with("£")) return fmt::format("£{:.4g}{}", value, unit.substr(std::string("£").size()));
  return unit.empty() ? fmt::format("{:.4g}", value) : fmt::format("{:.4g} {}", value, unit);
}

std::string evidence_text(const UncertainRow& input) {
  if (input.written.empty()) return "none: settled";
  return number_text(input.low, input.unit) + " to " + number_text(input.high, input.unit);
}

/// The cells after the name of an input, and the variant that has it so.
std::vector<GridCell> evidence_cells(const UncertainRow& input) {
  return {{std::isnan(input.best) ? "changes with time" : number_text(input.best, input.unit)},
          {evidence_text(input)},
          {input.source.empty() ? "–" : input.source}};
}

std::string inputs_part(const Results& results, const TableOptions& options) {
  const bool differ = evidence_differs(results);
  std::vector<std::string> header{"Uncertain input", "Best estimate", "95% of the evidence", "Source"};
  if (differ) header.insert(header.begin() + 1, "Variant");
  TextGrid grid(header, differ ? 2 : 1);
  for (const UncertainRow& input : results.uncertain) {
    std::vector<GridCell> cells = evidence_cells(input);
    if (differ) cells.insert(cells.begin(), {input.variant.empty() ? "all" : input.variant});
    cells.insert(cells.begin(), {input_label(input)});
    grid.row(std::move(cells));
  }
  return part(differ
                  ? "What is uncertain; where the evidence differs between variants, a draw stands equally "
                    "high in what each has"
                  : "What is uncertain; every draw of it is the same in all variants",
              grid, options);
}

std::string share_text(const SpreadRow& spread) {
  if (std::isnan(spread.share_inputs)) return "–";
  if (std::isnan(spread.share_low) || std::isnan(spread.share_high))
    return fmt::format("{:.0f}%", 100 * spread.share_inputs);
  return fmt::format("{:.0f}% [{:.0f}, {:.0f}]", 100 * spread.share_inputs, 100 * spread.share_low,
                     100 * spread.share_high);
}

std::string spread_figure(const KpiRow& row, double sd) {
  if (row.unit == "share") return std::isnan(sd) ? "–" : fmt::format("{:.1f} pts", 100 * sd);
  return figure_text(sd * shown_scale(row), shown_unit(row));
}

std::string spreads_part(const Results& results, const TableOptions& options) {
  TextGrid grid({"Figure", "Of", "From inputs", "From chance", "Share from inputs"}, 2);
  for (const SpreadRow& spread : results.spreads) {
    const KpiRow* row = row_of(results, spread);
    if (row == nullptr || (std::isnan(spread.sd_inputs) && std::isnan(spread.sd_chance))) continue;
    grid.row({{label_text(*row)},
              {column_of(spread)},
              {spread_figure(*row, spread.sd_inputs)},
              {spread_figure(*row, spread.sd_chance)},
              {share_text(spread)}});
  }
  return part(
      "Spread between replications: standard deviation from the uncertain inputs and from chance, and "
      "the inputs' share of the variance [95% limits]",
      grid, options);
}

/// What a manager may take from it, in a sentence or two.
std::string uncertainty_sentence(const Results& results) {
  std::size_t figures = 0, from_inputs = 0;
  const SpreadRow* most = nullptr;
  bool told_apart = false;
  for (const SpreadRow& spread : results.spreads) {
    told_apart = told_apart || !std::isnan(spread.sd_inputs);
    if (std::isnan(spread.share_inputs)) continue;
    ++figures;
    from_inputs += spread.share_inputs > mostly;
    if (most == nullptr || spread.share_inputs > most->share_inputs) most = &spread;
  }
  if (most == nullptr && told_apart) return "No figure varies, neither by inputs nor by chance.";
  if (most == nullptr)
    return fmt::format(
        "Inputs and chance cannot be told apart: give [run] replications_per_draw = {} or more.",
        results.antithetic ? 4 : 2);
  const KpiRow* row = row_of(results, *most);
  return fmt::format(
      "Of {} figures, {} {} more by what is not known about the inputs than by chance: that spread stays "
      "however many replications are run, only better evidence narrows it. Most so '{}' of {}: {:.0f}% of "
      "its variance comes from the inputs.",
      figures, from_inputs == 0 ? "none" : std::to_string(from_inputs),
      from_inputs <= 1 ? "is moved" : "are moved", row == nullptr ? most->kpi : row->title, column_of(*most),
      100 * most->share_inputs);
}

} // namespace

std::string uncertainty_part(const Results& results, const TableOptions& options) {
  if (results.uncertain.empty()) return "";
  std::string text = "\n";
  for (const std::string& line : wrap_words(uncertainty_sentence(results), usable_width(options)))
    text += line + "\n";
  return text + inputs_part(results, options) + spreads_part(results, options);
}

} // namespace carepath
