// How much figures vary, and how much less for being measured on the same luck.
#pragma once

#include <span>

namespace carepath {

/// Mean and sum of squares about it of the values added, in one pass (Welford 1962).
struct RunningMoments {
  double number = 0;
  double mean = 0;
  double squares = 0;

  void add(double value) {
    number += 1;
    const double step = value - mean;
    mean += step / number;
    squares += step * (value - mean);
  }
  /// 0 for fewer than two values.
  [[nodiscard]] double variance() const { return number > 1 ? squares / (number - 1) : 0; }
};

/// The share of the variance of mean(a) - mean(b) that is saved by taking both from the same replications:
/// 1 - var(a - b) / (var(a) + var(b)), over the places where both are defined; negative when it costs. NaN
/// with fewer than two places, or when nothing varies.
[[nodiscard]] double variance_saved(std::span<const double> a, std::span<const double> b);

/// How many times as many replications it would take without: 1 / (1 - saved); infinity when all is saved.
[[nodiscard]] double worth_in_replications(double saved);

/// The variance of the defined values about their mean; NaN for fewer than two.
[[nodiscard]] double sample_variance(std::span<const double> values);

} // namespace carepath
