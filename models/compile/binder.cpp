#include "models/compile/binder.hpp"

#include "engine/base/text.hpp"
#include "models/compile/built_in_names.hpp"
#include "models/compile/categories.hpp"
#include "models/compile/contradiction.hpp"
#include "models/compile/negative_lengths.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <numeric>

namespace carepath {
namespace {

const std::map<std::string_view, ValueOp> operators{
    {"+", ValueOp::add},     {"-", ValueOp::subtract},       {"*", ValueOp::multiply},
    {"/", ValueOp::divide},  {"<", ValueOp::less},           {"<=", ValueOp::less_equal},
    {">", ValueOp::greater}, {">=", ValueOp::greater_equal}, {"==", ValueOp::equal},
    {"=", ValueOp::equal},   {"!=", ValueOp::not_equal},     {"and", ValueOp::both},
    {"or", ValueOp::either}};

const std::map<std::string_view, ValueOp> functions{
    {"min", ValueOp::minimum},   {"max", ValueOp::maximum},     {"abs", ValueOp::absolute},
    {"floor", ValueOp::floor},   {"round", ValueOp::round},     {"exp", ValueOp::exponential},
    {"log", ValueOp::logarithm}, {"sqrt", ValueOp::square_root}};

const std::map<std::string_view, ValueOp> resource_functions{
    {"queue", ValueOp::queue_length},  {"busy", ValueOp::busy},         {"free", ValueOp::free_units},
    {"next_slot", ValueOp::next_slot}, {"capacity", ValueOp::capacity}, {"holds", ValueOp::holding}};

bool is_comparison(ValueOp op) {
  return op == ValueOp::less || op == ValueOp::less_equal || op == ValueOp::greater ||
         op == ValueOp::greater_equal || op == ValueOp::equal || op == ValueOp::not_equal;
}

/// { by = "eligible", true = …, false = … } of an attribute that is a number or a condition.
bool is_truth_table(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [](const auto& name) { return name == "true" || name == "false" || name == "else"; });
}

BindPlace inside(const BindPlace& place, std::string_view part) {
  BindPlace child = place;
  child.path += "." + std::string(part);
  return child;
}

/// Positions of `names` in alphabetical order, so that an overlay that reorders them changes no luck.
std::vector<std::size_t> alphabetical(const std::vector<std::string>& names) {
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return names[a] < names[b]; });
  return order;
}

} // namespace

ValueId Binder::bind(const Node& node, Dimension dimension, const BindPlace& place) {
  const auto value = read_value(node, dimension, context_.values());
  const auto bound = bind(value, place);
  if (dimension == Dimension::duration) tell_negative_length(value, context_);
  return bound;
}

ValueId Binder::bind(const Value& value, const BindPlace& place) {
  if (residual_) return bind_rest(value, place);
  const bool names_category = place.attribute.exists() && categories(place.attribute).exist();
  return names_category ? bind_category(value, place) : bind_form(value, place);
}

ValueId Binder::bind_form(const Value& value, const BindPlace& place) {
  switch (value.form) {
  case ValueForm::number: return context_.builder.constant(value.number);
  case ValueForm::unlimited: return context_.builder.constant(std::numeric_limits<double>::infinity());
  case ValueForm::name: return bind_name(value, place);
  case ValueForm::attribute: return bind_identifier(value, place);
  case ValueForm::call:
  case ValueForm::operation: return bind_expression(value, place);
  case ValueForm::distribution: return bind_distribution(value, place);
  case ValueForm::choose: return bind_choose(value, place);
  case ValueForm::mix: return bind_mix(value, place);
  case ValueForm::by: return bind_by(value, place);
  case ValueForm::guards: return bind_guards(value, place);
  case ValueForm::cycle: return bind_cycle(value, place);
  case ValueForm::list: break;
  }
  context_.faults.error(value.where, "a list is not a value here");
  return nothing();
}

ValueId Binder::bind_name(const Value& value, const BindPlace& place) {
  if (place.target) return place.target(value.text, value.where);
  if (place.attribute.exists()) {
    tell_no_category(value, place.attribute, context_); // it is a number
    return nothing();
  }
  return bind_identifier(value, place);
}

/// An identifier in an expression: attribute, parameter, built-in, category or a path such as
/// "resource.clinic.slots".
ValueId Binder::bind_identifier(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  if (const auto read = reading(value, place)) return bind_number_of(*read, value.where);
  if (const auto parameter = context_.parameters.find(value.text); parameter != context_.parameters.end())
    return bind(parameter->second, {"parameter." + value.text, ValueNode::none, {}, {}});
  if (const auto state = built_in_state(value.text)) return builder.of(*state, 0);
  if (value.text == "true" || value.text == "false") return builder.constant(value.text == "true" ? 1 : 0);
  if (place.has_holder && value.text.starts_with("holder.")) {
    context_.unknown(value.where, "attribute", value.text.substr(7), context_.attributes.names());
    return nothing();
  }
  if (value.text.find('.') != std::string::npos) return bind_path(value);
  auto known = context_.attributes.names();
  for (const auto& [name, unused] : context_.parameters) known.push_back(name);
  if (place.attribute.exists())
    std::ranges::copy(context_.program().attributes[place.attribute.value].categories,
                      std::back_inserter(known));
  context_.faults.error(value.where,
                        fmt::format("'{}' is no attribute, parameter or built-in name", value.text),
                        name_hint(value.text, known));
  return nothing();
}

/// From 0 to 1 over `length` days from `start`, slow at both ends: 3x^2 - 2x^3.
ValueId Binder::bind_s_curve(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  const auto start = bind(value.children[0], place);
  const auto length = bind(value.children[1], place);
  const auto passed = builder.binary(ValueOp::subtract, builder.of(ValueOp::now, 0), start);
  const auto share = builder.binary(ValueOp::divide, passed, length);
  const auto x = builder.binary(ValueOp::maximum, builder.constant(0),
                                builder.binary(ValueOp::minimum, builder.constant(1), share));
  const auto rest = builder.binary(ValueOp::subtract, builder.constant(3),
                                   builder.binary(ValueOp::multiply, builder.constant(2), x));
  return builder.binary(ValueOp::multiply, builder.binary(ValueOp::multiply, x, x), rest);
}

/// What comes to no number is told once, of the largest part that does; "if" may keep a part from being
/// taken.
ValueId Binder::bind_expression(const Value& value, const BindPlace& place) {
  const bool before = may_be_no_number_;
  const auto known = constant_at(value, 0);
  const bool is_told = known && !check_number(value, *known);
  may_be_no_number_ = before || is_told || value.text == "if";
  const auto result = value.form == ValueForm::call ? bind_call(value, place) : bind_operation(value, place);
  may_be_no_number_ = before;
  return result;
}

ValueId Binder::bind_call(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  if (value.text == "chance") {
    check_chance(value.children[0]);
    return builder.chance(bind(value.children[0], inside(place, "probability")), place.path, place.visit);
  }
  if (value.text == "if") {
    std::vector<ValueId> parts;
    BindPlace condition = place;
    condition.attribute = {};
    for (const auto& child : value.children)
      parts.push_back(parts.empty() ? bind_as_it_stands(child, condition) : bind(child, place));
    return builder.group(ValueOp::conditional, {}, parts, 3);
  }
  if (value.text == "s_curve") return bind_s_curve(value, place);
  const auto found = functions.find(value.text);
  if (found == functions.end()) return bind_state_call(value, place);
  ValueId result = bind(value.children[0], place);
  if (value.children.size() == 1) {
    ValueNode node;
    node.op = found->second;
    node.a = result.value;
    if (node.op == ValueOp::round) node.b = builder.constant(0).value;
    return builder.add(node);
  }
  for (std::size_t at = 1; at < value.children.size(); ++at)
    result = builder.binary(found->second, result, bind(value.children[at], place));
  return result;
}

/// Whoever asks is given a date at once, so nobody stands in the queue while there are dates.
void Binder::warn_of_no_queue(SourceRef where, std::uint32_t resource) {
  const auto& row = context_.program().resources[resource];
  if (!row.book_on_arrival) return;
  context_.faults.warning(
      where,
      fmt::format("queue({0}) counts only people without a date, and '{0}' gives dates while it has any",
                  row.name),
      fmt::format("next_slot({}) is the number of days until its first free date", row.name));
}

/// A diary has sessions of slots; whoever asks for its units would read 0 at all times, and is told.
bool Binder::has_units(const Value& call, std::uint32_t resource) {
  const auto& row = context_.program().resources[resource];
  const bool asks_units = call.text == "busy" || call.text == "free" || call.text == "capacity";
  if (!asks_units || row.kind != ResourceKind::diary) return true;
  context_.faults.error(
      call.where,
      fmt::format("'{0}' is a diary, which has no units: {1}({0}) is always 0", row.name, call.text),
      row.book_on_arrival
          ? fmt::format("next_slot({}) is the number of days until its first free date", row.name)
          : fmt::format("queue({}) is how many wait for it", row.name));
  return false;
}

ValueId Binder::bind_state_call(const Value& value, const BindPlace& place) {
  const auto& argument = value.children.at(0);
  if (value.text == "age") {
    const auto clock = context_.require(context_.clocks, "clock", argument.text, argument.where);
    return clock == NameTable::none_value ? nothing() : context_.builder.of(ValueOp::interval_age, clock);
  }
  const std::string& name = argument.text == "it" && !place.it.empty() ? place.it : argument.text;
  const auto resource = context_.require(context_.resources, "resource", name, argument.where);
  if (resource == NameTable::none_value) return nothing();
  if (value.text == "next_slot" && !context_.program().resources[resource].book_on_arrival) {
    context_.faults.error(value.where, fmt::format("'{}' gives nobody a date, so it has no next slot", name),
                          fmt::format("'next_slot' is of a diary with assign = \"on_arrival\"; of any other "
                                      "resource there is queue({})",
                                      name));
    return nothing();
  }
  if (!has_units(value, resource)) return nothing();
  if (value.text == "queue") warn_of_no_queue(value.where, resource);
  return context_.builder.of(resource_functions.at(value.text), resource);
}

ValueId Binder::bind_operation(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  if (value.text == "in") return bind_membership(value, place);
  // "3 * slot" is rounded to the clock once, as a length that is written.
  if (is_length(value))
    if (const auto known = constant(value)) return builder.constant(*known);
  if (value.text == "not" || value.text == "neg")
    return builder.unary(value.text == "not" ? ValueOp::negated : ValueOp::negate,
                         bind(value.children[0], place));
  const auto op = operators.at(value.text);
  if (is_comparison(op)) return bind_comparison(value, op, place);
  const ValueId left = bind(value.children[0], inside(place, "left"));
  const ValueId right = bind(value.children[1], inside(place, "right"));
  if (op == ValueOp::both && contradict(context_.program(), left, right))
    context_.faults.warning(value.where, "this condition never holds: its two sides contradict each other");
  return builder.binary(op, left, right);
}

std::optional<double> Binder::constant_weight(const std::string& name, const Value& value) {
  const auto weight = constant(value);
  if (!weight) {
    context_.faults.error(
        value.where, "a weight must be a plain number or a parameter",
        "it must be known before the run: write a whole choice for each date, such as "
        "[{ until = \"day 50\", is = { … } }, { is = { … } }], with 'to' for 'is' in a route; a chance "
        "that depends on people or queues is an attribute with { chance = \"= …\" }, asked for by 'when'");
    return std::nullopt;
  }
  if (*weight >= 0 && *weight <= 1) return weight;
  context_.faults.error(value.where,
                        fmt::format("the weight {} of '{}' is not between 0 and 1", *weight, name));
  return std::nullopt;
}

ValueId Binder::bind_choose(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  std::vector<double> weights;
  std::vector<ValueId> chosen;
  double rest = 1;
  std::optional<std::size_t> remainder;
  for (const auto at : alphabetical(value.names)) {
    if (value.names[at] == "else") {
      remainder = at;
      continue;
    }
    const auto weight = constant_weight(value.names[at], value.children[at]);
    if (!weight) return nothing();
    weights.push_back(*weight);
    rest -= *weight;
    Value name;
    name.form = ValueForm::name;
    name.text = value.names[at];
    name.where = value.where;
    chosen.push_back(bind(name, place));
  }
  constexpr double tolerance = 1e-6;
  if (rest < -tolerance || (!remainder && rest > tolerance)) {
    context_.faults.error(value.where, fmt::format("the weights sum to {:.7g}, not 1", 1 - rest),
                          "let 'else' take the rest, or correct the weights");
    return nothing();
  }
  if (remainder) {
    weights.push_back(std::max(0.0, rest));
    chosen.push_back(bind(value.children[*remainder], inside(place, "else")));
  }
  if (chosen.size() == 1) return chosen[0];
  std::string signature = "choose";
  for (const auto weight : weights) signature += fmt::format(",{}", weight);
  const ValueId index = builder.draw(discrete_index(weights), signature, place.path, place.visit);
  return builder.group(ValueOp::select, index, chosen, static_cast<std::uint32_t>(chosen.size()));
}

ValueId Binder::bind_mix(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  if (auto whole = distribution(value))
    return builder.draw(std::move(whole), signature_of(value), place.path, place.visit);
  std::vector<double> weights;
  std::vector<ValueId> parts;
  for (std::size_t at = 0; at + 1 < value.children.size(); at += 2) {
    const auto weight = constant(value.children[at]);
    if (!weight)
      context_.faults.error(value.children[at].where, "a weight must be a plain number or a parameter",
                            "it must be known before the run: write a whole choice for each date, such as "
                            "[{ until = \"day 50\", is = { … } }, { is = { … } }]");
    weights.push_back(weight.value_or(1));
    parts.push_back(bind(value.children[at + 1], inside(place, fmt::format("part{}", at / 2 + 1))));
  }
  std::string signature = "choose";
  for (const auto weight : weights) signature += fmt::format(",{}", weight);
  const ValueId index = builder.draw(discrete_index(weights), signature, place.path, place.visit);
  return builder.group(ValueOp::select, index, parts, static_cast<std::uint32_t>(parts.size()));
}

ValueId Binder::bind_by(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  const auto attribute = context_.require(context_.attributes, "attribute", value.text, value.where);
  if (attribute == NameTable::none_value) return nothing();
  auto categories = context_.program().attributes[attribute].categories;
  ValueId index = builder.of(ValueOp::attribute, attribute);
  if (categories.empty() && is_truth_table(value.names)) categories = {"false", "true"};
  if (categories == std::vector<std::string>{"false", "true"})
    index = builder.binary(ValueOp::not_equal, index, builder.constant(0)); // whatever not 0 is true
  if (categories.empty()) {
    context_.faults.error(value.where,
                          fmt::format("attribute '{}' has no categories to choose by", value.text));
    return nothing();
  }
  for (std::size_t at = 0; at < value.names.size(); ++at)
    if (const auto& name = value.names[at];
        name != "else" && std::find(categories.begin(), categories.end(), name) == categories.end())
      context_.faults.error(value.children[at].where,
                            fmt::format("'{}' is no category of '{}'", name, value.text),
                            name_hint(name, categories));
  // The draw of every category has one place, so a person keeps their luck whatever their category.
  std::vector<ValueId> children;
  for (const auto& category : categories) {
    auto found = std::find(value.names.begin(), value.names.end(), category);
    if (found == value.names.end()) found = std::find(value.names.begin(), value.names.end(), "else");
    if (found == value.names.end()) {
      context_.faults.error(value.where, fmt::format("by '{}' says nothing for '{}'", value.text, category),
                            "write a value for it, or for 'else'");
      return nothing();
    }
    children.push_back(bind(value.children[static_cast<std::size_t>(found - value.names.begin())], place));
  }
  return builder.group(ValueOp::select, index, children, static_cast<std::uint32_t>(children.size()));
}

} // namespace carepath
