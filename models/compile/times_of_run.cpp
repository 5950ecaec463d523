#include "models/compile/times_of_run.hpp"

#include "engine/base/sim_time.hpp"
#include "engine/base/text.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// An attribute or a parameter may be called as the clock is.
bool is_read_from_clock(const Value& value, const CompileContext& context) {
  if (value.form == ValueForm::call) return value.text == "age";
  return value.form == ValueForm::attribute &&
         is_one_of(value.text, {"now", "queue_date", "waited", "time_in_model"}) &&
         context.attributes.find(value.text) == NameTable::none_value &&
         !context.parameters.contains(value.text);
}

bool is_plain(const Value& value, const CompileContext& context) {
  if (value.form != ValueForm::attribute) return value.form == ValueForm::number;
  const auto parameter = context.parameters.find(value.text);
  return parameter != context.parameters.end() && parameter->second.form == ValueForm::number;
}

/// Of + and - a time and another or a plain length, of * and / a time and a plain number.
bool is_time_of_two(const Value& value, const CompileContext& context) {
  const bool left = is_time_of_run(value.children[0], context);
  const bool right = is_time_of_run(value.children[1], context);
  const auto& other = value.children[left ? 1 : 0];
  const bool is_beside_plain = left != right && is_plain(other, context);
  if (value.text == "+" || value.text == "-") return (left && right) || is_beside_plain;
  const bool is_number =
      is_beside_plain && other.form == ValueForm::number && other.dimension == Dimension::number;
  return is_number && (value.text == "*" || (value.text == "/" && left));
}

} // namespace

bool is_time_of_run(const Value& value, const CompileContext& context) {
  if (is_read_from_clock(value, context)) return true;
  if (value.form == ValueForm::call && is_one_of(value.text, {"if", "min", "max", "abs"}))
    return std::any_of(value.children.begin() + (value.text == "if" ? 1 : 0), value.children.end(),
                       [&](const Value& child) { return is_time_of_run(child, context); });
  if (value.form != ValueForm::operation) return false;
  if (value.text == "neg") return is_time_of_run(value.children[0], context);
  return value.children.size() == 2 && is_time_of_two(value, context);
}

ValueId on_the_clock(ValueId bound, ProgramBuilder& builder) {
  if (builder.program().values[bound.value].op == ValueOp::constant) return bound;
  const auto of_a_day = builder.constant(static_cast<double>(milliseconds_per_day));
  const auto milliseconds = builder.binary(ValueOp::multiply, bound, of_a_day);
  const auto whole = builder.binary(ValueOp::round, milliseconds, builder.constant(0));
  return builder.binary(ValueOp::divide, whole, of_a_day);
}

void compare_on_the_clock(const Value& comparison, ValueId& left, ValueId& right, CompileContext& context) {
  if (!is_one_of(comparison.text, {"<", "<=", ">", ">=", "==", "=", "!="})) return;
  const auto& first = comparison.children[0];
  const auto& second = comparison.children[1];
  if (!is_time_of_run(first, context) && !is_time_of_run(second, context)) return;
  if (!is_read_from_clock(first, context)) left = on_the_clock(left, context.builder);
  if (!is_read_from_clock(second, context)) right = on_the_clock(right, context.builder);
}

} // namespace carepath
