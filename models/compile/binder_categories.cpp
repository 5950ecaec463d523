// Categories in values: those an attribute is given, those it is compared with, and their numbers.
#include "models/compile/binder.hpp"
#include "models/compile/categories.hpp"
#include "models/compile/times_of_run.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/plain_number.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

BindPlace without_attribute(BindPlace place) {
  place.attribute = {};
  return place;
}

bool is_order(std::string_view sign) {
  return sign == "<" || sign == "<=" || sign == ">" || sign == ">=";
}

/// A quoted number beside categories with numbers: the number.
Value as_number(const Value& value) {
  const auto number = value.form == ValueForm::name ? plain_number(value.text) : std::nullopt;
  if (!number) return value;
  Value plain = value;
  plain.form = ValueForm::number;
  plain.number = *number;
  return plain;
}

} // namespace

/// The attribute that an expression's name reads, of the person or of the one who holds what is asked for.
std::optional<Binder::Reading> Binder::reading(const Value& value, const BindPlace& place) const {
  if (value.form != ValueForm::attribute) return std::nullopt;
  const bool of_holder = place.has_holder && value.text.starts_with("holder.");
  const auto id = context_.attributes.find(of_holder ? value.text.substr(7) : value.text);
  if (id == NameTable::none_value) return std::nullopt;
  return Reading{AttributeId(id), of_holder ? ValueOp::holder : ValueOp::attribute};
}

Categories Binder::categories(AttributeId attribute) const {
  return Categories(context_.program().attributes[attribute.value]);
}

/// An attribute as a number: a category's own, which is its name, not its place.
ValueId Binder::bind_number_of(const Reading& read, SourceRef where) {
  auto& builder = context_.builder;
  const ValueId index = builder.of(read.op, read.attribute.value);
  const auto& row = context_.program().attributes[read.attribute.value];
  const auto known = categories(read.attribute);
  if (!known.exist() || known.are_truths()) return index;
  if (!known.have_numbers()) {
    context_.faults.error(where, fmt::format("'{}' has categories, which are no numbers", row.name),
                          fmt::format("compare it with one, such as {} == '{}'; the categories are: {}",
                                      row.name, row.categories[0], join(row.categories, ", ")));
    return nothing();
  }
  std::vector<ValueId> numbers;
  bool are_places = true;
  for (std::size_t at = 0; at < row.categories.size(); ++at) {
    numbers.push_back(builder.constant(known.number(at)));
    are_places = are_places && known.number(at) == static_cast<double>(at);
  }
  if (are_places) return index;
  return builder.group(ValueOp::select, index, numbers, static_cast<std::uint32_t>(numbers.size()));
}

/// The category of the place's attribute that a value stands for.
ValueId Binder::bind_category(const Value& value, const BindPlace& place) {
  switch (value.form) {
  case ValueForm::number:
  case ValueForm::unlimited:
  case ValueForm::name:
    if (const auto found = categories(place.attribute).place(value))
      return context_.builder.constant(static_cast<double>(*found));
    tell_no_category(value, place.attribute, context_);
    return nothing();
  case ValueForm::choose:
  case ValueForm::mix:
  case ValueForm::by:
  case ValueForm::guards:
  case ValueForm::cycle: return bind_form(value, place);
  case ValueForm::attribute: return bind_category_named(value, place);
  default: break;
  }
  const bool of_places =
      (value.text == "min" || value.text == "max") && !categories(place.attribute).have_numbers();
  if (value.form == ValueForm::call && of_places) warn_of_no_order(place.attribute, context_);
  if (value.form == ValueForm::call && (value.text == "if" || of_places)) return bind_form(value, place);
  return bind_computed_category(value, place);
}

/// An identifier where a category is wanted: another attribute, a parameter, or the category itself.
ValueId Binder::bind_category_named(const Value& value, const BindPlace& place) {
  if (const auto read = reading(value, place)) return bind_category_of(*read, value, place);
  if (const auto parameter = context_.parameters.find(value.text); parameter != context_.parameters.end())
    return bind(parameter->second, {"parameter." + value.text, ValueNode::none, place.attribute, {}});
  if (const auto found = categories(place.attribute).place(value))
    return context_.builder.constant(static_cast<double>(*found));
  return bind_computed_category(value, place);
}

/// The category of the same name as another attribute's.
ValueId Binder::bind_category_of(const Reading& read, const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  const auto& from = context_.program().attributes[read.attribute.value];
  const auto& to = context_.program().attributes[place.attribute.value];
  if (from.categories == to.categories) return builder.of(read.op, read.attribute.value);
  if (from.categories.empty()) return bind_computed_category(value, place);
  std::vector<ValueId> places;
  for (const auto& name : from.categories) {
    const auto found = categories(place.attribute).place(std::string_view(name));
    if (!found) {
      context_.faults.error(
          value.where,
          fmt::format("'{}' may be '{}', which is no category of '{}'", from.name, name, to.name),
          name_hint(name, to.categories));
      return nothing();
    }
    places.push_back(builder.constant(static_cast<double>(*found)));
  }
  return builder.group(ValueOp::select, builder.of(read.op, read.attribute.value), places,
                       static_cast<std::uint32_t>(places.size()));
}

/// What is worked out is a category when it is known before the run, or is true or false.
ValueId Binder::bind_computed_category(const Value& value, const BindPlace& place) {
  const auto known = categories(place.attribute);
  if (const auto number = constant(value); number && !is_condition(value)) {
    if (const auto found = known.place(*number))
      return context_.builder.constant(static_cast<double>(*found));
    Value worked_out = value;
    worked_out.number = *number;
    tell_no_category(worked_out, place.attribute, context_);
    return nothing();
  }
  const auto errors = context_.faults.errors_met();
  const ValueId result =
      bind_form(value, value.form == ValueForm::attribute ? place : without_attribute(place));
  if (context_.faults.errors_met() > errors) return nothing();
  if (known.are_truths())
    return is_condition(value)
               ? result
               : context_.builder.binary(ValueOp::not_equal, result, context_.builder.constant(0));
  const auto& row = context_.program().attributes[place.attribute.value];
  context_.faults.error(
      value.where,
      fmt::format("this is {}, and '{}' has categories: {}",
                  is_condition(value) ? "true or false" : "a number", row.name, join(row.categories, ", ")),
      is_condition(value) ? "its categories would be \"true\" and \"false\"; or draw one: { choose = { … } }"
                          : "name a category: { choose = { … } }, { by = … } or [{ when = …, is = … }, …]");
  return nothing();
}

/// The attribute that a value is, or from whose categories, which are no numbers, 'min', 'max' or 'if'
/// choose: "max(urgency, p3)".
std::optional<AttributeId> Binder::chosen_from(const Value& value, const BindPlace& place) const {
  if (const auto read = reading(value, place)) return read->attribute;
  const bool chooses = value.text == "min" || value.text == "max" || value.text == "if";
  if (value.form != ValueForm::call || !chooses) return std::nullopt;
  for (std::size_t at = value.text == "if" ? 1 : 0; at < value.children.size(); ++at)
    if (const auto found = chosen_from(value.children[at], place))
      if (const auto known = categories(*found); known.exist() && !known.have_numbers()) return found;
  return std::nullopt;
}

/// What the two sides of a comparison are read as: categories of an attribute, or numbers.
BindPlace Binder::sides_of(const Value& comparison, const BindPlace& place) const {
  BindPlace sides = without_attribute(place);
  for (std::size_t at = 0; at < 2; ++at) {
    const auto own = chosen_from(comparison.children[at], place);
    if (!own) continue;
    sides.attribute = *own;
    if (!categories(*own).exist()) continue;
    if (compares_numbers(comparison, at, *own, place)) sides.attribute = {};
    break;
  }
  return sides;
}

/// Whether the categories of `own`, the attribute of side `at`, are compared by their numbers.
bool Binder::compares_numbers(const Value& comparison, std::size_t at, AttributeId own,
                              const BindPlace& place) const {
  const auto& other = comparison.children[1 - at];
  if (!categories(own).have_numbers()) return false;
  if (const auto read = reading(other, place)) {
    const auto& rows = context_.program().attributes;
    return (is_order(comparison.text) ||
            rows[own.value].categories != rows[read->attribute.value].categories) &&
           (!categories(read->attribute).exist() || categories(read->attribute).have_numbers());
  }
  if (is_order(comparison.text)) return true;
  const bool is_parameter = other.form == ValueForm::attribute && context_.parameters.contains(other.text);
  return is_parameter || (other.form != ValueForm::number && other.form != ValueForm::name &&
                          other.form != ValueForm::attribute);
}

/// "kind == trauma": the bare name on one side is a category of the attribute on the other. "imd >= 2": the
/// categories have numbers.
ValueId Binder::bind_comparison(const Value& value, ValueOp op, const BindPlace& place) {
  const BindPlace sides = sides_of(value, place);
  if (is_order(value.text) && sides.attribute.exists()) warn_of_no_order(sides.attribute, context_);
  const auto bind_side = [&](std::size_t at, std::string_view part) {
    const auto& side = value.children[at];
    BindPlace inner = sides;
    inner.path += "." + std::string(part);
    return bind(sides.attribute.exists() ? side : as_number(side), inner);
  };
  const auto errors = context_.faults.errors_met();
  ValueId left = bind_side(0, "left");
  // Beside a misspelt attribute nobody can tell whether the other name is one of its categories.
  const bool untold = context_.faults.errors_met() > errors && !sides.attribute.exists() &&
                      value.children[1].form == ValueForm::attribute;
  if (untold) return nothing();
  ValueId right = bind_side(1, "right");
  compare_on_the_clock(value, left, right, context_);
  return context_.builder.binary(op, left, right);
}

ValueId Binder::bind_membership(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  BindPlace members = without_attribute(place);
  if (const auto own = chosen_from(value.children[0], place)) members.attribute = *own;
  const auto errors = context_.faults.errors_met();
  const ValueId left = bind(value.children[0], members);
  if (context_.faults.errors_met() > errors) return nothing(); // of whose categories nothing is known
  ValueId result = builder.constant(0);
  for (const auto& member : value.children[1].children) {
    const ValueId same = builder.binary(ValueOp::equal, left, bind(member, members));
    result = builder.binary(ValueOp::either, result, same);
  }
  return result;
}

ValueId bind_rank(const Value& value, const BindPlace& place, CompileContext& context) {
  if (value.form == ValueForm::operation && value.text == "neg")
    return context.builder.unary(ValueOp::negate, bind_rank(value.children[0], place, context));
  Binder binder(context);
  if (const auto read = binder.reading(value, place)) {
    const auto& row = context.program().attributes[read->attribute.value];
    const auto* item = context.document.item("attribute", row.name);
    warn_of_no_order(read->attribute, context);
    if ((item && item->find("ordered")) || (Categories(row).exist() && !Categories(row).have_numbers()))
      return context.builder.of(read->op, read->attribute.value);
  }
  return binder.bind(value, place);
}

} // namespace carepath
