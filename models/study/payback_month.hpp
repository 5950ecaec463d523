// From when on something that was dearer has cost no more.
#pragma once

#include <vector>

namespace carepath {

/// The first of `ends`, the ends of months, from which on no more is spent up to it than in the other option;
/// NaN where more is spent at the last. `more` is what is spent more up to each, and NaN where that is not
/// known, as a limit of one replication is.
[[nodiscard]] double payback_month(const std::vector<double>& ends, const std::vector<double>& more);

} // namespace carepath
