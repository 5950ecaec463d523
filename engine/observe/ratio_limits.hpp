// The ratio of two means over the same replications, with limits that know that both are uncertain.
#pragma once

#include "engine/base/estimate.hpp"

#include <span>

namespace carepath {

/// Mean of `top` over mean of `bottom`, of the places where both are defined, with 95% limits by Fieller's
/// theorem (Fieller 1954, J. R. Stat. Soc. B 16:175). The limits are NaN where those of the mean of `bottom`
/// do not exclude nothing: then any ratio might be true. All NaN where that mean is 0 or nothing is defined.
/// The spans have equal length.
[[nodiscard]] Estimate ratio_of_means(std::span<const double> top, std::span<const double> bottom);

} // namespace carepath
