#include "models/kpi/formula_measure.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <optional>

namespace carepath {
namespace {

constexpr std::string_view kpi_prefix = "kpi.";
constexpr int deepest_name = 32; // parameters that refer to parameters

/// The powers of time and of money in a value: money per day has -1 and 1.
struct Powers {
  int time = 0;
  int money = 0;
  [[nodiscard]] bool operator==(const Powers&) const = default;
};
using FormulaMeasure = std::optional<Powers>; // nothing: unknown

constexpr Powers plain{};
constexpr Powers length{1, 0};

FormulaMeasure formula_measure_of(Dimension dimension) {
  switch (dimension) {
  case Dimension::number: return plain;
  case Dimension::duration: return length;
  case Dimension::money: return Powers{0, 1};
  case Dimension::rate: return Powers{-1, 0};
  case Dimension::money_rate: return Powers{-1, 1};
  case Dimension::duration_squared: return Powers{2, 0};
  case Dimension::any: break;
  }
  return std::nullopt;
}

/// Times are kept in days whatever they are shown in; a formula in another unit of time is as its author made
/// it.
FormulaMeasure measure_of_unit(const std::string& unit) {
  if (unit == "days") return length;
  if (unit.starts_with("£")) return Powers{0, 1};
  if (unit_days(unit) > 0) return std::nullopt;
  return plain;
}

class FormulaMeasuring {
public:
  FormulaMeasuring(CompileContext& context, const CompiledScenario& out) : context_(context), out_(out) {}

  [[nodiscard]] FormulaMeasure of(const Value& value) {
    switch (value.form) {
    case ValueForm::number: // zero needs no unit
      return value.dimension == Dimension::number && value.number == 0 ? std::nullopt
                                                                       : formula_measure_of(value.dimension);
    case ValueForm::name:
    case ValueForm::attribute: return of_name(value.text);
    case ValueForm::operation:
    case ValueForm::call: return of_worked_out(value);
    case ValueForm::guards:
    case ValueForm::cycle: return value.children.empty() ? std::nullopt : of(value.children[0]);
    default: return std::nullopt;
    }
  }

private:
  FormulaMeasure of_name(const std::string& name) {
    if (name.starts_with(kpi_prefix)) return of_kpi(name.substr(kpi_prefix.size()));
    if (name == "run.length" || name == "run.warm_up") return length;
    const auto parameter = name.starts_with("parameter.") ? name.substr(10) : name;
    if (const auto found = context_.parameters.find(parameter); found != context_.parameters.end())
      return of_parameter(found->second);
    return of_field(split(name, '.'));
  }

  FormulaMeasure of_kpi(const std::string& name) const {
    const auto found =
        std::find_if(out_.kpis.begin(), out_.kpis.end(), [&](const KpiRow& row) { return row.name == name; });
    return found == out_.kpis.end() ? std::nullopt : measure_of_unit(found->unit);
  }

  FormulaMeasure of_parameter(const Value& value) {
    if (depth_ > deepest_name) return std::nullopt;
    ++depth_;
    const auto measure = of(value);
    --depth_;
    return measure;
  }

  /// "resource.clinic.slots".
  FormulaMeasure of_field(const std::vector<std::string>& parts) {
    const auto* item = parts.size() == 3 ? context_.document.item(parts[0], parts[1]) : nullptr;
    const auto* field = item ? item->find(parts[2]) : nullptr;
    if (!field) return std::nullopt;
    Diagnostics unheard;
    const ValueContext quiet{unheard, {}, context_.run.start_day, context_.run.start_time_of_day};
    const auto value = read_value(field->value, Dimension::any, quiet);
    return unheard.has_errors() ? std::nullopt : of_parameter(value);
  }

  FormulaMeasure of_worked_out(const Value& value) {
    const auto& sign = value.text;
    if (sign == "neg" || sign == "abs" || sign == "floor") return of(value.children[0]);
    if (sign == "*" || sign == "/")
      return product(of(value.children[0]), of(value.children[1]), sign == "*" ? 1 : -1);
    if (sign == "+" || sign == "-" || sign == "min" || sign == "max" || sign == "round")
      return alike(value, 0);
    return sign == "if" ? alike(value, 1) : FormulaMeasure(plain);
  }

  static FormulaMeasure product(FormulaMeasure left, FormulaMeasure right, int power) {
    if (!left || !right) return std::nullopt;
    return Powers{left->time + power * right->time, left->money + power * right->money};
  }

  /// What all known parts from `first` on are; unknown when they differ.
  FormulaMeasure alike(const Value& value, std::size_t first) {
    FormulaMeasure result;
    for (std::size_t at = first; at < value.children.size(); ++at) {
      const auto part = of(value.children[at]);
      if (result && part && *part != *result) return std::nullopt;
      if (part) result = part;
    }
    return result;
  }

  CompileContext& context_;
  const CompiledScenario& out_;
  int depth_ = 0;
};

} // namespace

bool is_length_of_time(const Value& formula, const KpiWork& work, const CompiledScenario& out) {
  return FormulaMeasuring(work.context, out).of(formula) == FormulaMeasure(length);
}

} // namespace carepath
