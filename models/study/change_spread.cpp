#include "models/study/change_spread.hpp"

#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace carepath {
namespace {

constexpr std::size_t fifths = 5;

} // namespace

ChangeSpread spread_of_changes(std::span<const double> observations) {
  std::vector<double> sorted;
  for (const double value : observations)
    if (!std::isnan(value)) sorted.push_back(value);
  std::sort(sorted.begin(), sorted.end());
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), 0.0) - sorted.begin();
  const auto not_above = std::upper_bound(sorted.begin(), sorted.end(), 0.0) - sorted.begin();
  const auto number = sorted.size();
  const auto fifth = (number + fifths - 1) / fifths;
  ChangeSpread spread;
  spread.number = static_cast<double>(number);
  spread.lower = static_cast<double>(below);
  spread.higher = static_cast<double>(number) - static_cast<double>(not_above);
  spread.lowest_fifth = estimate_mean(std::span(sorted).first(fifth)).mean;
  spread.highest_fifth = estimate_mean(std::span(sorted).last(fifth)).mean;
  return spread;
}

} // namespace carepath
