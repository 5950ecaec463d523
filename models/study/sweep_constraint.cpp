// Working out a constraint of a sweep: arithmetic and logic over what stands in the scenario of one point.
#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"
#include "models/study/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace carepath {
namespace {

/// A number in its dimension, or a text such as the name of a choice.
struct Worth {
  double number = 0;
  Dimension dimension = Dimension::number;
  std::string text{};
};

/// Thrown inside this file where a constraint cannot be worked out.
struct Unknown {
  std::string message;
  std::string hint;
};

class ConstraintEvaluator {
public:
  ConstraintEvaluator(const Document& document, const Sweep& sweep, const SweepPoint& point,
                      const ValueContext& context)
      : document_(document), sweep_(sweep), point_(point), context_(context) {}

  Worth work_out(const Value& value) {
    switch (value.form) {
    case ValueForm::number: return {value.number, value.dimension};
    case ValueForm::name: return {0, Dimension::any, value.text};
    case ValueForm::attribute: return look_up(value.text);
    case ValueForm::operation: return operation(value);
    case ValueForm::call: return call(value);
    default: throw Unknown{"a constraint takes numbers, texts and what is made of them", ""};
    }
  }

private:
  Worth look_up(const std::string& name) {
    for (std::size_t at = 0; at < sweep_.coordinates.size(); ++at)
      if (sweep_.coordinates[at] == name || sweep_.paths[at] == name)
        return read_text(point_.coordinates[at]);
    if (const auto* node = find_path(document_, name)) return read(*node, name);
    if (const auto* node = find_path(document_, "parameter." + name + ".is")) return read(*node, name);
    if (name.find('.') == std::string::npos) {
      if (is_choice(name)) return {0, Dimension::any, name};
      throw Unknown{fmt::format("there is no coordinate or parameter '{}'", name),
                    name_hint(name, sweep_.coordinates)};
    }
    throw Unknown{fmt::format("'{}' leads nowhere at the point {}", name, point_.name),
                  name_hint(name, sweep_.coordinates)};
  }

  /// Whether it is the name of a choice of an alternative, or another text among the levels.
  [[nodiscard]] bool is_choice(const std::string& name) const {
    for (const auto& factor : sweep_.factors)
      for (const auto& level : factor.levels)
        if (std::find(level.texts.begin(), level.texts.end(), name) != level.texts.end()) return true;
    return false;
  }

  static Worth read_text(const std::string& text) {
    Worth out;
    if (text == "true" || text == "false") return {text == "true" ? 1.0 : 0.0};
    if (!read_quantity(text, out.number, out.dimension)) return {0, Dimension::any, text};
    return out;
  }

  Worth read(const Node& node, const std::string& name) {
    if (node.is_number() || node.kind == NodeKind::boolean) return {node.number};
    if (!node.is_text())
      throw Unknown{fmt::format("'{}' is no plain value", name), "a constraint takes numbers and quantities"};
    if (!node.text.starts_with('=')) return read_text(node.text);
    if (++depth_ > 16) throw Unknown{fmt::format("'{}' rests on itself", name), ""};
    const auto out = work_out(read_expression(node.text, node.where, context_));
    --depth_;
    return out;
  }

  double truth(const Value& value) { return work_out(value).number; }

  Worth operation(const Value& value) {
    const auto& sign = value.text;
    const auto& left = value.children.at(0);
    if (sign == "not") return {truth(left) == 0 ? 1.0 : 0.0};
    if (sign == "and") return {truth(left) != 0 && truth(value.children[1]) != 0 ? 1.0 : 0.0};
    if (sign == "or") return {truth(left) != 0 || truth(value.children[1]) != 0 ? 1.0 : 0.0};
    auto a = work_out(left);
    if (sign == "neg") return {-a.number, a.dimension};
    if (sign == "in") return {contains(value.children[1], a) ? 1.0 : 0.0};
    const auto b = work_out(value.children[1]);
    if (sign == "*" || sign == "/") return product(sign, a, b);
    must_agree(a, b);
    if (sign == "+") return {a.number + b.number, a.dimension};
    if (sign == "-") return {a.number - b.number, a.dimension};
    return {compare(sign, a, b) ? 1.0 : 0.0};
  }

  bool contains(const Value& list, const Worth& worth) {
    return std::any_of(list.children.begin(), list.children.end(), [&](const Value& item) {
      const auto other = item.form == ValueForm::name ? Worth{0, Dimension::any, item.text} : work_out(item);
      return other.text == worth.text && other.number == worth.number;
    });
  }

  static Worth product(const std::string& sign, const Worth& a, const Worth& b) {
    if (!a.text.empty() || !b.text.empty()) throw Unknown{"a text cannot be multiplied or divided", ""};
    if (sign == "*")
      return {a.number * b.number, a.dimension == Dimension::number   ? b.dimension
                                   : b.dimension == Dimension::number ? a.dimension
                                                                      : Dimension::any};
    if (b.number == 0) throw Unknown{"a division by zero", ""};
    return {a.number / b.number, b.dimension == Dimension::number ? a.dimension
                                 : a.dimension == b.dimension     ? Dimension::number
                                                                  : Dimension::any};
  }

  static void must_agree(const Worth& a, const Worth& b) {
    const bool texts = !a.text.empty() || !b.text.empty();
    if (texts && (a.text.empty() || b.text.empty())) throw Unknown{"a text is compared with a number", ""};
    if (texts || a.dimension == b.dimension || a.dimension == Dimension::any || b.dimension == Dimension::any)
      return;
    throw Unknown{
        fmt::format("{} is set against {}", dimension_name(a.dimension), dimension_name(b.dimension)),
        expected_text(a.dimension)};
  }

  static bool compare(const std::string& sign, const Worth& a, const Worth& b) {
    const bool same = a.text == b.text && a.number == b.number;
    if (sign == "==") return same;
    if (sign == "!=") return !same;
    if (!a.text.empty()) throw Unknown{"texts have no order", "compare them with == or !="};
    if (sign == "<") return a.number < b.number;
    if (sign == ">") return a.number > b.number;
    return sign == "<=" ? a.number <= b.number : a.number >= b.number;
  }

  Worth call(const Value& value) {
    if (value.text == "if") return work_out(value.children[truth(value.children[0]) != 0 ? 1 : 2]);
    static const std::vector<std::string> known{"abs", "floor", "round", "min", "max"};
    if (std::find(known.begin(), known.end(), value.text) == known.end())
      throw Unknown{fmt::format("'{}' has no meaning here: nothing has been simulated yet", value.text), ""};
    auto out = work_out(value.children.at(0));
    if (value.text == "abs") return {std::abs(out.number), out.dimension};
    if (value.text == "floor") return {std::floor(out.number), out.dimension};
    if (value.text == "round") return {std::round(out.number), out.dimension};
    for (std::size_t at = 1; at < value.children.size(); ++at) {
      const auto next = work_out(value.children[at]);
      must_agree(out, next);
      out.number =
          value.text == "min" ? std::min(out.number, next.number) : std::max(out.number, next.number);
    }
    return out;
  }

  const Document& document_;
  const Sweep& sweep_;
  const SweepPoint& point_;
  const ValueContext& context_;
  int depth_ = 0;
};

} // namespace

bool constraint_holds(const SweepConstraint& constraint, const Document& document, const Sweep& sweep,
                      const SweepPoint& point, Diagnostics& faults) {
  const ValueContext context{faults, {}};
  const auto before = faults.errors_met();
  const auto condition = read_condition(constraint.condition, context);
  if (faults.errors_met() > before) return false;
  try {
    return ConstraintEvaluator(document, sweep, point, context).work_out(condition).number != 0;
  } catch (const Unknown& fault) {
    faults.error(constraint.condition.where,
                 fmt::format("constraint '{}': {}", constraint.name, fault.message), fault.hint);
    return false;
  }
}

} // namespace carepath
