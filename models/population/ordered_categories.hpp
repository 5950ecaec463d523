// The order of an attribute's categories, `ordered`, against those that people are given.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// How a category is called that stands in a list: `true` and `false` need no quotes.
[[nodiscard]] std::string category_name(const Node& node);

/// Warns that `ordered` leaves out a category of `choose` or `values`.
void warn_of_those_left_out(const Item& attribute, CompileContext& context);

/// Warns of names in `ordered` of any attribute that nobody can be given: not by `choose`, `values` or `is`,
/// nor by a step, source or risk that sets it. Where any category may come, from a file or by an expression,
/// it says nothing.
void warn_of_categories_never_given(CompileContext& context);

} // namespace carepath
