#include "engine/observe/ratio_limits.hpp"

#include "engine/base/undefined.hpp"
#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace carepath {
namespace {

/// Means of pairs, and the variances and covariance of those means.
struct PairMoments {
  std::size_t number = 0;
  double top = 0, bottom = 0;
  double var_top = 0, var_bottom = 0, covariance = 0;
};

PairMoments moments_of(std::span<const double> top, std::span<const double> bottom) {
  std::vector<std::size_t> both;
  PairMoments found;
  for (std::size_t at = 0; at < top.size(); ++at)
    if (!std::isnan(top[at]) && !std::isnan(bottom[at])) both.push_back(at);
  found.number = both.size();
  const auto number = static_cast<double>(both.size());
  for (const auto at : both) found.top += top[at] / number, found.bottom += bottom[at] / number;
  const double scale = number * (number - 1);
  for (const auto at : both) {
    const double of_top = top[at] - found.top, of_bottom = bottom[at] - found.bottom;
    found.var_top += of_top * of_top / scale;
    found.var_bottom += of_bottom * of_bottom / scale;
    found.covariance += of_top * of_bottom / scale;
  }
  return found;
}

} // namespace

Estimate ratio_of_means(std::span<const double> top, std::span<const double> bottom) {
  const auto m = moments_of(top, bottom);
  Estimate out{undefined, undefined, undefined};
  if (m.number == 0 || m.bottom == 0) return out;
  out.mean = m.top / m.bottom;
  if (m.number < 2) return out;
  const double t = student_t_975(m.number - 1);
  const double square = m.bottom * m.bottom - t * t * m.var_bottom;
  if (square <= 0) return out;
  const double middle = m.top * m.bottom - t * t * m.covariance;
  const double rest = m.top * m.top - t * t * m.var_top;
  const double spread = std::sqrt(std::max(0.0, middle * middle - square * rest));
  out.low = (middle - spread) / square;
  out.high = (middle + spread) / square;
  return out;
}

} // namespace carepath
