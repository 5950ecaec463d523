// What differs between two merged scenarios, as paths with the text before and after.
#include "models/scenario/document.hpp"

namespace carepath {
namespace {

bool compared(const Section& section) {
  return section.kind != "variant" && section.kind != "sweep" && section.kind != "scenario";
}

/// Of [scenario] an expression may name the population; all else there is words about a file.
bool compared(const std::string& path) {
  return !path.starts_with("scenario.") || path == "scenario.population";
}

std::string item_path(const Section& section, const Item& item) {
  return item.name.empty() ? section.kind : section.kind + "." + written_key(item.name);
}

/// A whole item as one table.
std::string written_item(const Item& item) {
  auto table = make_table();
  for (const auto& field : item.fields) table.set(field.key, {}, field.value);
  return written_form(table);
}

/// Tables with the same keys are compared entry by entry, so that one changed number shows alone.
void compare_nodes(const std::string& path, const Node& before, const Node& after, std::vector<Change>& out) {
  if (same_node(before, after)) return;
  if (!before.is_table() || !after.is_table() || before.keys != after.keys) {
    out.push_back({path, written_form(before), written_form(after)});
    return;
  }
  for (std::size_t i = 0; i < after.keys.size(); ++i)
    compare_nodes(path + "." + written_key(after.keys[i]), before.values[i], after.values[i], out);
}

void compare_items(const std::string& path, const Item& before, const Item& after, std::vector<Change>& out) {
  for (const auto& field : after.fields) {
    const auto here = path + "." + written_key(field.key);
    if (!compared(here)) continue;
    if (const auto* old = before.find(field.key))
      compare_nodes(here, old->value, field.value, out);
    else
      out.push_back({here, "", written_form(field.value)});
  }
  for (const auto& field : before.fields)
    if (!after.find(field.key) && compared(path + "." + written_key(field.key)))
      out.push_back({path + "." + written_key(field.key), written_form(field.value), ""});
}

void add_removed(const Document& before, const Document& after, std::vector<Change>& out) {
  for (const auto& section : before.sections) {
    if (!compared(section)) continue;
    for (const auto& item : section.items)
      if (!after.item(section.kind, item.name))
        out.push_back({item_path(section, item), written_item(item), ""});
  }
}

} // namespace

std::vector<Change> difference(const Document& before, const Document& after) {
  std::vector<Change> out;
  for (const auto& section : after.sections) {
    for (const auto& item : section.items) {
      const auto path = item_path(section, item);
      const auto* old = before.item(section.kind, item.name);
      if (old && (compared(section) || section.kind == "scenario"))
        compare_items(path, *old, item, out);
      else if (compared(section))
        out.push_back({path, "", written_item(item)});
    }
  }
  add_removed(before, after, out);
  return out;
}

} // namespace carepath
