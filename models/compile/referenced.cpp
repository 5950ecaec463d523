#include "models/compile/referenced.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/value_reader.hpp"

namespace carepath {
namespace {

std::optional<Value> read_quietly(const Node& node, const CompileContext& context) {
  Diagnostics unheard;
  const ValueContext quiet{unheard, {}, context.run.start_day, context.run.start_time_of_day};
  try {
    auto value = read_value(node, Dimension::any, quiet);
    return unheard.has_errors() ? std::nullopt : std::optional(std::move(value));
  } catch (const InputError&) { // more faults than are kept
    return std::nullopt;
  }
}

} // namespace

std::string own_name(const std::string& path, const CompileContext& context) {
  constexpr std::string_view section = "parameter.", field = ".is";
  if (!path.starts_with(section)) return path;
  auto name = path.substr(section.size());
  if (context.parameters.contains(name)) return name;
  if (name.ends_with(field)) name.resize(name.size() - field.size());
  return context.parameters.contains(name) ? name : path;
}

std::optional<Value> referenced(const std::string& path, const CompileContext& context) {
  const auto name = own_name(path, context);
  if (const auto found = context.parameters.find(name); found != context.parameters.end())
    return found->second;
  const auto parts = split(path, '.');
  if (parts.size() != 3) return std::nullopt;
  const auto* item = context.document.item(parts[0], parts[1]);
  const auto* field = item ? item->find(parts[2]) : nullptr;
  if (!field) return std::nullopt;
  if (context.refused_fields.contains(path)) return number_value(1, Dimension::number, field->value.where);
  return read_quietly(field->value, context);
}

} // namespace carepath
