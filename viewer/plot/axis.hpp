// Arithmetic of one plot axis: ranges, the map between values and pixels, round ticks, date ticks.
//
// Pure functions without any drawing, so that each is tested with worked numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

struct Range {
  double low = 0;
  double high = 1;
  [[nodiscard]] double span() const { return high - low; }
};

/// Linear map from a value range to pixels; pixels may run downwards, as the vertical axis does.
struct AxisMap {
  Range values;
  float pixel_low = 0;
  float pixel_high = 1;
  [[nodiscard]] float to_pixel(double value) const;
  [[nodiscard]] double to_value(float pixel) const;
};

/// The smallest range holding `range` and every finite one of `values`.
[[nodiscard]] Range extended(Range range, std::span<const double> values);
/// An inside-out range: extending it by a first value gives just that value.
[[nodiscard]] Range no_range();
/// A drawable range: widened by the share `margin` at each end, never empty, never infinite.
[[nodiscard]] Range drawable(Range range, double margin);
/// The range scaled by `factor` about `centre`, which keeps its place (factor 0.5 zooms in).
[[nodiscard]] Range zoomed(Range range, double centre, double factor);
[[nodiscard]] Range shifted(Range range, double by);

struct Tick {
  double value = 0;
  std::string label;
};

/// The round step (1, 2 or 5 times a power of ten) that gives at most `wanted` + 1 ticks.
[[nodiscard]] double round_step(double span, int wanted);
/// Multiples of the round step inside the range, labelled in the unit ("share" as per cent).
[[nodiscard]] std::vector<Tick> number_ticks(Range range, int wanted, std::string_view unit);
/// First days of months inside the range (days since `start`), labelled "Apr 2026"; empty when `start`
/// is not a date.
[[nodiscard]] std::vector<Tick> month_ticks(Range range, int wanted, std::string_view start);

} // namespace carepath
