#include "models/population/ordered_categories.hpp"

#include "engine/base/text.hpp"
#include "models/compile/attribute_settings.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

/// The categories that an attribute may be given.
struct Given {
  std::set<std::string> names{};
  bool may_be_any = false;
};

bool is_condition_key(std::string_view key) {
  static constexpr std::array keys{"by", "when", "during", "from", "until", "weight", "every", "dist"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// A text may be the category, or say where it comes from: an expression, another attribute, a parameter.
void add_text(const std::string& text, const CompileContext& context, Given& given) {
  const bool is_elsewhere = text.starts_with('=') || context.parameters.contains(text) ||
                            context.document.item("attribute", text) != nullptr;
  given.may_be_any = given.may_be_any || is_elsewhere;
  given.names.insert(text);
}

/// All that a value may come to, in whatever form it is written.
void add_value(const Node& value, const CompileContext& context, Given& given) {
  if (!value.is_array() && !value.is_table()) add_text(category_name(value), context, given);
  for (const auto& item : value.items) add_value(item, context, given);
  for (std::size_t at = 0; at < value.keys.size(); ++at) {
    if (value.keys[at] == "choose")
      given.names.insert(value.values[at].keys.begin(), value.values[at].keys.end());
    else if (!is_condition_key(value.keys[at]))
      add_value(value.values[at], context, given);
  }
}

Given given_to(const Item& attribute, const CompileContext& context) {
  Given given;
  if (const auto* choose = attribute.find("choose"))
    given.names.insert(choose->value.keys.begin(), choose->value.keys.end());
  for (const auto* key : {"values", "is"})
    if (const auto* field = attribute.find(key)) add_value(field->value, context, given);
  visit_settings(attribute.name, context, [&](std::string_view key, const Node& value) {
    if (key == "columns")
      given.may_be_any = true; // of a file, which may give any category
    else
      add_value(value, context, given);
  });
  return given;
}

} // namespace

std::string category_name(const Node& node) {
  return node.kind == NodeKind::boolean ? (node.number != 0 ? "true" : "false") : node.text;
}

void warn_of_those_left_out(const Item& attribute, CompileContext& context) {
  const auto* ordered = attribute.find("ordered");
  if (!ordered) return;
  std::set<std::string> placed;
  for (const auto& node : ordered->value.items) placed.insert(category_name(node));
  const auto require = [&](const std::string& name) {
    if (placed.insert(name).second)
      context.faults.warning(
          ordered->value.where,
          fmt::format(
              "'ordered' leaves out the category '{}' of attribute '{}', which stands behind all that "
              "it names",
              name, attribute.name),
          "it names all categories, from the lowest to the highest");
  };
  if (const auto* choose = attribute.find("choose"))
    for (const auto& name : choose->value.keys) require(name);
  if (const auto* values = attribute.find("values"))
    for (const auto& node : values->value.items) require(category_name(node));
}

void warn_of_categories_never_given(CompileContext& context) {
  for (const auto& item : context.items("attribute")) {
    const auto* ordered = item.find("ordered");
    if (!ordered) continue;
    const auto given = given_to(item, context);
    if (given.may_be_any) continue;
    for (const auto& node : ordered->value.items)
      if (const auto name = category_name(node); !given.names.contains(name))
        context.faults.warning(node.where,
                               fmt::format("'ordered' of attribute '{}' names the category '{}', which "
                                           "nobody is ever given",
                                           item.name, name),
                               name_hint(name, {given.names.begin(), given.names.end()}));
  }
}

} // namespace carepath
