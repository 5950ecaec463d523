#include "report/targets.hpp"

#include "engine/results/target.hpp"
#include "report/format.hpp"

#include <cmath>

namespace carepath::report {
namespace {

constexpr int most_more = 4; // decimals

bool reads_as_bound(const KpiRow& row, const Estimate& estimate, int decimals, const TextWith& text) {
  for (const double value : {estimate.mean, estimate.low, estimate.high})
    for (const double bound : target_bounds(row))
      if (std::isfinite(value) && value != bound && text(value, decimals) == text(bound, decimals))
        return true;
  return false;
}

} // namespace

Verdict verdict(const Estimate& difference) {
  if (!std::isfinite(difference.low) || !std::isfinite(difference.high)) return Verdict::no_limits;
  if (difference.low > 0) return Verdict::higher;
  if (difference.high < 0) return Verdict::lower;
  return Verdict::no_clear_difference;
}

std::string target_words(const KpiRow& row) {
  if (!row.has_target) return {};
  if (is_band(row))
    return round_figure(row.target, row.unit) + " to " + round_figure(row.target_high, row.unit);
  return std::string(row.target_at_most ? "at most " : "at least ") + round_figure(row.target, row.unit);
}

int telling_decimals(const KpiRow& row, const Estimate& estimate, int usual, const TextWith& text) {
  if (target_status(row, estimate) != TargetStatus::not_met) return usual;
  int decimals = usual;
  while (decimals < usual + most_more && reads_as_bound(row, estimate, decimals, text)) ++decimals;
  return decimals;
}

int exact_decimals(double shown, int usual) {
  constexpr double rounding = 1e-9;
  for (int decimals = usual; decimals <= usual + most_more; ++decimals) {
    const double scaled = shown * std::pow(10.0, decimals);
    if (std::abs(scaled - std::round(scaled)) <= rounding * std::abs(scaled)) return decimals;
  }
  return usual;
}

} // namespace carepath::report
