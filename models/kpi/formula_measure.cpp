#include "models/kpi/formula_measure.hpp"

#include "models/scenario/units.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

/// Times are kept in days whatever they are shown in; a formula in another unit of time is as its author made
/// it, and nothing is known of it.
Measure measure_of_unit(const std::string& unit) {
  if (unit == "days") return measure_of(Dimension::duration);
  if (unit.starts_with("£")) return measure_of(Dimension::money);
  return unit_days(unit) > 0 ? Measure{} : measure_of(Dimension::number);
}

/// A KPI has the unit of its row.
Measure measure_of_kpi(const std::string& said, const KpiWork& work, const CompiledScenario& out) {
  const auto name = row_name(said, work, out);
  const auto row =
      std::find_if(out.kpis.begin(), out.kpis.end(), [&](const KpiRow& known) { return known.name == name; });
  return row == out.kpis.end() ? Measure{} : measure_of_unit(row->unit);
}

} // namespace

bool is_kpi(const Value& value) {
  return value.form == ValueForm::attribute && value.text.starts_with(kpi_prefix);
}

bool names_kpi(const Value& formula) {
  return is_kpi(formula) || std::any_of(formula.children.begin(), formula.children.end(), names_kpi);
}

std::string row_name(const std::string& said, const KpiWork& work, const CompiledScenario& out) {
  const auto is_row = [&](const KpiRow& row) { return row.name == said; };
  if (std::any_of(out.kpis.begin(), out.kpis.end(), is_row)) return said;
  const auto& rows = work.names.rows;
  const auto is_full = [&](const FigureName& row) { return row.full == said; };
  const auto found = std::find_if(rows.begin(), rows.end(), is_full);
  return found == rows.end() ? said : found->name;
}

bool is_length_of_time(const Value& formula, const KpiWork& work, const CompiledScenario& out,
                       BareNumbers bare) {
  const auto of_name = [&](const std::string& name) {
    if (name.starts_with(kpi_prefix)) return measure_of_kpi(name.substr(kpi_prefix.size()), work, out);
    if (name == "run.length" || name == "run.warm_up") return measure_of(Dimension::duration);
    return work.context.measures.of(name, work.context.values());
  };
  Diagnostics unheard; // what does not go together has been told
  return measure_of(formula, of_name, unheard, bare) == measure_of(Dimension::duration);
}

bool converts_itself(const Value& formula, double days) {
  const auto is = [](const Value& side, double number) {
    return side.form == ValueForm::number && side.dimension == Dimension::number &&
           std::abs(side.number - number) <= 1e-9 * number;
  };
  const auto& sides = formula.children;
  if (formula.text == "*" && sides.size() == 2 && (is(sides[0], 1 / days) || is(sides[1], 1 / days)))
    return true;
  if (formula.text == "/" && sides.size() == 2 && is(sides[1], days)) return true;
  return std::any_of(sides.begin(), sides.end(),
                     [&](const Value& side) { return converts_itself(side, days); });
}

} // namespace carepath
