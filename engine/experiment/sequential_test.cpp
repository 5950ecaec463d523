#include "engine/experiment/sequential_test.hpp"

#include "engine/base/bound.hpp"
#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {

MeanVerdict judge_mean(std::span<const double> values, MeanBound bound, double confidence) {
  const auto estimate = estimate_mean(values);
  const auto count = static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](double value) { return !std::isnan(value); }));
  if (count < 2) return MeanVerdict::unclear;
  const double standard_error = (estimate.high - estimate.mean) / student_t_975(count - 1);
  const double reach = student_t(confidence, count - 1) * standard_error;
  if (!std::isfinite(reach)) return MeanVerdict::unclear;
  const double low = estimate.mean - reach;
  const double high = estimate.mean + reach;
  const auto meets = [&](double value) {
    return bound.at_most ? is_at_most(value, bound.value) : is_at_least(value, bound.value);
  };
  if (meets(low) && meets(high)) return MeanVerdict::met;
  return meets(low) || meets(high) ? MeanVerdict::unclear : MeanVerdict::missed;
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
