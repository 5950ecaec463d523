#include "engine/experiment/sequential_test.hpp"

#include "engine/base/bound.hpp"
#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

namespace carepath {

namespace {

constexpr double events_more = 2;

bool meets(double value, MeanBound bound) {
  return bound.at_most ? is_at_most(value, bound.value) : is_at_least(value, bound.value);
}

/// The limit above the mean (`side` 1) or below it (-1). Events more move the mean, and add their squares to
/// those about it; there are no more replications for it.
double limit(const std::vector<double>& values, double confidence, double event_size, double side) {
  const auto estimate = estimate_mean(values);
  const auto number = static_cast<double>(values.size());
  const double size = std::isnan(event_size) ? 0 : event_size;
  const double error = (estimate.high - estimate.mean) / student_t_975(values.size() - 1);
  const double more = events_more * size * size / (number - 1) / number;
  const double reach = student_t(confidence, values.size() - 1) * std::sqrt(error * error + more);
  return estimate.mean + side * (events_more * size / number + reach);
}

MeanVerdict verdict_of(bool low_meets, bool high_meets) {
  if (low_meets && high_meets) return MeanVerdict::met;
  return low_meets || high_meets ? MeanVerdict::unclear : MeanVerdict::missed;
}

/// Whether values are equal, but for rounding.
bool all_equal(const std::vector<double>& values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return is_at_most(*most, *least);
}

bool is_bound(double value, MeanBound bound) {
  return is_at_most(value, bound.value) && is_at_least(value, bound.value);
}

} // namespace

MeanJudgement judge_mean(std::span<const double> values, MeanBound bound, double confidence,
                         FigureToJudge figure) {
  std::vector<double> defined;
  std::copy_if(values.begin(), values.end(), std::back_inserter(defined),
               [](double value) { return !std::isnan(value); });
  if (defined.size() < 2) return {};
  if (all_equal(defined) && (std::isnan(figure.event_size) || is_bound(defined.front(), bound))) {
    if (!figure.is_last_look) return {};
    const bool met = meets(defined.front(), bound);
    return {verdict_of(met, met), true};
  }
  const double low = limit(defined, confidence, figure.event_size, -1);
  const double high = limit(defined, confidence, figure.event_size, 1);
  if (!std::isfinite(low) || !std::isfinite(high)) return {};
  return {verdict_of(meets(low, bound), meets(high, bound))};
}

double most_that_differ(std::size_t count, double confidence) {
  return 1 - std::pow(1 - confidence, 1 / static_cast<double>(count));
}

std::uint32_t next_look(std::uint32_t now, std::uint32_t first, std::uint32_t most) {
  const auto wanted = now == 0 ? std::uint64_t{first} : std::uint64_t{now} * 2;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(wanted, most));
}

std::uint32_t looks(std::uint32_t first, std::uint32_t most) {
  std::uint32_t count = 0;
  for (std::uint32_t now = 0; now < most; ++count) now = next_look(now, first, most);
  return count;
}

double confidence_of_each(double confidence, std::uint32_t looks) {
  return 1 - (1 - confidence) / std::max(looks, 1u);
}

} // namespace carepath
