// Formulas over other KPIs: `value = "if(kpi.came > 0, kpi.cost / kpi.came[kind=primary], 0)"`.
#include "models/kpi/kpi_lowering.hpp"

#include "engine/base/text.hpp"
#include "engine/results/kpi_groups.hpp"
#include "models/compile/binder.hpp"
#include "models/kpi/formula_measure.hpp"
#include "models/kpi/kpi_fields.hpp"
#include "models/kpi/target.hpp"
#include "models/scenario/plain_number.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

/// Categories of one name, which may be a number.
bool same_category(const std::string& one, const std::string& other) {
  const auto number = plain_number(one);
  return one == other || (number && number == plain_number(other));
}

class FormulaLowering {
public:
  FormulaLowering(KpiWork& work, const CompiledScenario& out) : work_(work), out_(out) {}

  /// The figure of a formula: KPIs, numbers, paths, arithmetic, comparisons; nothing after a fault.
  std::optional<FigureId> lower(const Value& value) {
    if (is_kpi(value)) return kpi(value);
    if (!names_kpi(value))
      if (const auto number = Binder(work_.context).constant(value)) return work_.figures.constant(*number);
    const bool computed = value.form == ValueForm::operation || value.form == ValueForm::call;
    std::vector<FigureId> sides;
    for (const auto& child : computed ? value.children : std::vector<Value>{}) {
      const auto side = lower(child);
      if (!side) return std::nullopt;
      sides.push_back(*side);
    }
    if (computed)
      if (const auto found = operation(value.text, sides)) return found;
    work_.context.faults.error(
        value.where, fmt::format("'{}' is no number here", value.text),
        "a formula uses kpi.NAME, run.length, parameters and fields such as resource.x.capacity, with "
        "+ - * /, comparisons, min, max and if");
    return std::nullopt;
  }

private:
  /// "kpi.came", or with a group "kpi.came[kind=primary]".
  std::optional<FigureId> kpi(const Value& value) {
    const auto said = value.text.substr(kpi_prefix.size());
    const auto name = row_name(said, work_, out_);
    const bool grouped = value.names.size() == 2;
    const auto wanted = [&](const KpiRow& row) {
      return row.name == name &&
             (grouped ? row.group == value.names[0] && same_category(row.group_value, value.names[1])
                      : row.group.empty());
    };
    const auto found = std::find_if(out_.kpis.begin(), out_.kpis.end(), wanted);
    if (found != out_.kpis.end())
      return work_.context.program().plan.outputs[static_cast<std::size_t>(found - out_.kpis.begin())];
    if (!was_refused(name)) unknown(value, name); // else its own fault has been told
    return std::nullopt;
  }

  /// Whether the name is of a KPI, or of a figure of one, that has no row for a fault of its own.
  [[nodiscard]] bool was_refused(const std::string& name) const {
    const auto is_of = [](const std::string& figure, const std::string& kpi) {
      return figure == kpi || figure.starts_with(kpi + ".");
    };
    const auto is_refused = [&](const Item& item) {
      return is_of(name, item.name) &&
             std::none_of(out_.kpis.begin(), out_.kpis.end(),
                          [&](const KpiRow& row) { return is_of(row.name, item.name); });
    };
    const auto& items = work_.context.items("kpi");
    return work_.context.faults.has_errors() && std::any_of(items.begin(), items.end(), is_refused);
  }

  void unknown(const Value& value, const std::string& name) {
    std::vector<std::string> names, groups, categories;
    for (const auto& row : out_.kpis) {
      if (row.group.empty()) names.push_back(row.name);
      if (row.name != name || row.group.empty() || value.names.empty() || is_gap(row)) continue;
      groups.push_back(row.group);
      if (row.group == value.names[0]) categories.push_back(row.group_value);
    }
    auto& context = work_.context;
    if (std::find(names.begin(), names.end(), name) == names.end())
      return context.unknown(value.where, "kpi", name, names);
    if (!categories.empty()) return context.unknown(value.where, "category", value.names[1], categories);
    if (!groups.empty()) return context.unknown(value.where, "group", value.names[0], groups);
    context.faults.error(value.where, fmt::format("kpi '{}' is not split by '{}'", name, value.names[0]),
                         fmt::format("give it by = [\"{}\"]", value.names[0]));
  }

  std::optional<FigureId> operation(std::string_view sign, const std::vector<FigureId>& sides) {
    static const std::vector<std::pair<std::string_view, FigureOp>> plain{
        {"+", FigureOp::add},   {"-", FigureOp::subtract}, {"*", FigureOp::multiply}, {"/", FigureOp::divide},
        {"<", FigureOp::below}, {"<=", FigureOp::at_most}, {"==", FigureOp::equal}};
    auto& figures = work_.figures;
    const auto zero = [&] { return figures.constant(0); };
    const auto one = [&] { return figures.constant(1); };
    if (sides.size() == 2)
      for (const auto& [name, op] : plain)
        if (sign == name) return figures.combine(op, sides[0], sides[1]);
    if (sign == ">") return figures.combine(FigureOp::below, sides[1], sides[0]);
    if (sign == ">=") return figures.combine(FigureOp::at_most, sides[1], sides[0]);
    if (sign == "neg") return figures.combine(FigureOp::subtract, zero(), sides[0]);
    if (sign == "not") return figures.combine(FigureOp::equal, sides[0], zero());
    if (sign == "!=")
      return figures.combine(FigureOp::equal, figures.combine(FigureOp::equal, sides[0], sides[1]), zero());
    if (sign == "and") return figures.choose(sides[0], figures.choose(sides[1], one(), zero()), zero());
    if (sign == "or") return figures.choose(sides[0], one(), figures.choose(sides[1], one(), zero()));
    if (sign == "if") return figures.choose(sides[0], sides[1], sides[2]);
    if (sign == "abs")
      return figures.combine(FigureOp::maximum, sides[0],
                             figures.combine(FigureOp::subtract, zero(), sides[0]));
    if (sign == "min" || sign == "max") return extreme(sign, sides);
    return std::nullopt;
  }

  FigureId extreme(std::string_view sign, const std::vector<FigureId>& sides) {
    FigureId found = sides[0];
    for (std::size_t at = 1; at < sides.size(); ++at)
      found = work_.figures.combine(sign == "min" ? FigureOp::minimum : FigureOp::maximum, found, sides[at]);
    return found;
  }

  KpiWork& work_;
  const CompiledScenario& out_;
};

/// The unit that a time is put into by a factor of its own, where none is asked for; empty: none.
std::string own_unit(const Value& formula) {
  for (const auto* unit : {"hours", "minutes", "weeks"})
    if (converts_itself(formula, unit_days(unit))) return unit;
  return {};
}

/// A length of time is kept in days, and shown in the unit asked for, as that of any other KPI.
void set_unit(const Item& item, const Value& formula, KpiRow& row, const KpiWork& work,
              const CompiledScenario& out) {
  const auto asked = text_of(item, "unit");
  row.unit = asked.empty() ? "number" : asked;
  if (!asked.empty() && unit_days(asked) == 0) return;
  // Plain numbers beside a time are days, but not where its author has put it into a unit.
  const bool is_in_units = asked.empty() || converts_itself(formula, unit_days(asked));
  const auto bare = is_in_units ? BareNumbers::stay_bare : BareNumbers::take_units;
  if (!is_length_of_time(formula, work, out, bare) || !unit_reads_time(item, work.context)) return;
  auto& faults = work.context.faults;
  if (const auto own = asked.empty() ? own_unit(formula) : std::string(); !own.empty())
    return faults.warning(formula.where,
                          fmt::format("this time seems to be put into {}, and is shown as a number", own),
                          fmt::format("leave out the factor, and write unit = \"{}\"", own));
  row.unit = "days";
  row.shown_in = shown_unit_of(asked);
  if (row.shown_in != "days" && !asked.empty() && converts_itself(formula, unit_days(asked)))
    faults.warning(
        formula.where,
        fmt::format("this time is shown in {0} as it is, and is not put into {0} first", row.shown_in),
        "leave out the factor; or divide by a time, such as 1 h, for a plain number");
}

} // namespace

void lower_formula(const Item& item, KpiWork& work, CompiledScenario& out) {
  const auto& field = *item.find("value");
  if (!field.value.is_text()) return; // told when the fields were checked
  if (!fields_have_effect(item, "value", false, work.context)) return;
  auto text = field.value.text;
  if (trim(text).starts_with('=')) text = trim(text).substr(1);
  const auto formula = read_expression(field.value.text, field.value.where, work.context.values());
  const auto figure = FormulaLowering(work, out).lower(formula);
  if (!figure) return;
  KpiRow row;
  row.name = item.name;
  row.title = text_of(item, "title", item.name);
  set_unit(item, formula, row, work, out);
  row.definition = text_of(item, "definition", text);
  row.owner = text_of(item, "owner");
  row.source = text_of(item, "source");
  if (const auto target = read_target(item, work.context))
    if (targeted_figure(*target, {row.unit}, item.name, work.context)) set_target(*target, row);
  out.kpis.push_back(row);
  work.context.program().plan.outputs.push_back(*figure);
}

} // namespace carepath
