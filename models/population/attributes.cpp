#include "models/population/attributes.hpp"

#include "models/compile/binder.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr FieldRow attribute_rows[] = {
    {"is", FieldKind::value, Dimension::any, false, "",
     "The value every person starts with: a number, an expression over attributes declared before, or a "
     "distribution.",
     "0"},
    {"choose", FieldKind::table, Dimension::any, false, "",
     "Categories with their shares, drawn once for each person.", "{ hip = 0.51, knee = 0.49 }"},
    {"values", FieldKind::list, Dimension::any, false, "",
     "The categories of an attribute that is set later, by a step, a source or a file.", "[\"yes\", \"no\"]"},
    {"ordered", FieldKind::texts, Dimension::any, false, "",
     "The categories from lowest to highest, for orders such as \"lowest urgency\".",
     "[\"p2\", \"p3\", \"p4\"]"},
    {"unit", FieldKind::text, Dimension::any, false, "", "The unit of a number, for results.", "\"days\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Deprivation quintile\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[R 43]\""},
};
constexpr KindRow attribute_row{"attribute", "Attributes",
                                "What is known of each person: drawn when they enter, or set on the way.",
                                attribute_rows};

std::vector<std::string> categories_of(const Item& item) {
  std::vector<std::string> categories;
  if (const auto* ordered = item.find("ordered"))
    for (const auto& node : ordered->value.items) categories.push_back(node.text);
  const auto add = [&](const std::string& name) {
    if (std::find(categories.begin(), categories.end(), name) == categories.end()) categories.push_back(name);
  };
  if (const auto* choose = item.find("choose")) {
    auto names = choose->value.keys;
    if (!item.find("ordered")) std::sort(names.begin(), names.end());
    for (const auto& name : names) add(name);
  }
  if (const auto* values = item.find("values"))
    for (const auto& node : values->value.items)
      add(node.kind == NodeKind::boolean ? (node.number != 0 ? "true" : "false") : node.text);
  if (categories == std::vector<std::string>{"true", "false"})
    std::reverse(categories.begin(), categories.end());
  return categories;
}

void check_sources_of_value(const Item& item, CompileContext& context) {
  const bool starts = item.find("is") || item.find("choose");
  if (item.find("is") && item.find("choose"))
    context.faults.error(item.find("choose")->key_where,
                         fmt::format("attribute '{}' has both 'is' and 'choose'", item.name),
                         "keep one of them");
  if (!starts && !item.find("values"))
    context.faults.error(item.where, fmt::format("attribute '{}' has no value", item.name),
                         "give it 'is', 'choose', or 'values' when it is set later");
}

} // namespace

const KindRow& attribute_kind() {
  return attribute_row;
}

void declare_attributes(CompileContext& context) {
  for (const auto& item : context.items("attribute")) {
    check_fields(item, attribute_row, context.faults);
    check_sources_of_value(item, context);
    AttributeRow row{item.name, categories_of(item),
                     item.find("is") != nullptr || item.find("choose") != nullptr, item.where};
    if (const auto* is = item.find("is"); is && row.categories.empty() && is->value.kind == NodeKind::boolean)
      row.categories = {"false", "true"};
    context.attributes.add(item.name);
    context.program().attributes.push_back(std::move(row));
  }
}

void emit_attributes(CompileContext& context, const std::vector<AttributeId>& given) {
  Binder binder(context);
  for (const auto& item : context.items("attribute")) {
    const auto id = context.attributes.find(item.name);
    const auto* field = item.find("is") ? item.find("is") : item.find("choose");
    if (!field || std::find(given.begin(), given.end(), AttributeId(id)) != given.end()) continue;
    const BindPlace place{"attribute." + item.name, ValueNode::none, AttributeId(id), {}};
    context.builder.at(field->key_where);
    Node node = field->value;
    if (field->key == "choose") {
      node = make_table(field->value.where);
      node.set("choose", field->key_where, field->value);
    }
    const auto value = read_value(node, Dimension::any, context.values());
    context.builder.emit(Opcode::set, id, binder.bind(value, place).value);
  }
}

} // namespace carepath
