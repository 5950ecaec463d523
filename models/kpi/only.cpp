// The people a KPI is about: `only = "kind == primary and age_years >= 65"`.
#include "models/kpi/kpi.hpp"

#include "models/compile/binder.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace carepath {
namespace {

const std::map<std::string_view, TestOp> comparisons{
    {"==", TestOp::among},   {"!=", TestOp::not_among}, {"in", TestOp::among},   {"<", TestOp::below},
    {"<=", TestOp::at_most}, {">", TestOp::above},      {">=", TestOp::at_least}};

/// Reads a condition as tests of attributes that must all hold.
class OnlyReader {
public:
  explicit OnlyReader(CompileContext& context) : context_(context) {}

  void read(const Value& value) {
    if (value.form == ValueForm::operation && value.text == "and") {
      for (const auto& child : value.children) read(child);
    } else if (value.form == ValueForm::operation && value.text == "not" && value.children[0].text == "in") {
      compare(value.children[0], TestOp::not_among);
    } else if (value.form == ValueForm::attribute) {
      if (const auto id = attribute(value)) tests.push_back({AttributeId(*id), TestOp::not_among, {0}});
    } else if (const auto found = comparisons.find(value.text);
               value.form == ValueForm::operation && found != comparisons.end()) {
      compare(value, found->second);
    } else {
      refuse(value.where);
    }
  }
  std::vector<AttributeTest> tests;

private:
  void refuse(SourceRef where) {
    context_.faults.error(where, "'only' compares attributes of people with categories or numbers",
                          "such as only = \"kind == primary and urgency in [p2, p3]\"");
  }

  std::optional<std::uint32_t> attribute(const Value& value) {
    if (value.form != ValueForm::attribute) {
      refuse(value.where);
      return std::nullopt;
    }
    const auto id = context_.require(context_.attributes, "attribute", value.text, value.where);
    return id == NameTable::none_value ? std::nullopt : std::optional(id);
  }

  void compare(const Value& value, TestOp op) {
    const auto id = attribute(value.children[0]);
    if (!id) return;
    AttributeTest test{AttributeId(*id), op, {}};
    const auto& right = value.children[1];
    const auto sides = right.form == ValueForm::list ? right.children : std::vector<Value>{right};
    for (const auto& side : sides)
      if (const auto number = number_of(side, *id)) test.values.push_back(*number);
    if (test.values.size() == sides.size()) tests.push_back(std::move(test));
  }

  /// A category's place, or a plain number.
  std::optional<double> number_of(const Value& side, std::uint32_t attribute) {
    const auto& categories = context_.program().attributes[attribute].categories;
    const bool named = side.form == ValueForm::name || side.form == ValueForm::attribute;
    if (named) {
      const auto found = std::find(categories.begin(), categories.end(), side.text);
      if (found != categories.end()) return static_cast<double>(found - categories.begin());
    }
    if (const auto number = Binder(context_).constant(side)) return number;
    if (named && !categories.empty())
      context_.unknown(side.where, "category", side.text, categories);
    else
      refuse(side.where);
    return std::nullopt;
  }

  CompileContext& context_;
};

Value condition_of(const Field& only, CompileContext& context) {
  return read_expression(only.value.text, only.value.where, context.values());
}

} // namespace

MeasureId item_tally(const Item& item, std::string name, const std::vector<AttributeId>& by, KpiWork& work) {
  const auto tally = work.figures.new_tally(std::move(name), by);
  const auto* only = item.find("only");
  if (!only || !only->value.is_text()) return tally;
  OnlyReader reader(work.context);
  reader.read(condition_of(*only, work.context));
  work.context.program().plan.tallies[tally.value].only = std::move(reader.tests);
  return tally;
}

std::optional<ValueId> excluded(const Item& item, KpiWork& work) {
  const auto* only = item.find("only");
  if (!only || !only->value.is_text()) return std::nullopt;
  auto& context = work.context;
  const auto holds =
      Binder(context).bind(condition_of(*only, context), {"kpi." + item.name, ValueNode::none, {}, {}});
  return context.builder.unary(ValueOp::negated, holds);
}

} // namespace carepath
