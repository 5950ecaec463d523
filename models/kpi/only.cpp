// The people a KPI is about: `only = "kind == primary and age_years >= 65"`.
#include "models/kpi/kpi.hpp"

#include "engine/base/text.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/categories.hpp"
#include "models/scenario/plain_number.hpp"

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
      if (const auto id = attribute(value)) hold(AttributeId(*id), value.where);
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

  [[nodiscard]] const AttributeRow& row(AttributeId attribute) const {
    return context_.program().attributes[attribute.value];
  }

  /// An attribute alone: it is not 0, or true.
  void hold(AttributeId attribute, SourceRef where) {
    const Categories categories(row(attribute));
    AttributeTest test{attribute, TestOp::not_among, {0}};
    if (categories.exist() && !categories.have_numbers()) {
      const auto& names = row(attribute).categories;
      context_.faults.error(
          where, fmt::format("'{}' alone is neither true nor false", row(attribute).name),
          fmt::format("compare it with one of its categories, such as {} == '{}'; they are: {}",
                      row(attribute).name, names[0], join(names, ", ")));
      return;
    }
    if (categories.exist()) {
      const auto zero = categories.place(0.0);
      test.values.assign(zero ? 1 : 0, static_cast<double>(zero.value_or(0)));
    }
    tests.push_back(std::move(test));
  }

  void compare(const Value& value, TestOp op) {
    const auto id = attribute(value.children[0]);
    if (!id) return;
    const AttributeId attribute(*id);
    const Categories categories(row(attribute));
    const bool equals = op == TestOp::among || op == TestOp::not_among;
    if (categories.have_numbers() && !equals) return compare_numbers(value, attribute, op);
    if (!equals) warn_of_no_order(attribute, context_);
    AttributeTest test{attribute, op, {}};
    const auto& right = value.children[1];
    const auto sides = right.form == ValueForm::list ? right.children : std::vector<Value>{right};
    for (const auto& side : sides)
      if (const auto number = categories.exist() ? place_of(side, attribute) : number_of(side))
        test.values.push_back(*number);
    if (test.values.size() == sides.size()) tests.push_back(std::move(test));
  }

  /// "imd >= 2" of categories with numbers: those whose numbers hold.
  void compare_numbers(const Value& value, AttributeId attribute, TestOp op) {
    const Categories categories(row(attribute));
    const auto& right = value.children[1];
    const auto quoted = right.form == ValueForm::name ? plain_number(right.text) : std::nullopt;
    const auto limit = quoted ? quoted : number_of(right);
    if (!limit) return;
    AttributeTest test{attribute, TestOp::among, {}};
    for (std::size_t at = 0; at < row(attribute).categories.size(); ++at) {
      const double own = categories.number(at);
      const bool is_in = op == TestOp::below     ? own < *limit
                         : op == TestOp::at_most ? own <= *limit
                         : op == TestOp::above   ? own > *limit
                                                 : own >= *limit;
      if (is_in) test.values.push_back(static_cast<double>(at));
    }
    tests.push_back(std::move(test));
  }

  /// Where the category stands that is written, or that a parameter gives.
  std::optional<double> place_of(const Value& side, AttributeId attribute) {
    const Categories categories(row(attribute));
    auto found = categories.place(side);
    if (!found && side.form != ValueForm::number)
      if (const auto known = Binder(context_).constant(side)) found = categories.place(*known);
    if (found) return static_cast<double>(*found);
    tell_no_category(side, attribute, context_);
    return std::nullopt;
  }

  std::optional<double> number_of(const Value& side) {
    const auto number = Binder(context_).constant(side);
    if (!number) refuse(side.where);
    return number;
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
