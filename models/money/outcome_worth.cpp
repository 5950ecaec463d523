#include "models/money/outcome_worth.hpp"

#include "engine/base/undefined.hpp"
#include "engine/results/target.hpp"
#include "models/kpi/bound.hpp"
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

/// Whether a figure is one for each person or of a time, which what is spent or achieved in all cannot be set
/// against: its unit says so, or what its KPI shows.
bool is_per_one(const KpiRow& row, const CompileContext& context) {
  if (row.unit.starts_with("per ") || row.unit.find(" per ") != std::string::npos) return true;
  const auto* item = kpi_item(row.name, context.document);
  const auto* show = item ? item->find("show") : nullptr;
  if (!show) return false;
  if (row.name.size() > item->name.size()) return row.name.substr(item->name.size() + 1).starts_with("per ");
  const auto& one =
      show->value.is_text() || show->value.items.empty() ? show->value : show->value.items.front();
  return one.text.starts_with("per ");
}

bool is_spending(const Item& item, const KpiRow& cost, CompileContext& context) {
  if (is_money(cost) && !is_per_one(cost, context)) return true;
  context.faults.error(item.find("cost")->value.where,
                       is_money(cost)
                           ? fmt::format("'{}' is money for each one, and no sum", cost.name)
                           : fmt::format("'{}' is no sum of money: its unit is {}", cost.name, cost.unit),
                       "name the total of a KPI of cost, or a formula of them with unit = \"£\"");
  return false;
}

/// Shares and rates are of no number that money in all could buy.
bool can_be_counted(const Item& item, const KpiRow& outcome, CompileContext& context) {
  const bool is_share = outcome.unit == "share";
  if (!is_share && !is_per_one(outcome, context)) return true;
  context.faults.error(item.find("outcome")->value.where,
                       fmt::format("'{}' is a {}, and what is bought must be counted", outcome.name,
                                   is_share ? "share" : "rate"),
                       "name the number of people instead, as count or total has it");
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
    if (!outcome || !cost || !is_spending(item, *cost, context) || !can_be_counted(item, *outcome, context))
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
