// A number that figures are compared with: the limit of a share, the level wanted.
#pragma once

#include "models/compile/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

struct Bound {
  double number = 0;                       // days, pounds, ...
  Dimension dimension = Dimension::number; // as written, or that of a parameter named alone
  bool worked_out = false;                 // "= goal": a length of time among these is a number of days
  bool per_cent = false;                   // written "92%"
};

/// Reads "126 days", "92%", "£40" or "= goal". Nothing, and no fault, when the text is none of these or
/// cannot be known before the run.
[[nodiscard]] std::optional<Bound> read_bound(std::string_view text, SourceRef where,
                                              CompileContext& context);
/// The same of a field's number or text.
[[nodiscard]] std::optional<Bound> read_bound(const Node& node, CompileContext& context);

/// Whether the bound is a plain number that says no unit of time. Nothing is as long in every unit.
[[nodiscard]] bool lacks_unit_of_time(const Bound& bound);

/// The hint where a length of time is wanted and a plain number stands.
inline constexpr const char* with_its_unit = "write it with its unit, such as \"126 days\" or \"4 h\"";

} // namespace carepath
