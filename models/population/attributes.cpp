#include "models/population/attributes.hpp"

#include "engine/base/add_once.hpp"
#include "engine/program/value_walk.hpp"
#include "engine/results/kpi_groups.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/built_in_names.hpp"
#include "models/compile/categories.hpp"
#include "models/population/ordered_categories.hpp"
#include "models/scenario/plain_number.hpp"
#include "models/scenario/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr FieldRow attribute_rows[] = {
    {"is", FieldKind::value, Dimension::any, false, "",
     "The value every person starts with: a number, a distribution, or an expression, also over other "
     "attributes in any order.",
     "0"},
    {"choose", FieldKind::table, Dimension::any, false, "",
     "Categories with their shares, drawn once for each person.", "{ hip = 0.51, knee = 0.49 }"},
    {"values", FieldKind::list, Dimension::any, false, "",
     "The categories of an attribute that is set later, by a step, a source or a file.", "[\"yes\", \"no\"]"},
    {"ordered", FieldKind::texts, Dimension::any, false, "",
     "All categories from lowest to highest: for orders such as \"lowest urgency\" and comparisons such as "
     "urgency <= p3, where their names are no numbers.",
     "[\"p2\", \"p3\", \"p4\"]"},
    {"unit", FieldKind::text, Dimension::any, false, "", "The unit of a number, for results.", "\"days\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Deprivation quintile\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[R 43]\""},
};
constexpr KindRow attribute_row{"attribute", "Attributes",
                                "What is known of each person: drawn when they enter, or set on the way.",
                                attribute_rows};

/// A table of TOML has no order: names in that of the alphabet, numbers in their own.
void put_in_order(std::vector<std::string>& names) {
  const bool are_numbers = std::all_of(names.begin(), names.end(),
                                       [](const auto& name) { return plain_number(name).has_value(); });
  std::sort(names.begin(), names.end());
  if (are_numbers)
    std::stable_sort(names.begin(), names.end(), [](const auto& one, const auto& other) {
      return *plain_number(one) < *plain_number(other);
    });
}

std::vector<std::string> categories_of(const Item& item) {
  std::vector<std::string> categories;
  if (const auto* ordered = item.find("ordered"))
    for (const auto& node : ordered->value.items) categories.push_back(category_name(node));
  const auto add = [&](const std::string& name) { add_once(categories, name); };
  if (const auto* choose = item.find("choose")) {
    auto names = choose->value.keys;
    if (!item.find("ordered")) put_in_order(names);
    for (const auto& name : names) add(name);
  }
  if (const auto* values = item.find("values"))
    for (const auto& node : values->value.items) add(category_name(node));
  if (categories == std::vector<std::string>{"true", "false"})
    std::reverse(categories.begin(), categories.end());
  return categories;
}

bool starts_as_condition(const Item& item, CompileContext& context) {
  const auto* is = item.find("is");
  if (!is) return false;
  Diagnostics told_later; // when the value is read to be bound
  auto values = context.values();
  return is_condition(
      read_value(is->value, Dimension::any,
                 {told_later, values.start_where, values.start_day, values.start_time_of_day}));
}

void check_sources_of_value(const Item& item, CompileContext& context) {
  const bool starts = item.find("is") || item.find("choose");
  if (item.find("is") && item.find("choose"))
    context.faults.error(item.find("choose")->key_where,
                         fmt::format("attribute '{}' has both 'is' and 'choose'", item.name),
                         "keep one of them");
  const bool misplaced = item.find("chance") || item.find("dist") || item.find("mix") || item.find("by");
  if (!starts && !item.find("values") && !misplaced)
    context.faults.error(item.where, fmt::format("attribute '{}' has no value", item.name),
                         "give it 'is', 'choose', or 'values' when it is set later");
}

/// What an attribute has before anything happens.
struct Start {
  AttributeId attribute;
  const Field* field;
  ValueId value;
};

ValueId bind_start(const Field& field, AttributeId attribute, CompileContext& context) {
  Node node = field.value;
  if (field.key == "choose") {
    node = make_table(field.value.where);
    node.set("choose", field.key_where, field.value);
  }
  const auto& name = context.attributes.names()[attribute.value];
  return Binder(context).bind(read_value(node, Dimension::any, context.values()),
                              {"attribute." + name, ValueNode::none, attribute, {}});
}

/// Sets each attribute after those its value reads: a table of TOML has no order.
class StartOrder {
public:
  StartOrder(const std::vector<Start>& starts, CompileContext& context)
      : starts_(starts), context_(context), is_set_(starts.size(), false) {}

  void emit() {
    for (std::size_t at = 0; at < starts_.size(); ++at) visit(at);
  }

private:
  void visit(std::size_t at) {
    if (is_set_[at]) return;
    if (const auto begin = std::find(path_.begin(), path_.end(), at); begin != path_.end())
      return report({begin, path_.end()});
    path_.push_back(at);
    visit_those_read(starts_[at].value);
    path_.pop_back();
    if (is_set_[at]) return;
    is_set_[at] = true;
    context_.builder.at(starts_[at].field->key_where);
    context_.builder.emit(Opcode::set, starts_[at].attribute.value, starts_[at].value.value);
  }

  void visit_those_read(ValueId value) {
    const auto node = context_.program().values[value.value];
    if (node.op == ValueOp::attribute)
      for (std::size_t other = 0; other < starts_.size(); ++other)
        if (starts_[other].attribute.value == node.a) visit(other);
    for (const auto part : value_parts(context_.program(), node)) visit_those_read(part);
  }

  void report(std::vector<std::size_t> circle) {
    std::sort(circle.begin(), circle.end());
    std::string names;
    for (std::size_t at = 0; at < circle.size(); ++at)
      names += (at == 0                  ? "'"
                : at + 1 < circle.size() ? ", '"
                                         : " and '") +
               context_.attributes.names()[starts_[circle[at]].attribute.value] + "'";
    context_.faults.error(starts_[circle.front()].field->key_where,
                          circle.size() == 1
                              ? fmt::format("attribute {} is worked out from itself", names)
                              : fmt::format("attributes {} are worked out from each other", names),
                          "one of them must start with a value of its own, such as is = 0");
  }

  const std::vector<Start>& starts_;
  CompileContext& context_;
  std::vector<bool> is_set_;
  std::vector<std::size_t> path_; // being looked at, each read by the one before
};

/// Results have rows of these names beside those of the groups.
void refuse_categories_of_results(const AttributeRow& row, CompileContext& context) {
  const auto refuse = [&](std::string_view name, std::string_view meaning) {
    if (std::find(row.categories.begin(), row.categories.end(), name) != row.categories.end())
      context.faults.error(row.where,
                           fmt::format("attribute '{}' has a category called '{}'", row.name, name),
                           fmt::format("results call {} so: give it another name", meaning));
  };
  refuse(gap_value, "the difference between groups");
  refuse(shared_value, "money of no group in particular");
}

} // namespace

const KindRow& attribute_kind() {
  return attribute_row;
}

void declare_attributes(CompileContext& context) {
  for (const auto& item : context.items("attribute")) {
    check_fields(item, attribute_row, context.faults);
    check_not_built_in(item, "an attribute", context);
    check_sources_of_value(item, context);
    warn_of_those_left_out(item, context);
    AttributeRow row{item.name, categories_of(item),
                     item.find("is") != nullptr || item.find("choose") != nullptr, item.where};
    if (row.categories.empty() && starts_as_condition(item, context)) row.categories = {"false", "true"};
    refuse_categories_of_results(row, context);
    if (context.parameters.contains(item.name))
      context.faults.error(item.where,
                           fmt::format("'{}' is the name of an attribute and of a parameter", item.name),
                           "in an expression it could mean either: rename one of them");
    context.attributes.add(item.name);
    context.program().attributes.push_back(std::move(row));
  }
  warn_of_categories_never_given(context);
}

void emit_attributes(CompileContext& context, const std::vector<AttributeId>& given) {
  std::vector<Start> starts;
  for (const auto& item : context.items("attribute")) {
    const AttributeId id(context.attributes.find(item.name));
    const auto* field = item.find("is") ? item.find("is") : item.find("choose");
    if (!field || std::find(given.begin(), given.end(), id) != given.end()) continue;
    starts.push_back({id, field, bind_start(*field, id, context)});
  }
  StartOrder(starts, context).emit();
}

} // namespace carepath
