// Readings of limits in words.
#include "viewer/verdict.hpp"

#include "engine/results/target.hpp"

#include <cmath>

namespace carepath {

namespace {

constexpr Verdict none{"", colours::muted};

} // namespace

Verdict target_verdict(const Estimate& estimate, const KpiRow& row) {
  switch (target_status(row, estimate)) {
  case TargetStatus::met: return {"meets", colours::good};
  case TargetStatus::not_met: return {"misses", colours::bad};
  case TargetStatus::too_close: return {"borderline", colours::unsure};
  case TargetStatus::none: break;
  }
  return none;
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
