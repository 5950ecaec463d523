// The figure that nothing has been seen for: no number, as in results files and tables.
#pragma once

#include <limits>

namespace carepath {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

} // namespace carepath
