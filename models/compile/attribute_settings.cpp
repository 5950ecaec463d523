#include "models/compile/attribute_settings.hpp"

#include "engine/base/text.hpp"

namespace carepath {
namespace {

using Look = std::function<void(std::string_view key, const Node& value)>;

void visit(std::string_view key, const Node& node, const std::string& attribute, const Look& look) {
  const auto* own = node.find(attribute);
  if (own && is_one_of(key, {"set", "set_at_start", "set_at_end", "columns"})) look(key, *own);
  for (const auto& item : node.items) visit({}, item, attribute, look);
  for (std::size_t at = 0; at < node.keys.size(); ++at)
    visit(node.keys[at], node.values[at], attribute, look);
}

} // namespace

void visit_settings(const std::string& attribute, const CompileContext& context, const Look& look) {
  for (const auto* section : {"source", "step", "risk"})
    for (const auto& item : context.items(section))
      for (const auto& field : item.fields) visit(field.key, field.value, attribute, look);
}

} // namespace carepath
