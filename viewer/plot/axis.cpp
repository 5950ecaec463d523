// Axis arithmetic and ticks.
#include "viewer/plot/axis.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace carepath {

float AxisMap::to_pixel(double value) const {
  const double along = (value - values.low) / values.span();
  return static_cast<float>(pixel_low + along * (static_cast<double>(pixel_high) - pixel_low));
}

double AxisMap::to_value(float pixel) const {
  const double along =
      (static_cast<double>(pixel) - pixel_low) / (static_cast<double>(pixel_high) - pixel_low);
  return values.low + along * values.span();
}

Range no_range() {
  return {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
}

Range extended(Range range, std::span<const double> values) {
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  return range;
}

Range drawable(Range range, double margin) {
  if (!std::isfinite(range.low) || !std::isfinite(range.high) || range.low > range.high) return {0, 1};
  const double size = std::max({std::abs(range.low), std::abs(range.high), 1e-9});
  if (range.span() < 1e-9 * size) return {range.low - 0.5 * size, range.high + 0.5 * size};
  return {range.low - margin * range.span(), range.high + margin * range.span()};
}

Range zoomed(Range range, double centre, double factor) {
  return {centre + (range.low - centre) * factor, centre + (range.high - centre) * factor};
}

Range shifted(Range range, double by) {
  return {range.low + by, range.high + by};
}

double round_step(double span, int wanted) {
  if (!(span > 0) || !std::isfinite(span) || wanted < 1) return 1;
  const double rough = span / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double multiple : {1.0, 2.0, 5.0})
    if (multiple * power >= rough * (1 - 1e-9)) return multiple * power;
  return 10 * power;
}

std::vector<Tick> number_ticks(Range range, int wanted, std::string_view unit) {
  std::vector<Tick> ticks;
  if (!(range.span() > 0)) return ticks;
  const double step = round_step(range.span(), wanted);
  const double scale = unit == "share" ? 100 : 1;
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step * scale) - 1e-9)), 0, 9);
  const double first = std::ceil(range.low / step - 1e-9);
  const double last = std::floor(range.high / step + 1e-9);
  for (double at = first; at <= last && ticks.size() < 100; ++at) {
    std::string label = grouped(at * step * scale, decimals);
    if (unit == "share") label += "%";
    if (unit.starts_with("£")) label.insert(label.front() == '-' ? 1 : 0, "£");
    ticks.push_back({at * step, std::move(label)});
  }
  return ticks;
}

std::vector<Tick> month_ticks(Range range, int wanted, std::string_view start) {
  using namespace std::chrono;
  const auto origin = parse_date(start);
  // A zoomed-out axis beyond two centuries either way falls back to day numbers.
  if (!origin || range.low < -73000 || range.high > 73000 || range.span() < 45) return {};
  constexpr std::array steps{1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
  const double months_wide = range.span() / 30.4375;
  const auto* const step = std::find_if(
      steps.begin(), steps.end() - 1, [&](int months_apart) { return months_wide / months_apart <= wanted; });
  const year_month_day low{*origin + days{static_cast<int>(std::floor(range.low))}};
  const int first =
      static_cast<int>(low.year()) * 12 + static_cast<int>(static_cast<unsigned>(low.month())) - 1;
  std::vector<Tick> ticks;
  for (int month_number = (first / *step) * *step;; month_number += *step) {
    const year_month_day date{year{month_number / 12}, month{static_cast<unsigned>(month_number % 12) + 1},
                              day{1}};
    const double at = static_cast<double>((sys_days{date} - *origin).count());
    if (at > range.high) return ticks;
    if (at >= range.low) ticks.push_back({at, format_date(start, at).substr(2)});
  }
}

} // namespace carepath
