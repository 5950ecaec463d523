#include "models/money/figure_kind.hpp"

#include "models/kpi/formula_measure.hpp"
#include "models/scenario/units.hpp"
#include "models/study/kpi_rows.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// Whether the figure's unit says that it is for each one or of a time, or what its KPI shows does.
bool says_per_one(const KpiRow& row, const Item* item) {
  if (row.unit.starts_with("per ") || row.unit.find(" per ") != std::string::npos) return true;
  const auto* show = item ? item->find("show") : nullptr;
  if (!show) return false;
  if (row.name.size() > item->name.size()) return row.name.substr(item->name.size() + 1).starts_with("per ");
  const auto& one =
      show->value.is_text() || show->value.items.empty() ? show->value : show->value.items.front();
  return one.text.starts_with("per ");
}

/// What adding, subtracting or choosing makes of two: a plain number beside a figure is one of the same.
FigureKind alike(FigureKind one, FigureKind other) {
  if (one == FigureKind::plain) return other;
  return one == other || other == FigureKind::plain ? one : FigureKind::unknown;
}

/// A share of anything is of its kind, and a multiple of people is people. A number times a share may be
/// people.
FigureKind product(FigureKind one, FigureKind other) {
  if (one == FigureKind::plain || other == FigureKind::plain) {
    const auto kind = alike(one, other);
    return kind == FigureKind::sum || kind == FigureKind::plain ? kind : FigureKind::unknown;
  }
  if (one == FigureKind::share) return other;
  return other == FigureKind::share ? one : FigureKind::unknown;
}

FigureKind quotient(FigureKind one, FigureKind other) {
  if (other == FigureKind::plain) return one;
  if (one != FigureKind::sum) return FigureKind::unknown;
  if (other == FigureKind::share) return FigureKind::sum;
  return other == FigureKind::sum ? FigureKind::per_one : FigureKind::unknown;
}

/// A factor of 100 puts a share into per cent.
bool is_hundred(const Value& value) {
  return value.form == ValueForm::number && value.dimension == Dimension::number && value.number == 100;
}

/// Kinds of the figures of formulas; those that formulas name are looked at in turn.
class FigureKinds {
public:
  FigureKinds(const std::vector<KpiRow>& rows, CompileContext& context) : rows_(rows), context_(context) {}

  FigureKind of_row(const KpiRow& row) {
    if (row.unit == "share") return FigureKind::share;
    const auto* item = kpi_item(row.name, context_.document);
    if (says_per_one(row, item)) return FigureKind::per_one;
    if (!item) return FigureKind::unknown;
    if (const auto* value = item->find("value")) return of_formula(*item, value->value, row.unit == "£");
    if (row.unit == "£") return FigureKind::sum;
    const bool counts = item->find("count") || item->find("number_in") || item->find("clock");
    return counts && unit_days(row.unit) == 0 ? FigureKind::sum : FigureKind::unknown;
  }

private:
  FigureKind of_formula(const Item& item, const Node& text, bool is_money) {
    if ((item.find("unit") && !is_money) || !text.is_text()) return FigureKind::unknown;
    Diagnostics told; // when the formula was compiled
    return of(read_expression(text.text, text.where, context_.values(told)));
  }

  FigureKind of_name(const std::string& name) {
    auto place = kpi_place(rows_, name);
    if (const auto* item = kpi_item(name, context_.document); item && !place)
      place = kpi_place(rows_, item->name);
    return place ? of_row(rows_[*place]) : FigureKind::unknown;
  }

  FigureKind of(const Value& value) {
    if (is_kpi(value)) return of_name(value.text.substr(kpi_prefix.size()));
    if (value.form == ValueForm::number) return FigureKind::plain;
    const auto& sides = value.children;
    if (sides.size() == 1 && (value.text == "neg" || value.text == "abs")) return of(sides[0]);
    if (sides.size() == 3 && value.text == "if") return alike(of(sides[1]), of(sides[2]));
    if (value.text == "min" || value.text == "max") return of_all(sides);
    if (sides.size() != 2) return FigureKind::unknown;
    if (value.text == "*")
      for (const std::size_t at : {0, 1})
        if (is_hundred(sides[at])) return of(sides[1 - at]);
    return of_pair(value.text, of(sides[0]), of(sides[1]));
  }

  static FigureKind of_pair(std::string_view sign, FigureKind one, FigureKind other) {
    if (sign == "+" || sign == "-") return alike(one, other);
    if (sign == "*") return product(one, other);
    return sign == "/" ? quotient(one, other) : FigureKind::unknown;
  }

  FigureKind of_all(const std::vector<Value>& sides) {
    auto kind = FigureKind::plain;
    for (const auto& side : sides) kind = alike(kind, of(side));
    return kind;
  }

  const std::vector<KpiRow>& rows_;
  CompileContext& context_;
};

} // namespace

FigureKind kind_of_figure(const KpiRow& row, const std::vector<KpiRow>& rows, CompileContext& context) {
  return FigureKinds(rows, context).of_row(row);
}

} // namespace carepath
