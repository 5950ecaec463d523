#include "report/targets.hpp"

#include "engine/results/target.hpp"
#include "report/format.hpp"
#include "report/readable.hpp"

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

bool is_exact(double shown, int decimals) {
  constexpr double rounding = 1e-9;
  const double scaled = shown * std::pow(10.0, decimals);
  return std::abs(scaled - std::round(scaled)) <= rounding * std::abs(scaled);
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
  for (int decimals = usual; decimals <= usual + most_more; ++decimals)
    if (is_exact(shown, decimals)) return decimals;
  return usual;
}

std::string unit_of_chosen(double value, const std::string& unit) {
  const auto read_in = readable_unit(value, unit);
  if (!is_duration(unit)) return unit;
  for (const auto& [name, days] : durations) {
    if (days > days_per(read_in)) continue;
    const double shown = value * days_per(unit) / days;
    if (is_exact(shown, std::abs(shown) < 1 ? 1 : 2)) return std::string(name);
  }
  return read_in;
}

} // namespace carepath::report
