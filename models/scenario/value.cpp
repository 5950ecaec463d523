// Values: which form a node has, and the leaves, numbers and quantities.
#include "engine/base/text.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value_reader.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

Value number_value(double number, Dimension dimension, SourceRef where) {
  Value value;
  value.dimension = dimension;
  value.where = where;
  value.number = number;
  return value;
}

Value truth_value(bool holds, SourceRef where) {
  auto value = number_value(holds ? 1 : 0, Dimension::number, where);
  value.text = holds ? "true" : "false";
  return value;
}

Value name_value(std::string name, SourceRef where) {
  Value value;
  value.form = ValueForm::name;
  value.where = where;
  value.text = std::move(name);
  return value;
}

bool is_constant(const Value& value) {
  return value.form == ValueForm::number;
}

bool has_alternatives(const Value& value) {
  return value.form == ValueForm::by || value.form == ValueForm::guards || value.form == ValueForm::cycle;
}

Value ValueReader::fail(SourceRef where, std::string message, std::string hint) {
  context_.faults.error(where, std::move(message), std::move(hint));
  return number_value(0, Dimension::any, where);
}

void ValueReader::check_keys(const Node& table, std::span<const std::string_view> allowed,
                             std::string_view what) {
  const std::vector<std::string> names(allowed.begin(), allowed.end());
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    if (std::find(names.begin(), names.end(), table.keys[i]) == names.end())
      context_.faults.error(table.key_where[i], fmt::format("{} has no '{}'", what, table.keys[i]),
                            name_hint(table.keys[i], names));
}

Value ValueReader::read(const Node& node, const Wanted& wanted) {
  if (depth_ >= deepest_nesting)
    return fail(node.where, fmt::format("values nest more than {} deep", deepest_nesting));
  ++depth_;
  auto value = wanted.route ? read_route_form(node) : read_value_form(node, wanted);
  --depth_;
  return value;
}

Value ValueReader::read_value_form(const Node& node, const Wanted& wanted) {
  switch (node.kind) {
  case NodeKind::text: return read_text(node, wanted);
  case NodeKind::integer:
  case NodeKind::number: return read_number(node, wanted);
  case NodeKind::boolean:
    if (wanted.dimension == Dimension::number || wanted.dimension == Dimension::any)
      return truth_value(node.number != 0, node.where);
    break;
  case NodeKind::array: return read_guards(node, wanted);
  case NodeKind::table: return read_table(node, wanted);
  case NodeKind::date_time: break;
  }
  return fail(node.where,
              fmt::format("{}, but found {}", expected_text(wanted.dimension), written_form(node)));
}

Value ValueReader::read_number(const Node& node, const Wanted& wanted) {
  return read_quantity_as(node, node.number, Dimension::number, wanted);
}

/// Accepts a quantity of dimension `found` where `wanted` is asked for; zero needs no unit.
Value ValueReader::read_quantity_as(const Node& node, double number, Dimension found, const Wanted& wanted) {
  const bool any = wanted.dimension == Dimension::any;
  const bool zero = found == Dimension::number && number == 0;
  if (!any && found != wanted.dimension && !zero)
    return fail(node.where, fmt::format("{}, but found {}, which is {}", expected_text(wanted.dimension),
                                        written_form(node), dimension_name(found)));
  const auto dimension = any ? found : wanted.dimension;
  const bool signed_kind =
      dimension == Dimension::number || dimension == Dimension::money || dimension == Dimension::money_rate;
  if (number < 0 && !signed_kind && !wanted.may_be_negative)
    return fail(node.where,
                fmt::format("{} cannot be negative: {}", dimension_name(dimension), written_form(node)));
  return number_value(number, dimension, node.where);
}

Value ValueReader::read_text(const Node& node, const Wanted& wanted) {
  const auto text = trim(node.text);
  if (text.starts_with('=')) {
    auto value = read_expression(node.text, node.where, context_, wanted.dimension);
    // Where anything may stand, a lone number measures what is written, as without '='.
    if (wanted.dimension != Dimension::any || !is_constant(value)) value.dimension = wanted.dimension;
    return value;
  }
  if (text == "unlimited") {
    Value value = number_value(0, wanted.dimension, node.where);
    value.form = ValueForm::unlimited;
    return value;
  }
  double number = 0;
  auto found = Dimension::number;
  if (read_quantity(text, number, found)) {
    auto value = read_quantity_as(node, number, found, wanted);
    value.text = text; // a category may have such a name
    return value;
  }
  if (wanted.dimension == Dimension::any && !text.empty()) return name_value(std::string(text), node.where);
  auto rest = text;
  std::string hint;
  if (take_number(rest, number) && !trim(rest).empty())
    hint = fmt::format("'{}' is not a unit; units are ms, s, min, h, day, week, month, year", trim(rest));
  else if (!text.empty())
    hint = fmt::format("an expression starts with '=': \"= {}\"", text);
  return fail(node.where,
              fmt::format("{}, but found {}", expected_text(wanted.dimension), written_form(node)),
              std::move(hint));
}

Value ValueReader::read_table(const Node& node, const Wanted& wanted) {
  if (node.find("dist")) return read_distribution(node, wanted);
  if (node.find("choose")) return read_choose(node);
  if (node.find("mix")) return read_mix(node, wanted);
  if (node.find("by")) return read_by(node, wanted);
  if (node.find("cycle")) return read_cycle(node, wanted);
  if (node.find("chance")) return read_chance(node);
  const std::vector<std::string> forms{"dist", "choose", "mix", "by", "cycle", "chance"};
  std::string hint = "a table of a value has one of: " + join(forms, ", ");
  for (const auto& key : node.keys)
    if (const auto nearest = nearest_name(key, forms); !nearest.empty())
      hint = fmt::format("did you mean '{}' instead of '{}'?", nearest, key);
  return fail(node.where,
              fmt::format("{}, but found a table of another form", expected_text(wanted.dimension)),
              std::move(hint));
}

Value read_value(const Node& node, Dimension dimension, const ValueContext& context) {
  return ValueReader(context).read(node, {dimension, false, false});
}

Value read_route(const Node& node, const ValueContext& context) {
  return ValueReader(context).read(node, {Dimension::any, true, false});
}

} // namespace carepath
