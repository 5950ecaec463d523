// What is known of uncertain inputs, and in which variants.
#pragma once

#include "engine/results/results.hpp"

#include <algorithm>

namespace carepath {

/// Whether variants have different evidence of an input, or one of them settles it.
[[nodiscard]] inline bool evidence_differs(const Results& results) {
  return std::any_of(results.uncertain.begin(), results.uncertain.end(),
                     [](const UncertainRow& input) { return !input.variant.empty(); });
}

} // namespace carepath
