#include "models/compile/referenced.hpp"

#include "engine/base/text.hpp"

namespace carepath {

std::optional<Value> referenced(const std::string& path, const CompileContext& context) {
  const auto name = path.starts_with("parameter.") ? path.substr(10) : path;
  if (const auto found = context.parameters.find(name); found != context.parameters.end())
    return found->second;
  const auto parts = split(path, '.');
  if (parts.size() != 3) return std::nullopt;
  const auto* item = context.document.item(parts[0], parts[1]);
  const auto* field = item ? item->find(parts[2]) : nullptr;
  if (!field) return std::nullopt;
  Diagnostics unheard;
  const ValueContext quiet{unheard, {}, context.run.start_day, context.run.start_time_of_day};
  const auto value = read_value(field->value, Dimension::any, quiet);
  return unheard.has_errors() ? std::nullopt : std::optional(value);
}

} // namespace carepath
