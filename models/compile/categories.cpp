#include "models/compile/categories.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/plain_number.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace carepath {
namespace {

bool is_truth_text(std::string_view text) {
  return text == "true" || text == "false";
}

/// What a value is called in a message.
std::string written_text(const Value& value) {
  const bool is_word =
      value.form == ValueForm::number || value.form == ValueForm::name || value.form == ValueForm::attribute;
  if (is_word && !value.text.empty()) return value.text;
  if (value.form == ValueForm::unlimited) return "unlimited";
  return fmt::format("{}", value.number);
}

/// The name that was meant where a band such as 18-64 is read as a difference; empty for anything else.
std::string unquoted_band(const Value& value) {
  if (value.form != ValueForm::operation || value.text != "-" || value.children.size() != 2) return {};
  const auto& low = value.children[0];
  const auto& high = value.children[1];
  const bool plain = low.form == ValueForm::number && high.form == ValueForm::number;
  return plain ? fmt::format("{}-{}", low.text, high.text) : std::string();
}

} // namespace

bool Categories::are_truths() const {
  return names_.size() == 2 && names_[0] == "false" && names_[1] == "true";
}

bool Categories::have_numbers() const {
  return exist() && (are_truths() || std::all_of(names_.begin(), names_.end(), [](const auto& name) {
                       return plain_number(name).has_value();
                     }));
}

double Categories::number(std::size_t place) const {
  return are_truths() ? static_cast<double>(place) : plain_number(names_[place]).value_or(0);
}

std::optional<std::size_t> Categories::place(std::string_view text) const {
  const auto found = std::find(names_.begin(), names_.end(), text);
  if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
  const auto number = plain_number(text);
  return number ? place(*number) : std::nullopt;
}

std::optional<std::size_t> Categories::place(double number) const {
  for (std::size_t at = 0; at < names_.size(); ++at) {
    const auto own = are_truths() ? std::optional(static_cast<double>(at)) : plain_number(names_[at]);
    if (own == number) return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> Categories::place(const Value& written) const {
  if (written.form == ValueForm::unlimited) return place(std::string_view("unlimited"));
  if (written.form == ValueForm::name || written.form == ValueForm::attribute)
    return place(std::string_view(written.text));
  if (written.form != ValueForm::number) return std::nullopt;
  const auto named = std::find(names_.begin(), names_.end(), written.text);
  if (named != names_.end()) return static_cast<std::size_t>(named - names_.begin());
  const bool plain = written.dimension == Dimension::number && !is_truth_text(written.text);
  return plain ? place(written.number) : std::nullopt;
}

void warn_of_no_order(AttributeId attribute, CompileContext& context) {
  const auto& row = context.program().attributes[attribute.value];
  const auto* item = context.document.item("attribute", row.name);
  if (!item || item->find("ordered") || !Categories(row).exist() || Categories(row).have_numbers()) return;
  context.faults.warning(
      item->where,
      fmt::format("the categories of '{}' have no order of their own, and are taken to rise as {}", row.name,
                  join(row.categories, " < ")),
      "say so, from the lowest to the highest: ordered = [...]");
}

bool is_condition(const Value& value) {
  static constexpr std::array operators{"<", "<=", ">", ">=", "==", "=", "!=", "and", "or", "not", "in"};
  const auto all = [&](std::size_t from) {
    return value.children.size() > from &&
           std::all_of(value.children.begin() + static_cast<std::ptrdiff_t>(from), value.children.end(),
                       is_condition);
  };
  switch (value.form) {
  case ValueForm::number:
  case ValueForm::name:
  case ValueForm::attribute: return is_truth_text(value.text);
  case ValueForm::call: return value.text == "chance" || (value.text == "if" && all(1));
  case ValueForm::operation:
    return std::find(operators.begin(), operators.end(), value.text) != operators.end();
  case ValueForm::by:
  case ValueForm::guards: return all(0);
  default: return false;
  }
}

/// Whether a text is an expression that lacks its '=', such as "visits + 1".
bool lacks_equals(std::string_view text) {
  return text.find_first_of("+*/<>=(") != std::string_view::npos;
}

void tell_no_category(const Value& value, AttributeId attribute, CompileContext& context) {
  if (value.form == ValueForm::number && value.dimension == Dimension::any) return;
  const auto& row = context.program().attributes[attribute.value];
  const auto band = unquoted_band(value);
  if (!band.empty())
    return context.faults.error(value.where, fmt::format("{} is read as a difference of numbers", band),
                                fmt::format("a name such as \"{}\" needs quotes", band));
  if (value.form == ValueForm::name && lacks_equals(value.text))
    return context.faults.error(value.where, fmt::format("there is no category '{}'", value.text),
                                fmt::format("an expression starts with '=': \"= {}\"", value.text));
  if (Categories(row).have_numbers()) // among numbers none is a misspelling of another
    return context.faults.error(value.where, fmt::format("there is no category '{}'", written_text(value)),
                                "expected one of: " + join(row.categories, ", "));
  context.unknown(value.where, "category", written_text(value), row.categories);
}

} // namespace carepath
