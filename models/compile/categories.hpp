// The categories of an attribute: the one place that says which of them a written value stands for, and
// which numbers they have in an expression.
#pragma once

#include "models/compile/context.hpp"

#include <optional>
#include <string_view>

namespace carepath {

struct BindPlace;

/// The categories of one attribute, in the order in which the program keeps them. An attribute without any
/// is a number.
class Categories {
public:
  explicit Categories(const AttributeRow& attribute) : names_(attribute.categories) {}

  [[nodiscard]] bool exist() const { return !names_.empty(); }
  /// Whether they are false and true, whose numbers are 0 and 1.
  [[nodiscard]] bool are_truths() const;
  /// Whether each has a number: its name is one ("1" to "5"), or they are false and true.
  [[nodiscard]] bool have_numbers() const;
  /// The number of the category at `place`, where they have numbers.
  [[nodiscard]] double number(std::size_t place) const;
  /// Where the category is that a text names, or whose number it writes otherwise ("01").
  [[nodiscard]] std::optional<std::size_t> place(std::string_view text) const;
  /// Where the category is that has this number.
  [[nodiscard]] std::optional<std::size_t> place(double number) const;
  /// Where the category is that a name or a number stands for, as written: never a place counted from 0.
  [[nodiscard]] std::optional<std::size_t> place(const Value& written) const;

private:
  const std::vector<std::string>& names_;
};

/// Whether a value can only be true or false: a chance, a comparison, or a choice among such.
[[nodiscard]] bool is_condition(const Value& value);

/// The fault that a value is none of the categories of an attribute, with those there are. One that could
/// not be read has been told.
void tell_no_category(const Value& value, AttributeId attribute, CompileContext& context);

/// Warns, once, that categories are put in order which have none: neither numbers nor `ordered`. They stand
/// as the program has them, those of `choose` as in the alphabet.
void warn_of_no_order(AttributeId attribute, CompileContext& context);

/// Binds what people are put in order by. There alone a category stands for its place: where it is declared
/// `ordered`, and where its name is no number.
[[nodiscard]] ValueId bind_rank(const Value& value, const BindPlace& place, CompileContext& context);

} // namespace carepath
