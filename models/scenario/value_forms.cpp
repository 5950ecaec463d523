// The composed forms: choices, mixtures, look-ups by attribute, guards, cycles and chances.
#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value_reader.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

constexpr double weight_tolerance = 1e-6;

Value composed(ValueForm form, const Wanted& wanted, SourceRef where) {
  Value value = number_value(0, wanted.dimension, where);
  value.form = form;
  return value;
}

bool is_share(double number) {
  return number >= 0 && number <= 1;
}

} // namespace

Value ValueReader::read_route_form(const Node& node) {
  if (node.is_text() && !trim(node.text).empty()) return name_value(std::string(trim(node.text)), node.where);
  if (node.is_array()) return read_guards(node, {Dimension::any, true, false});
  if (!node.is_table())
    return fail(node.where, "expected a route: a step or an outcome, weights, or a list of { when, to }",
                "such as next = { theatre = 0.7, discharged = 0.3 }");
  if (node.find("by")) return read_by(node, {Dimension::any, true, false});
  return read_weights(node, {Dimension::any, true, false});
}

Value ValueReader::read_choose(const Node& node) {
  constexpr std::array<std::string_view, 1> keys{"choose"};
  check_keys(node, keys, "a choice");
  const auto& table = *node.find("choose");
  if (!table.is_table())
    return fail(table.where, "'choose' must be a table of names and weights",
                "such as choose = { hip = 0.6, knee = 0.4 }");
  return read_weights(table, {});
}

/// Names with weights; "else" takes what is left, and its child is what is chosen then.
Value ValueReader::read_weights(const Node& table, const Wanted& rest) {
  auto value = composed(ValueForm::choose, {}, table.where);
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    const bool remainder = table.keys[i] == "else";
    value.names.push_back(table.keys[i]);
    value.children.push_back(
        read(table.values[i], remainder ? rest : Wanted{Dimension::number, false, false}));
  }
  if (table.keys.empty()) return fail(table.where, "there is nothing to choose from");
  check_weights(value, table.where);
  return value;
}

void ValueReader::check_weights(const Value& weights, SourceRef where) {
  double sum = 0;
  bool open_ended = false;
  for (std::size_t i = 0; i < weights.names.size(); ++i) {
    const auto& weight = weights.children[i];
    if (weights.names[i] == "else") {
      open_ended = true;
      if (is_constant(weight) && weight.dimension == Dimension::number)
        context_.faults.error(weight.where,
                              "'else' takes what the weights leave; it needs a name, not a number");
    } else if (!is_constant(weight) || weight.dimension == Dimension::any) {
      return; // the sum is known only when the run asks, or a fault has been reported
    } else if (!is_share(weight.number)) {
      context_.faults.error(weight.where, fmt::format("the weight {} of '{}' is not between 0 and 1",
                                                      weight.number, weights.names[i]));
      return;
    } else {
      sum += weight.number;
    }
  }
  check_sum(sum, open_ended, where);
}

void ValueReader::check_sum(double sum, bool open_ended, SourceRef where) {
  if (open_ended ? sum <= 1 + weight_tolerance : std::abs(sum - 1) <= weight_tolerance) return;
  context_.faults.error(where,
                        fmt::format("the weights sum to {:.7g}, not {}1", sum, open_ended ? "at most " : ""),
                        open_ended ? "" : "let 'else' take the rest, or correct the weights");
}

Value ValueReader::read_mix(const Node& node, const Wanted& wanted) {
  const auto& list = *node.find("mix");
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    if (node.keys[i] != "mix" && !is_modifier(node.keys[i]))
      context_.faults.error(node.key_where[i], fmt::format("a mixture has no '{}'", node.keys[i]));
  if (!list.is_array() || list.items.empty())
    return fail(list.where, "'mix' must be a list of { weight, is }",
                "such as mix = [{ weight = 0.1, is = \"1 day\" }, { weight = 0.9, is = \"0 days\" }]");
  auto value = composed(ValueForm::mix, wanted, node.where);
  double sum = 0;
  bool constant = true;
  for (const auto& entry : list.items) {
    const auto* weight = entry.find("weight");
    const auto* is = entry.find("is");
    constexpr std::array<std::string_view, 2> keys{"weight", "is"};
    if (entry.is_table()) check_keys(entry, keys, "a part of a mixture");
    if (!weight || !is) return fail(entry.where, "a part of a mixture needs 'weight' and 'is'");
    value.children.push_back(read(*weight, {Dimension::number, false, false}));
    constant = constant && is_constant(value.children.back());
    if (is_constant(value.children.back()) && !is_share(value.children.back().number))
      return fail(weight->where, fmt::format("the weight {} is not between 0 and 1", weight->number));
    sum += value.children.back().number;
    value.children.push_back(read(*is, wanted));
  }
  if (constant) check_sum(sum, false, list.where);
  return apply_modifiers(node, wanted, std::move(value));
}

Value ValueReader::read_by(const Node& node, const Wanted& wanted) {
  const auto& attribute = *node.find("by");
  if (!attribute.is_text() || trim(attribute.text).empty())
    return fail(attribute.where, "'by' must be the name of an attribute", "such as by = \"urgency\"");
  auto value = composed(ValueForm::by, wanted, node.where);
  value.text = trim(attribute.text);
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto& key = node.keys[i];
    if (key == "by" || (!wanted.route && is_modifier(key))) continue;
    value.names.push_back(key);
    value.children.push_back(read(node.values[i], wanted));
  }
  if (value.names.empty())
    return fail(node.where, fmt::format("by '{}' gives no values", value.text),
                "write one for each category, or 'else'");
  return wanted.route ? value : apply_modifiers(node, wanted, std::move(value));
}

Value ValueReader::read_guards(const Node& node, const Wanted& wanted) {
  const std::string_view result = wanted.route ? "to" : "is";
  const auto form = fmt::format("[{{ when = \"...\", {0} = ... }}, {{ {0} = ... }}]", result);
  if (node.items.empty()) return fail(node.where, "the list is empty", "such as " + form);
  auto value = composed(ValueForm::guards, wanted, node.where);
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const auto& entry = node.items[i];
    const auto* is = entry.is_table() ? entry.find(result) : nullptr;
    if (!is) return fail(entry.where, fmt::format("expected a table with '{}'", result), "such as " + form);
    value.guards.push_back(read_guard(entry, result));
    value.children.push_back(read(*is, wanted));
    const bool last = i + 1 == node.items.size();
    const bool always = entry.keys.size() == 1;
    if (always && !last)
      return fail(entry.where, "nothing after this entry can be reached: it has no condition");
    if (last && !always)
      return fail(entry.where,
                  "the last entry of the list has a condition, so there is nothing when it fails",
                  fmt::format("end the list with {{ {} = ... }}", result));
  }
  return value;
}

Guard ValueReader::read_guard(const Node& entry, std::string_view result) {
  const std::array<std::string_view, 5> keys{"when", "during", "from", "until", result};
  check_keys(entry, keys, "an entry of this list");
  Guard guard;
  guard.where = entry.where;
  const double endless = std::numeric_limits<double>::infinity();
  if (const auto* when = entry.find("when")) guard.when.push_back(read_condition(*when, context_));
  if (const auto* during = entry.find("during")) {
    guard.during = trim(during->text);
    if (guard.during.empty()) context_.faults.error(during->where, "'during' must be the name of a calendar");
  }
  if (const auto* from = entry.find("from")) {
    guard.has_from = true;
    guard.from = read_moment(*from, endless, context_);
    if (guard.from >= context_.end)
      context_.faults.warning(from->where, "this entry has no effect: the run ends before");
  }
  if (const auto* until = entry.find("until")) {
    guard.has_until = true;
    guard.until = read_moment(*until, endless, context_);
    if (guard.until <= 0)
      context_.faults.warning(until->where, "this entry has no effect: the run begins after");
    if (guard.has_from && guard.until <= guard.from)
      context_.faults.error(until->where, "'until' is not after 'from'");
  }
  return guard;
}

double ValueReader::read_span(const Node& node, std::string_view key) {
  double number = unit_days(trim(node.text));
  auto found = Dimension::duration;
  const bool fits = number > 0 || (node.is_text() && read_quantity(node.text, number, found));
  if (fits && found == Dimension::duration && number > 0) return number;
  context_.faults.error(node.where, fmt::format("'{}' must be a length of time, such as \"1 hour\"", key));
  return 0;
}

Value ValueReader::read_cycle(const Node& node, const Wanted& wanted) {
  constexpr std::array<std::string_view, 3> keys{"cycle", "every", "per"};
  check_keys(node, keys, "a cycle");
  const auto& list = *node.find("cycle");
  const auto* every = node.find("every");
  const auto* per = node.find("per");
  if (!list.is_array() || list.items.empty())
    return fail(list.where, "'cycle' must be a list of values",
                "such as cycle = [4, 5, 6], every = \"1 day\"");
  if (!every)
    return fail(node.where, "a cycle needs 'every', how long each value lasts", "such as every = \"1 hour\"");
  auto value = composed(ValueForm::cycle, wanted, node.where);
  value.number = read_span(*every, "every") * static_cast<double>(list.items.size());
  const double per_days = per ? read_span(*per, "per") : 0;
  if (per && wanted.dimension != Dimension::rate && wanted.dimension != Dimension::any)
    return fail(per->where, "'per' belongs to rates", expected_text(wanted.dimension));
  for (const auto& item : list.items) value.children.push_back(read_cycle_item(item, per_days, wanted));
  return value;
}

Value ValueReader::read_cycle_item(const Node& item, double per_days, const Wanted& wanted) {
  if (per_days <= 0 || !item.is_number()) return read(item, wanted);
  if (item.number < 0) return fail(item.where, fmt::format("a rate cannot be negative: {}", item.number));
  return number_value(item.number / per_days, Dimension::rate, item.where);
}

/// Plain numbers of a chance, or of every alternative of one.
void ValueReader::check_shares(const Value& chance) {
  if (is_constant(chance) && !is_share(chance.number))
    context_.faults.error(chance.where, fmt::format("the chance {} is not between 0 and 1", chance.number));
  if (has_alternatives(chance))
    for (const auto& each : chance.children) check_shares(each);
}

Value ValueReader::read_chance(const Node& node) {
  constexpr std::array<std::string_view, 1> keys{"chance"};
  check_keys(node, keys, "a chance");
  auto chance = read(*node.find("chance"), {Dimension::number, false, false});
  check_shares(chance);
  auto value = composed(ValueForm::call, {Dimension::number, false, false}, node.where);
  value.text = "chance";
  value.children.push_back(std::move(chance));
  return value;
}

} // namespace carepath
