// Where a point of a sweep lies, as a number.
#pragma once

#include <string>

namespace carepath {

/// The number that a coordinate begins with ("50 per week", "£900"), in the unit written; NaN when it does
/// not.
[[nodiscard]] double coordinate_number(const std::string& text);

} // namespace carepath
