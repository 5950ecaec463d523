// Where a point of a sweep lies, as a number.
#pragma once

#include <string>

namespace carepath {

/// The number that a coordinate begins with ("50 per week", "£900"), in the unit written; NaN when it does
/// not.
[[nodiscard]] double coordinate_number(const std::string& text);

/// Whether both are numbers in one unit, so that they can be put in order: "1 day" and "3 days" are, "30 min"
/// and "2 h" are not.
[[nodiscard]] bool in_one_unit(const std::string& a, const std::string& b);

} // namespace carepath
