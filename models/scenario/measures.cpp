#include "models/scenario/measures.hpp"

#include "engine/base/text.hpp"
#include "engine/random/distribution.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace carepath {
namespace {

constexpr Measure unknown{};
constexpr Measure plain{true, 0, 0};
constexpr Measure length{true, 1, 0};

constexpr int deepest_name = 32; // parameters that refer to parameters

constexpr std::array dimensions{Dimension::number, Dimension::duration,   Dimension::money,
                                Dimension::rate,   Dimension::money_rate, Dimension::duration_squared};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

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
  return bare == plain || (bare.money == 0 && wanted.money == 1 && bare.time == wanted.time);
}

Measure product(Measure left, Measure right, int sign) {
  if (!left.known || !right.known) return unknown;
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
  Measuring(NamedMeasures& names, const ValueContext& context, Diagnostics& faults)
      : names_(names), context_(context), faults_(faults) {}

  [[nodiscard]] Measure of(const Value& value) {
    switch (value.form) {
    case ValueForm::number: // zero needs no unit
      return value.dimension == Dimension::number && value.number == 0 ? unknown
                                                                       : measure_of(value.dimension);
    case ValueForm::attribute: return names_.of(value.text, context_);
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
    return unknown;
  }

private:
  Measure of_operation(const Value& value) {
    const auto& sign = value.text;
    const auto left = of(value.children[0]);
    if (sign == "neg") return left;
    if (sign == "not" || sign == "in") return plain;
    const auto right = of(value.children[1]);
    if (sign == "*" || sign == "/") return product(left, right, sign == "*" ? 1 : -1);
    if (sign == "and" || sign == "or") return plain;
    if (sign == "+") return alike(value.children[1].where, left, right, "{1} cannot be added to {0}");
    if (sign == "-") return alike(value.children[1].where, left, right, "{1} cannot be taken from {0}");
    alike(value.children[1].where, left, right, "{0} cannot be compared with {1}");
    return plain;
  }

  /// What both sides are; the known one where the other is unknown.
  Measure alike(SourceRef where, Measure left, Measure right, std::string_view words) {
    if (!left.known) return right;
    if (!right.known || left == right || may_lack_unit(right, left)) return left;
    if (may_lack_unit(left, right)) return right;
    faults_.error(where, fmt::format(fmt::runtime(words), words_for(left), words_for(right)));
    return unknown;
  }

  Measure of_call(const Value& value) {
    const auto& name = value.text;
    if (is_one_of(name, {"min", "max", "round", "if"})) return of_choice(value);
    if (is_one_of(name, {"queue", "busy", "free", "capacity", "holds", "chance"})) return plain;
    if (is_one_of(name, {"age", "next_slot"})) return unknown; // see `built_in`
    for (std::size_t at = 1; at < value.children.size(); ++at) static_cast<void>(of(value.children[at]));
    const auto first = of(value.children[0]);
    if (name == "abs" || name == "floor") return first;
    if (name != "sqrt") return plain; // exp, log, s_curve
    const bool is_square = first.known && first.time % 2 == 0 && first.money % 2 == 0;
    return is_square ? Measure{true, first.time / 2, first.money / 2} : unknown;
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
      if (part.known && part != plain) return part;
    }
    return unknown;
  }

  /// What every known child is, taken from `first` in steps; unknown when they differ.
  Measure agreed(const Value& value, std::size_t first, std::size_t step) {
    auto result = unknown;
    for (std::size_t at = first; at < value.children.size(); at += step) {
      const auto child = of(value.children[at]);
      if (child.known && result.known && child != result) return unknown;
      if (child.known) result = child;
    }
    return result;
  }

  NamedMeasures& names_;
  const ValueContext& context_;
  Diagnostics& faults_;
};

/// Lengths of the state of the system are days, and may be used as plain numbers too ("0.02 * waited"):
/// nothing is known of them here.
std::optional<Measure> built_in(const std::string& name) {
  if (is_one_of(name, {"now", "waited", "time_in_model", "queue_date", "run.length", "run.warm_up"}))
    return unknown;
  if (is_one_of(name, {"interruptions", "day_of_stay", "true", "false"})) return plain;
  return std::nullopt;
}

const Node* field_of(const Document& document, const std::string& kind, const std::string& name,
                     const std::string& field) {
  const auto* item = document.item(kind, name);
  const auto* found = item ? item->find(field) : nullptr;
  return found ? &found->value : nullptr;
}

} // namespace

Measure measure_of(Dimension dimension) {
  switch (dimension) {
  case Dimension::number: return plain;
  case Dimension::duration: return length;
  case Dimension::money: return {true, 0, 1};
  case Dimension::rate: return {true, -1, 0};
  case Dimension::money_rate: return {true, -1, 1};
  case Dimension::duration_squared: return {true, 2, 0};
  case Dimension::any: break;
  }
  return unknown;
}

Measure NamedMeasures::of(const std::string& name, const ValueContext& context) {
  if (depth_ > deepest_name) return unknown;
  const auto [place, is_new] = found_.emplace(name, unknown); // unknown while it is looked at
  if (!is_new) return place->second;
  ++depth_;
  place->second = look_up(name, context);
  --depth_;
  return place->second;
}

/// An attribute may be set to anything on the way ("= now"), and one in days may be used as a plain number.
Measure NamedMeasures::look_up(const std::string& name, const ValueContext& context) {
  if (const auto known = built_in(name)) return *known;
  const auto parts = split(name, '.');
  const bool is_path = parts.size() == 3;
  const auto bare = name.starts_with("parameter.") ? name.substr(10) : name;
  const auto* node = is_path ? field_of(document_, parts[0], parts[1], parts[2])
                             : field_of(document_, "parameter", bare, "is");
  const auto* start = node ? nullptr : field_of(document_, "attribute", name, "is");
  if (!node && !start) return unknown;
  Diagnostics unheard;
  const ValueContext quiet{unheard, context.start_where, context.start_day, context.start_time_of_day};
  const auto value = read_value(node ? *node : *start, Dimension::any, quiet);
  if (unheard.has_errors()) return unknown;
  const auto measure = Measuring(*this, quiet, unheard).of(value);
  return start && measure.money == 0 ? unknown : measure;
}

void check_measures(const Value& expression, Dimension wanted, const ValueContext& context) {
  if (!context.names) return;
  const auto found = Measuring(*context.names, context, context.faults).of(expression);
  const auto asked = measure_of(wanted);
  if (!found.known || !asked.known || found == asked || may_lack_unit(found, asked)) return;
  context.faults.error(expression.where, fmt::format("{}, but the expression gives {}", expected_text(wanted),
                                                     words_for(found)));
}

} // namespace carepath
