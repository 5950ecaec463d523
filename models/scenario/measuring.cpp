#include "models/scenario/measuring.hpp"

#include "engine/base/text.hpp"
#include "engine/random/distribution.hpp"
#include "models/scenario/units.hpp"

#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::array dimensions{Dimension::number, Dimension::duration,   Dimension::money,
                                Dimension::rate,   Dimension::money_rate, Dimension::duration_squared};

std::string words_for(Measure measure) {
  for (const auto dimension : dimensions)
    if (measure_of(dimension) == measure) return std::string(dimension_name(dimension));
  const auto power = [](std::string_view of, int of_power) {
    return of_power == 0   ? std::string()
           : of_power == 1 ? std::string(of)
                           : fmt::format("{}^{}", of, of_power);
  };
  const auto time = power("time", measure.time);
  const auto money = power("money", measure.money);
  return "a value in " + time + (time.empty() || money.empty() ? "" : " times ") + money;
}

/// A plain number goes with anything, for parameters may be days or pounds without a unit; and what is worked
/// out from such may lack its pounds ("= price / 1 week").
bool may_lack_unit(Measure bare, Measure wanted) {
  return bare == plain_measure || (bare.money == 0 && wanted.money == 1 && bare.time == wanted.time);
}

Measure product(Measure left, Measure right, int sign) {
  if (!left.known || !right.known) return unknown_measure;
  return {true, left.time + sign * right.time, left.money + sign * right.money};
}

bool measures_what_is_drawn(std::string_view distribution, std::string_view key) {
  for (const auto& parameter : find_distribution(distribution)->parameters)
    if (parameter.key == key)
      return parameter.kind == ParameterKind::same || parameter.kind == ParameterKind::values;
  return true; // a modifier
}

/// Works out what a value measures and tells what does not go together.
class Measuring {
public:
  Measuring(const MeasureOfName& of_name, Diagnostics& faults, BareNumbers bare)
      : of_name_(of_name), faults_(faults), bare_(bare) {}

  [[nodiscard]] Measure of(const Value& value) {
    switch (value.form) {
    case ValueForm::number: // zero needs no unit
      return value.dimension == Dimension::number && value.number == 0 ? unknown_measure
                                                                       : measure_of(value.dimension);
    case ValueForm::attribute: return of_name_(value.text);
    case ValueForm::operation: return of_operation(value);
    case ValueForm::call: return of_call(value);
    case ValueForm::distribution: return of_distribution(value);
    case ValueForm::by:
    case ValueForm::guards:
    case ValueForm::cycle: return agreed(value, 0, 1);
    case ValueForm::mix: return agreed(value, 1, 2);
    case ValueForm::name:
    case ValueForm::list:
    case ValueForm::choose:
    case ValueForm::unlimited: break;
    }
    return unknown_measure;
  }

private:
  Measure of_operation(const Value& value) {
    const auto& sign = value.text;
    const auto left = of(value.children[0]);
    if (sign == "neg") return left;
    if (sign == "not" || sign == "in") return plain_measure;
    const auto right = of(value.children[1]);
    if (sign == "*" || sign == "/") return product(left, right, sign == "*" ? 1 : -1);
    if (sign == "and" || sign == "or") return plain_measure;
    if (sign == "+") return alike(value.children[1].where, left, right, "{1} cannot be added to {0}");
    if (sign == "-") return alike(value.children[1].where, left, right, "{1} cannot be taken from {0}");
    alike(value.children[1].where, left, right, "{0} cannot be compared with {1}");
    return plain_measure;
  }

  /// What both sides are; the known one where the other is unknown.
  Measure alike(SourceRef where, Measure left, Measure right, std::string_view words) {
    if (!left.known) return right;
    if (!right.known || left == right) return left;
    if (may_lack_unit(right, left)) return beside_bare(left);
    if (may_lack_unit(left, right)) return beside_bare(right);
    faults_.error(where, fmt::format(fmt::runtime(words), words_for(left), words_for(right)));
    return unknown_measure;
  }

  [[nodiscard]] Measure beside_bare(Measure known) const {
    return bare_ == BareNumbers::take_units ? known : unknown_measure;
  }

  Measure of_call(const Value& value) {
    const auto& name = value.text;
    if (is_one_of(name, {"min", "max", "round", "if"})) return of_choice(value);
    if (is_one_of(name, {"queue", "busy", "free", "capacity", "holds", "chance"})) return plain_measure;
    if (is_one_of(name, {"age", "next_slot"})) return unknown_measure; // see `built_in`
    for (std::size_t at = 1; at < value.children.size(); ++at) static_cast<void>(of(value.children[at]));
    const auto first = of(value.children[0]);
    if (name == "abs" || name == "floor") return first;
    if (name != "sqrt") return plain_measure; // exp, log, s_curve
    const bool is_square = first.known && first.time % 2 == 0 && first.money % 2 == 0;
    return is_square ? Measure{true, first.time / 2, first.money / 2} : unknown_measure;
  }

  Measure of_choice(const Value& value) {
    const std::size_t begin = value.text == "if" ? 1 : 0;
    if (begin == 1) static_cast<void>(of(value.children[0]));
    auto result = of(value.children[begin]);
    for (std::size_t at = begin + 1; at < value.children.size(); ++at)
      result = alike(value.children[at].where, result, of(value.children[at]),
                     "{1} stands beside {0} in '" + value.text + "'");
    return result;
  }

  /// What the parameters of a distribution measure, where one has a unit: its shape is always plain.
  Measure of_distribution(const Value& value) {
    for (std::size_t at = 0; at < value.children.size(); ++at) {
      const auto& child = value.children[at];
      if (!measures_what_is_drawn(value.text, value.names[at])) continue;
      const auto part = child.form == ValueForm::list ? agreed(child, 0, 1) : of(child);
      if (part.known && part != plain_measure) return part;
    }
    return unknown_measure;
  }

  /// What every known child is, taken from `first` in steps; unknown when they differ.
  Measure agreed(const Value& value, std::size_t first, std::size_t step) {
    auto result = unknown_measure;
    for (std::size_t at = first; at < value.children.size(); at += step) {
      const auto child = of(value.children[at]);
      if (child.known && result.known && child != result) return unknown_measure;
      if (child.known) result = child;
    }
    return result;
  }

  const MeasureOfName& of_name_;
  Diagnostics& faults_;
  BareNumbers bare_;
};

} // namespace

Measure measure_of(const Value& expression, const MeasureOfName& of_name, Diagnostics& faults,
                   BareNumbers bare) {
  return Measuring(of_name, faults, bare).of(expression);
}

void check_measures(const Value& expression, Dimension wanted, const ValueContext& context) {
  if (!context.names) return;
  const auto of_name = [&](const std::string& name) { return context.names->of(name, context); };
  const auto found = measure_of(expression, of_name, context.faults);
  const auto asked = measure_of(wanted);
  if (!found.known || !asked.known || found == asked || may_lack_unit(found, asked)) return;
  context.faults.error(expression.where, fmt::format("{}, but the expression gives {}", expected_text(wanted),
                                                     words_for(found)));
}

} // namespace carepath
