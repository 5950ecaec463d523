// Plain words beside a figure: does it meet its target, is it clearly better than the first variant.
//
// Words first, colour second: the table must read the same in grey. A word is a reading of the stored
// limits, never a new figure.
#pragma once

#include "engine/results/results.hpp"
#include "viewer/theme.hpp"

namespace carepath {

struct Verdict {
  const char* word = "";
  Colour colour = colours::muted;
};

/// "meets", "misses", "borderline" (the 95% limits hold the target), or no word without target.
[[nodiscard]] Verdict target_verdict(const Estimate& estimate, const KpiRow& row);
/// "better", "worse", "higher", "lower" (no target says which way is good), or "unclear" (the limits hold
/// zero).
[[nodiscard]] Verdict change_verdict(const Estimate& difference, const KpiRow& row);

} // namespace carepath
