// Distributions and modifiers as written: parameters looked up in the engine's catalogue.
#include "engine/base/text.hpp"
#include "engine/random/distribution.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::array<std::string_view, 7> modifiers{"times", "plus", "absolute", "round",
                                                    "keep",  "min",  "max"};

const ParameterRow* find_parameter(const DistributionRow& row, std::string_view key) {
  const auto found = std::find_if(row.parameters.begin(), row.parameters.end(),
                                  [&](const auto& parameter) { return parameter.key == key; });
  return found == row.parameters.end() ? nullptr : &*found;
}

/// The dimension of one over a quantity: a rate for a duration.
Dimension inverse(Dimension dimension) {
  if (dimension == Dimension::duration) return Dimension::rate;
  if (dimension == Dimension::rate) return Dimension::duration;
  return dimension == Dimension::any ? Dimension::any : Dimension::number;
}

Dimension squared(Dimension dimension) {
  if (dimension == Dimension::duration) return Dimension::duration_squared;
  return dimension == Dimension::any ? Dimension::any : Dimension::number;
}

Dimension parameter_dimension(ParameterKind kind, Dimension drawn) {
  switch (kind) {
  case ParameterKind::same:
  case ParameterKind::values: return drawn;
  case ParameterKind::inverse: return inverse(drawn);
  case ParameterKind::squared: return squared(drawn);
  case ParameterKind::number:
  case ParameterKind::weights: return Dimension::number;
  }
  return drawn;
}

std::vector<std::string> distribution_names() {
  std::vector<std::string> names;
  for (const auto* row : distribution_catalogue()) names.emplace_back(row->key);
  return names;
}

std::vector<std::string> parameter_names(const DistributionRow& row) {
  std::vector<std::string> names;
  for (const auto& parameter : row.parameters) names.emplace_back(parameter.key);
  names.insert(names.end(), modifiers.begin(), modifiers.end());
  return names;
}

std::vector<std::string> sorted_words(std::string_view form) {
  auto words = split(form, ' ');
  std::erase(words, "");
  std::sort(words.begin(), words.end());
  return words;
}

/// "low, mode and high".
std::string listed(std::vector<std::string> words) {
  std::erase(words, "");
  if (words.size() < 2) return join(words, "");
  const auto last = words.back();
  words.pop_back();
  return join(words, ", ") + " and " + last;
}

Value operation(ValueForm form, std::string text, std::vector<Value> children) {
  Value value;
  value.form = form;
  value.text = std::move(text);
  value.where = children.front().where;
  value.dimension = children.front().dimension;
  value.children = std::move(children);
  return value;
}

bool may_be_number(Dimension dimension) {
  return dimension == Dimension::number || dimension == Dimension::any;
}

/// Limits of a beta that are not written are the numbers 0 and 1, and no lengths of time or money.
bool lacks_limits(const Value& distribution, Dimension drawn) {
  const auto& names = distribution.names;
  if (distribution.text != "beta" || std::find(names.begin(), names.end(), "low") != names.end())
    return false;
  const auto& given = distribution.children;
  return !may_be_number(drawn) || std::any_of(given.begin(), given.end(), [](const Value& parameter) {
    return !may_be_number(parameter.dimension);
  });
}

} // namespace

std::span<const std::string_view> modifier_names() {
  return modifiers;
}

bool is_modifier(std::string_view key) {
  return std::find(modifiers.begin(), modifiers.end(), key) != modifiers.end();
}

Value ValueReader::read_distribution(const Node& node, const Wanted& wanted) {
  const auto& name = *node.find("dist");
  const auto* row = name.is_text() ? find_distribution(name.text) : nullptr;
  if (!row)
    return fail(name.where, fmt::format("there is no distribution '{}'", name.text),
                name_hint(name.text, distribution_names()));
  Value value = number_value(0, wanted.dimension, node.where);
  value.form = ValueForm::distribution;
  value.text = row->key;
  const auto faults_before = context_.faults.errors_met();
  bool known = true;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto& key = node.keys[i];
    if (find_parameter(*row, key)) {
      read_parameter(*row, key, node.values[i], wanted, value);
    } else if (key != "dist" && !is_modifier(key)) {
      known = false;
      context_.faults.error(node.key_where[i],
                            fmt::format("the distribution '{}' has no '{}'", row->key, key),
                            name_hint(key, parameter_names(*row)));
    }
  }
  if (known) check_form(*row, value.names, node.where);
  if (lacks_limits(value, wanted.dimension))
    context_.faults.error(
        node.where,
        fmt::format("without low and high the distribution '{}' is of numbers from 0 to 1", row->key),
        fmt::format("give it both, such as {}", row->example));
  add_modifiers(node, wanted, value);
  if (context_.faults.errors_met() > faults_before) return number_value(0, wanted.dimension, node.where);
  return value;
}

void ValueReader::read_parameter(const DistributionRow& row, std::string_view key, const Node& node,
                                 const Wanted& wanted, Value& out) {
  const auto kind = find_parameter(row, key)->kind;
  const Wanted inside{parameter_dimension(kind, wanted.dimension), false, false};
  out.names.emplace_back(key);
  if (kind != ParameterKind::values && kind != ParameterKind::weights) {
    out.children.push_back(read(node, inside));
    return;
  }
  Value list = number_value(0, inside.dimension, node.where);
  list.form = ValueForm::list;
  if (!node.is_array() || node.items.empty())
    context_.faults.error(node.where, fmt::format("'{}' must be a list", key),
                          fmt::format("such as {} = [{}]", key, dimension_example(inside.dimension)));
  for (const auto& item : node.items) list.children.push_back(read(item, inside));
  out.children.push_back(std::move(list));
}

void ValueReader::check_form(const DistributionRow& row, const std::vector<std::string>& given,
                             SourceRef where) {
  auto sorted = given;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> forms;
  for (const auto form : row.forms) {
    if (sorted_words(form) == sorted) return;
    forms.push_back(listed(split(form, ' ')));
  }
  if (forms.empty() && given.empty()) return;
  context_.faults.error(where,
                        fmt::format("the distribution '{}' takes {}; found {}", row.key, join(forms, ", or "),
                                    given.empty() ? "nothing" : listed(given)),
                        fmt::format("such as {}", row.example));
}

Value ValueReader::read_modifier(std::string_view key, const Node& node, const Wanted& wanted) {
  if (key == "keep") return read_pair(key, node, wanted);
  if (key == "absolute") {
    if (node.kind != NodeKind::boolean) return fail(node.where, "'absolute' must be true or false");
    return number_value(node.number, Dimension::number, node.where);
  }
  if (key == "times") return read(node, {Dimension::number, false, true});
  auto value = read(node, {wanted.dimension, false, key == "plus"});
  if (key == "round" && is_constant(value) && value.number <= 0)
    return fail(node.where, "'round' must be a multiple above zero", "such as round = \"5 min\"");
  return value;
}

Value ValueReader::read_pair(std::string_view key, const Node& node, const Wanted& wanted) {
  if (!node.is_array() || node.items.size() != 2)
    return fail(node.where, fmt::format("'{}' must be a list of two: [lowest, highest]", key));
  Value pair = number_value(0, wanted.dimension, node.where);
  pair.form = ValueForm::list;
  const auto faults_before = context_.faults.errors_met();
  for (const auto& item : node.items) pair.children.push_back(read(item, wanted));
  if (context_.faults.errors_met() > faults_before) return pair; // a bound that was not read has no order
  const auto& [low, high] = std::tie(pair.children[0], pair.children[1]);
  if (is_constant(low) && is_constant(high) && !(low.number < high.number) && low.form == ValueForm::number &&
      high.form == ValueForm::number)
    return fail(node.where, fmt::format("'{}' must have its lowest below its highest", key));
  return pair;
}

void ValueReader::add_modifiers(const Node& node, const Wanted& wanted, Value& out) {
  const Value* lowest = nullptr;
  out.children.reserve(out.children.size() + modifiers.size());
  for (const auto key : modifiers) {
    const auto* given = node.find(key);
    const bool is_parameter = std::find(out.names.begin(), out.names.end(), key) != out.names.end();
    if (!given || is_parameter) continue;
    out.names.emplace_back(key);
    const auto faults_before = context_.faults.errors_met();
    out.children.push_back(read_modifier(key, *given, wanted));
    if (context_.faults.errors_met() > faults_before) continue; // a bound that was not read has no order
    if (key == "min") lowest = &out.children.back();
    if (key == "max" && lowest && is_constant(*lowest) && is_constant(out.children.back()) &&
        lowest->number > out.children.back().number)
      context_.faults.error(given->where, "'max' is below 'min'");
  }
}

Value ValueReader::apply_modifiers(const Node& node, const Wanted& wanted, Value inner) {
  for (const auto key : modifiers) {
    const auto* given = node.find(key);
    if (!given) continue;
    if (key == "keep")
      return fail(given->where, "'keep' works on one distribution", "write it inside each { dist = ... }");
    auto value = read_modifier(key, *given, wanted);
    if (key == "times" || key == "plus")
      inner =
          operation(ValueForm::operation, key == "times" ? "*" : "+", {std::move(inner), std::move(value)});
    else if (key == "absolute" && value.number != 0)
      inner = operation(ValueForm::call, "abs", {std::move(inner)});
    else if (key == "round")
      inner = operation(ValueForm::call, "round", {std::move(inner), std::move(value)});
    else if (key == "min" || key == "max") // "min" is the least the value may be
      inner = operation(ValueForm::call, key == "min" ? "max" : "min", {std::move(inner), std::move(value)});
  }
  return inner;
}

} // namespace carepath
