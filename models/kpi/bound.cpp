#include "models/kpi/bound.hpp"

#include "engine/base/text.hpp"
#include "models/compile/binder.hpp"

namespace carepath {
namespace {

/// What a parameter named alone is: as it is written, or what it is worked out from.
Dimension dimension_of(const std::string& name, const Value& parameter, CompileContext& context) {
  if (parameter.dimension != Dimension::any) return parameter.dimension;
  const auto measure = context.measures.of(name, context.values());
  for (const auto dimension : {Dimension::duration, Dimension::money, Dimension::rate})
    if (measure == measure_of(dimension)) return dimension;
  return Dimension::number;
}

std::optional<Bound> worked_out(std::string_view text, SourceRef where, CompileContext& context) {
  const auto value = read_expression(text, where, context.values());
  const auto found = Binder(context).constant(value);
  if (!found) return std::nullopt;
  Bound bound{*found, Dimension::number, true};
  if (const auto parameter = context.parameters.find(value.text); parameter != context.parameters.end())
    bound.dimension = dimension_of(parameter->first, parameter->second, context);
  return bound;
}

} // namespace

std::optional<Bound> read_bound(std::string_view text, SourceRef where, CompileContext& context) {
  if (trim(text).starts_with('=')) return worked_out(text, where, context);
  Bound bound;
  if (!read_quantity(trim(text), bound.number, bound.dimension)) return std::nullopt;
  bound.per_cent = trim(text).ends_with('%');
  return bound;
}

std::optional<Bound> read_bound(const Node& node, CompileContext& context) {
  if (node.is_text()) return read_bound(node.text, node.where, context);
  return node.is_number() ? std::optional(Bound{node.number}) : std::nullopt;
}

bool lacks_unit_of_time(const Bound& bound) {
  return bound.dimension == Dimension::number && !bound.worked_out && bound.number != 0;
}

} // namespace carepath
