// Values known before the run: constants, distributions, and constants that change with the date.
#include "models/compile/binder.hpp"
#include "models/compile/constant_operations.hpp"
#include "models/compile/referenced.hpp"

#include "engine/base/text.hpp"
#include "engine/program/cycle.hpp"
#include "engine/random/folded.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value_reader.hpp"
#include "models/working_time/calendars.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

constexpr int deepest_reference = 32; // parameters that refer to parameters

/// Says what of a distribution is not known before the run: its parameters, what acts before 'keep', or the
/// limits of 'keep'. The last name of `value` is "keep" where there is one.
void tell_unknown_draw(const Value& value, CompileContext& context) {
  Binder binder(context);
  const auto modifiers = std::find_if(value.names.begin(), value.names.end(), is_modifier);
  if (!binder.distribution(with_names_until(value, modifiers)))
    return context.faults.error(
        value.where, "the parameters of a distribution must be plain numbers or parameters",
        "they must be known before the run: put what depends on the person in 'by', 'times' or 'plus', and "
        "what changes with the date in 'times' or 'plus', or write a whole distribution for each date");
  for (auto at = static_cast<std::size_t>(modifiers - value.names.begin()); at + 1 < value.names.size(); ++at)
    if (!binder.constant(value.children[at]))
      return context.faults.error(
          value.children[at].where,
          fmt::format("with 'keep' this '{}' must be known before the run", value.names[at]),
          "what is kept is cut out of the distribution before anybody draws: write a whole distribution for "
          "each category or date, or use 'min' and 'max', which act on what is drawn");
  context.faults.error(value.children.back().where, "'keep' needs plain numbers",
                       "they must be known before the run, and cannot change with the date");
}

} // namespace

/// One number for the whole run. What changes with the date has none, and is worked out as the run goes.
std::optional<double> Binder::constant(const Value& value) {
  const auto first = constant_at(value, 0);
  if (!first || value.form == ValueForm::number) return first;
  if (!check_number(value, *first)) return first;
  for (const auto moment : changes(value))
    if (moment <= context_.run.end() && constant_at(value, moment) != first) return std::nullopt;
  return first;
}

/// False after a fault.
bool Binder::check_number(const Value& value, double number) {
  if (!std::isnan(number) || may_be_no_number_) return true;
  context_.faults.error(value.where, "this comes to no number",
                        "0 / 0, the root of a negative number and its logarithm are none");
  return false;
}

/// A chance worked out from parameters, or every alternative of one; one that is a plain number has been
/// looked at when it was read.
void Binder::check_chance(const Value& value) {
  if (value.form == ValueForm::number) return;
  if (has_alternatives(value)) {
    for (const auto& each : value.children) check_chance(each);
    return;
  }
  const auto known = constant_at(value, 0);
  if (known && check_number(value, *known) && !(*known >= 0 && *known <= 1))
    context_.faults.error(value.where,
                          fmt::format("the chance comes to {:.6g}, which is not between 0 and 1", *known));
}

std::optional<double> Binder::constant_at(const Value& value, double moment) {
  switch (value.form) {
  case ValueForm::number: return value.number;
  case ValueForm::unlimited: return std::numeric_limits<double>::infinity();
  case ValueForm::name:
  case ValueForm::attribute: return constant_path(value.text, moment);
  case ValueForm::operation:
  case ValueForm::call: return constant_operation(value, moment);
  case ValueForm::guards: return constant_guards(value, moment);
  case ValueForm::cycle: {
    if (value.children.empty()) return std::nullopt;
    if (!(value.number > 0)) return constant_at(value.children[0], moment); // its fault has been told
    const auto turn = Cycle::of(value.number, value.children.size()).turn_at(SimTime::from_days(moment));
    return constant_at(value.children[turn], moment);
  }
  default: return std::nullopt;
  }
}

/// The people served, where the scenario says how many there are.
std::optional<double> Binder::population() const {
  const auto* scenario = context_.document.item("scenario");
  const auto* field = scenario ? scenario->find("population") : nullptr;
  return field && field->value.is_number() ? std::optional(field->value.number) : std::nullopt;
}

/// A parameter, "run.length", "scenario.population", "parameter.name" or a number field such as
/// "resource.clinic.slots".
std::optional<double> Binder::constant_path(const std::string& path, double moment) {
  if (path == "run.length") return context_.run.length;
  if (path == "run.warm_up") return context_.run.warm_up;
  if (path == "scenario.population") return population();
  if (path == "true") return 1;
  if (path == "false") return 0;
  if (depth_ > deepest_reference) return std::nullopt;
  const auto value = referenced(path, context_);
  if (!value) return std::nullopt;
  ++depth_;
  const auto result = constant_at(*value, moment);
  --depth_;
  return result;
}

ValueId Binder::bind_path(const Value& value) {
  if (const auto number = constant(value)) return context_.builder.constant(*number);
  if (constant_path(value.text, 0))
    return bind(*referenced(value.text, context_), {value.text, ValueNode::none, {}, {}});
  context_.faults.error(value.where, fmt::format("'{}' does not lead to a plain number", value.text),
                        "paths are written run.length, parameter.name or resource.name.capacity");
  return nothing();
}

std::optional<double> Binder::constant_operation(const Value& value, double moment) {
  const auto* row = find_constant_operation(value.text);
  if (!row) return std::nullopt;
  std::vector<double> sides;
  for (const auto& child : value.children) {
    const auto side = constant_at(child, moment);
    if (!side) return std::nullopt;
    sides.push_back(*side);
  }
  if (sides.size() < row->least_sides) return std::nullopt;
  const double result = row->result(sides);
  return is_length(value) ? length_in_days(result, 1) : result;
}

/// Whether a constant is a length of time: written as one, or added up or multiplied from such.
bool Binder::is_length(const Value& value) const {
  if (value.form == ValueForm::number) return value.dimension == Dimension::duration;
  if (value.form == ValueForm::attribute) {
    const auto found = context_.parameters.find(value.text);
    return found != context_.parameters.end() && is_length(found->second);
  }
  if (value.form != ValueForm::operation || value.children.size() != 2) return false;
  const bool left = is_length(value.children[0]);
  const bool right = is_length(value.children[1]);
  if (value.text == "+" || value.text == "-") return left && right;
  return (value.text == "*" && left != right) || (value.text == "/" && left && !right);
}

std::optional<double> Binder::constant_guards(const Value& value, double moment) {
  for (std::size_t at = 0; at < value.children.size(); ++at) {
    const auto& guard = value.guards[at];
    if (!guard.when.empty()) {
      const auto holds = constant_at(guard.when[0], moment);
      if (!holds) return std::nullopt;
      if (*holds == 0) continue;
    }
    if (!guard.during.empty()) {
      const auto calendar = context_.calendar_of.find(guard.during);
      if (calendar == context_.calendar_of.end()) {
        context_.unknown(guard.where, "calendar", guard.during, context_.calendars.names());
        return std::nullopt;
      }
      if (!calendar->second.open_at(SimTime::from_days(std::max(moment, 0.0)))) continue;
    }
    if (guard.has_from && moment < guard.from) continue;
    if (guard.has_until && moment >= guard.until) continue;
    return constant_at(value.children[at], moment);
  }
  return std::nullopt;
}

/// Every moment of the run at which a constant may change.
void Binder::change_moments(const Value& value, std::vector<double>& moments) {
  const double end = context_.run.end();
  if (value.form == ValueForm::cycle && value.number > 0 && !value.children.empty()) {
    const auto cycle = Cycle::of(value.number, value.children.size());
    for (std::int64_t turn = 1; cycle.beginning_of(turn) <= SimTime::from_days(end); ++turn)
      moments.push_back(cycle.beginning_of(turn).days());
  }
  for (const auto& guard : value.guards) {
    if (guard.has_from) moments.push_back(guard.from);
    if (guard.has_until) moments.push_back(guard.until);
    if (const auto calendar = context_.calendar_of.find(guard.during); calendar != context_.calendar_of.end())
      for (const auto& change : changes_in_run(calendar->second, context_))
        moments.push_back(change.at.days());
    for (const auto& when : guard.when) change_moments(when, moments);
  }
  for (const auto& child : value.children) change_moments(child, moments);
  if (value.form == ValueForm::attribute || value.form == ValueForm::name)
    reference_moments(value.text, moments);
}

/// What a name stands for changes by its own dates too, as do the parameters it refers to. Each is looked
/// at once, so parameters that refer to each other come to an end.
void Binder::reference_moments(const std::string& path, std::vector<double>& moments) {
  if (!looked_at_.insert(path).second) return;
  if (const auto value = referenced(path, context_)) change_moments(*value, moments);
}

std::vector<double> Binder::changes(const Value& value) {
  std::vector<double> moments;
  looked_at_.clear();
  change_moments(value, moments);
  std::erase_if(moments, [](double moment) { return moment <= 0; });
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

Profile Binder::profile(const Value& value, double unlimited) {
  Profile profile;
  const auto add = [&](SimTime time, double moment) {
    const auto number = constant_at(value, moment);
    if (number) check_number(value, *number);
    if (!number && profile.values.empty())
      context_.faults.error(
          value.where,
          "this must be known before the run: a number, a parameter, or numbers that change with the date");
    const double level = std::isinf(number.value_or(0)) ? unlimited : number.value_or(0);
    if (!profile.values.empty() && profile.values.back() == level) return;
    profile.times.push_back(time);
    profile.values.push_back(level);
  };
  add(SimTime{0}, 0);
  for (const auto moment : changes(value)) add(SimTime::from_days(moment), moment);
  return profile;
}

DistributionPtr Binder::base_distribution(const Value& value) {
  if (const auto number = constant(value)) return carepath::constant(*number);
  if (value.form == ValueForm::attribute || value.form == ValueForm::name) {
    const auto found = context_.parameters.find(value.text);
    return found == context_.parameters.end() ? nullptr : distribution(found->second);
  }
  if (value.form == ValueForm::mix) {
    std::vector<double> weights;
    std::vector<DistributionPtr> parts;
    for (std::size_t at = 0; at + 1 < value.children.size(); at += 2) {
      const auto weight = constant(value.children[at]);
      auto part = distribution(value.children[at + 1]);
      if (!weight || !part) return nullptr;
      weights.push_back(*weight);
      parts.push_back(std::move(part));
    }
    return mixture(std::move(weights), std::move(parts));
  }
  if (value.form != ValueForm::distribution) return nullptr;
  Parameters parameters;
  for (std::size_t at = 0; at < value.names.size(); ++at) {
    if (is_modifier(value.names[at])) continue;
    std::vector<double> numbers;
    const auto& child = value.children[at];
    for (const auto& number : child.form == ValueForm::list ? child.children : std::vector<Value>{child}) {
      const auto known = constant(number);
      if (!known) return nullptr;
      numbers.push_back(*known);
    }
    parameters.keys.push_back(value.names[at]);
    parameters.numbers.push_back(std::move(numbers));
  }
  try {
    return find_distribution(value.text)->make(parameters);
  } catch (const std::invalid_argument& fault) {
    context_.faults.error(value.where, fmt::format("{}: {}", value.text, fault.what()));
    return carepath::constant(0);
  }
}

DistributionPtr Binder::modified(DistributionPtr inner, const std::string& modifier,
                                 const std::vector<double>& numbers) {
  constexpr double unbounded = std::numeric_limits<double>::infinity();
  if (modifier == "keep") return truncated(inner, numbers[0], numbers[1]);
  if (modifier == "times") return affine(inner, numbers[0], 0);
  if (modifier == "plus") return affine(inner, 1, numbers[0]);
  if (modifier == "absolute") return numbers[0] != 0 ? folded(inner) : inner;
  if (modifier == "round") return rounded(inner, numbers[0]);
  if (modifier == "min") return clamped(inner, numbers[0], unbounded);
  if (modifier == "max") return clamped(inner, -unbounded, numbers[0]);
  return inner;
}

/// The sign is taken off what is drawn, so that the draw itself stays as it is without; only what is cut off
/// afterwards needs the distribution of values without their signs.
DistributionPtr Binder::distribution(const Value& value) {
  auto result = base_distribution(value);
  if (!result || value.form != ValueForm::distribution) return result;
  const bool is_kept = std::find(value.names.begin(), value.names.end(), "keep") != value.names.end();
  for (std::size_t at = 0; at < value.names.size(); ++at) {
    const auto& key = value.names[at];
    if (!is_modifier(key)) continue;
    const auto& child = value.children[at];
    std::vector<double> numbers;
    for (const auto& part : key == "keep" ? child.children : std::vector<Value>{child}) {
      const auto number = constant(part);
      if (!number) return nullptr;
      numbers.push_back(*number);
    }
    if (key == "absolute" && numbers[0] != 0 && !is_kept) return nullptr;
    try {
      result = modified(result, key, numbers);
    } catch (const std::invalid_argument& fault) {
      context_.faults.error(child.where, fmt::format("'{}': {}", key, fault.what()));
    }
  }
  return result;
}

/// A distribution whose modifiers are all constant is one draw; otherwise the changing modifiers act on
/// the drawn value. What is kept is drawn so, with all that acts before it.
ValueId Binder::bind_distribution(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  if (auto whole = distribution(value))
    return builder.draw(std::move(whole), signature_of(value), place.path, place.visit);
  const auto keep = std::find(value.names.begin(), value.names.end(), "keep");
  const auto first = keep == value.names.end()
                         ? std::find_if(value.names.begin(), value.names.end(), is_modifier)
                         : keep + 1;
  const Value drawn = with_names_until(value, first);
  auto inner = known_distribution(drawn);
  if (!inner) return nothing();
  ValueId result = builder.draw(std::move(inner), signature_of(drawn), place.path, place.visit);
  for (std::size_t at = drawn.names.size(); at < value.names.size(); ++at)
    result = bind_modifier(result, value.names[at], value.children[at], place);
  return result;
}

/// Null after a fault.
DistributionPtr Binder::known_distribution(const Value& drawn) {
  const auto errors = context_.faults.errors_met();
  auto known = distribution(drawn);
  if (!known && context_.faults.errors_met() == errors) tell_unknown_draw(drawn, context_);
  return known;
}

ValueId Binder::bind_modifier(ValueId modified, const std::string& key, const Value& by,
                              const BindPlace& place) {
  const ValueId operand = bind(by, {place.path + "." + key, place.visit, {}, {}});
  if (key == "absolute") return context_.builder.unary(ValueOp::absolute, modified);
  const ValueOp op = key == "times"   ? ValueOp::multiply
                     : key == "plus"  ? ValueOp::add
                     : key == "round" ? ValueOp::round
                     : key == "min"   ? ValueOp::maximum
                                      : ValueOp::minimum;
  return context_.builder.binary(op, modified, operand);
}

Value with_names_until(const Value& value, std::vector<std::string>::const_iterator end) {
  Value out = value;
  out.names.assign(value.names.begin(), end);
  out.children.resize(out.names.size());
  return out;
}

std::string signature_of(const Value& value) {
  const auto text = value.form == ValueForm::number ? std::string() : value.text; // however it is written
  std::string out =
      fmt::format("{}:{}:{}:{}(", static_cast<int>(value.form), value.number, text, join(value.names, ","));
  for (const auto& child : value.children) out += signature_of(child) + ";";
  return out + ")";
}

} // namespace carepath
