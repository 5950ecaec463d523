// Another combinator for modifiers: values without their signs.
#pragma once

#include "engine/random/distribution.hpp"

namespace carepath {

/// The distribution of |X|, drawn by a curve that rises with the uniform as any other.
[[nodiscard]] DistributionPtr folded(DistributionPtr inner);

} // namespace carepath
