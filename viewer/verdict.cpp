// Readings of limits in words.
#include "viewer/verdict.hpp"

#include "engine/results/target.hpp"

#include <cmath>

namespace carepath {

namespace {

constexpr Verdict none{"", colours::muted};

/// Limits, or the mean twice when there is one replication only.
Estimate with_limits(Estimate estimate) {
  if (!std::isfinite(estimate.low) || !std::isfinite(estimate.high))
    estimate.low = estimate.high = estimate.mean;
  return estimate;
}

} // namespace

Verdict target_verdict(const Estimate& estimate, const KpiRow& row) {
  if (!row.has_target || !std::isfinite(estimate.mean)) return none;
  const auto [mean, low, high] = with_limits(estimate);
  if (target_met(row, low) && target_met(row, high)) return {"meets", colours::good};
  if (target_missed(row, low, high)) return {"misses", colours::bad};
  return {"borderline", colours::unsure};
}

Verdict change_verdict(const Estimate& difference, const KpiRow& row) {
  if (!std::isfinite(difference.mean)) return none;
  const bool limits_known = std::isfinite(difference.low) && std::isfinite(difference.high);
  if (!limits_known || (difference.low <= 0 && difference.high >= 0)) return {"unclear", colours::muted};
  const bool up = difference.low > 0;
  if (!row.has_target || is_band(row))
    return up ? Verdict{"higher", colours::text} : Verdict{"lower", colours::text};
  return up != row.target_at_most ? Verdict{"better", colours::good} : Verdict{"worse", colours::bad};
}

} // namespace carepath
