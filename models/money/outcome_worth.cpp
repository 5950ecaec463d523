#include "models/money/outcome_worth.hpp"

#include "engine/base/undefined.hpp"
#include "engine/results/target.hpp"
#include "models/kpi/bound.hpp"
#include "models/money/figure_kind.hpp"
#include "models/study/kpi_rows.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view directions[] = {"more", "fewer"};

constexpr FieldRow worth_rows[] = {
    {"outcome", FieldKind::text, Dimension::any, true, "",
     "The KPI that is wanted, or one of its figures (\"wait.mean\"): people treated, deaths, years of life.",
     "\"health_gain\""},
    {"cost", FieldKind::text, Dimension::any, true, "", "The KPI of money it is set against.",
     "\"spending\""},
    {"better", FieldKind::text, Dimension::any, false, "as the outcome's target says",
     "Whether \"more\" or \"fewer\" of the outcome is better.", "\"fewer\"", directions},
    {"pounds", FieldKind::value, Dimension::any, false, "",
     "What one of the outcome is worth, as it is shown to people; of an outcome that is money itself £1.",
     "\"£20,000\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"A year in good health\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the number comes from.", "\"[H 12]\""},
};
constexpr KindRow worth_row{"worth", "Value for money",
                            "What an outcome costs: comparisons set what each option spends more, or less, "
                            "against what it achieves.",
                            worth_rows};

bool is_money(const KpiRow& row) {
  return row.unit == "£";
}

/// By its name, or by that of its KPI where one of its figures is in all: so a redesign may show more of it.
std::optional<std::size_t> place_of(const std::vector<KpiRow>& rows, const std::string& name) {
  for (const auto* figure : {"", ".number", ".total", ".mean"})
    if (const auto place = kpi_place(rows, name + figure)) return place;
  return std::nullopt;
}

/// The row that a field names; a fault when there is none. Nothing is told where the KPI has faults of its
/// own.
const KpiRow* row_of(const Item& item, std::string_view key, const std::vector<KpiRow>& rows,
                     CompileContext& context) {
  const auto* field = item.find(key);
  if (!field || !field->value.is_text()) return nullptr;
  const auto place = place_of(rows, field->value.text);
  if (place) return &rows[*place];
  if (!context.faults.has_errors())
    context.faults.error(field->value.where, fmt::format("there is no figure '{}'", field->value.text),
                         kpi_hint(rows, field->value.text));
  return nullptr;
}

bool is_spending(const Item& item, const KpiRow& cost, const std::vector<KpiRow>& rows,
                 CompileContext& context) {
  if (is_money(cost) && kind_of_figure(cost, rows, context) != FigureKind::per_one) return true;
  context.faults.error(item.find("cost")->value.where,
                       is_money(cost)
                           ? fmt::format("'{}' is money for each one, and no sum", cost.name)
                           : fmt::format("'{}' is no sum of money: its unit is {}", cost.name, cost.unit),
                       "name the total of a KPI of cost, or a formula of them with unit = \"£\"");
  return false;
}

/// Shares and rates are of no number that money in all could buy.
bool can_be_counted(const Item& item, const KpiRow& outcome, const std::vector<KpiRow>& rows,
                    CompileContext& context) {
  const auto kind = kind_of_figure(outcome, rows, context);
  if (kind != FigureKind::share && kind != FigureKind::per_one) return true;
  const auto* kpi = kpi_item(outcome.name, context.document);
  const bool can_say_more = kpi && kpi->find("value") && !kpi->find("unit");
  context.faults.error(item.find("outcome")->value.where,
                       fmt::format("'{}' is a {}, and what is bought must be counted", outcome.name,
                                   kind == FigureKind::share ? "share" : "rate"),
                       can_say_more ? "name the number of people instead; or if this formula counts "
                                      "something, say so with its unit, such as \"people\""
                                    : "name the number of people instead, as count or total has it");
  return false;
}

std::optional<bool> more_is_better(const Item& item, const KpiRow& outcome, CompileContext& context) {
  if (const auto* better = item.find("better")) return better->value.text == "more";
  if (outcome.has_target && !is_band(outcome)) return !outcome.target_at_most;
  if (is_money(outcome)) return true;
  context.faults.error(
      item.where,
      fmt::format("worth '{}' does not say which is better of '{}', and it has no target that does",
                  item.name, outcome.name),
      "write better = \"more\" or better = \"fewer\"");
  return std::nullopt;
}

/// NaN where it is not said; nothing after a fault.
std::optional<double> pounds_of(const Item& item, const KpiRow& outcome, CompileContext& context) {
  const auto* field = item.find("pounds");
  if (!field) return is_money(outcome) ? 1 : undefined;
  const auto bound = read_bound(field->value, context);
  const bool fits = bound && (bound->dimension == Dimension::money ||
                              (bound->dimension == Dimension::number && bound->worked_out));
  if (fits && bound->number > 0) return bound->number;
  context.faults.error(field->value.where, "what one is worth is a sum of money above nothing",
                       "such as \"£20,000\", or \"= a_parameter\" that is one");
  return std::nullopt;
}

} // namespace

const KindRow& worth_kind() {
  return worth_row;
}

std::vector<OutcomeWorth> read_worths(const std::vector<KpiRow>& rows, CompileContext& context) {
  std::vector<OutcomeWorth> worths;
  for (const auto& item : context.items("worth")) {
    check_fields(item, worth_row, context.faults);
    const auto* outcome = row_of(item, "outcome", rows, context);
    const auto* cost = row_of(item, "cost", rows, context);
    if (!outcome || !cost || !is_spending(item, *cost, rows, context) ||
        !can_be_counted(item, *outcome, rows, context))
      continue;
    const auto more = more_is_better(item, *outcome, context);
    const auto pounds = pounds_of(item, *outcome, context);
    if (more && pounds)
      worths.push_back({item.name, text_of(item, "title", item.name), outcome->name, cost->name, *more,
                        *pounds, text_of(item, "source")});
  }
  return worths;
}

} // namespace carepath
