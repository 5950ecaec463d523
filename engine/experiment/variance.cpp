#include "engine/experiment/variance.hpp"

#include "engine/base/ensure.hpp"
#include "engine/base/undefined.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace carepath {

double sample_variance(std::span<const double> values) {
  double count = 0, sum = 0;
  for (const double value : values)
    if (!std::isnan(value)) ++count, sum += value;
  if (count < 2) return undefined;
  const double mean = sum / count;
  double squares = 0;
  for (const double value : values)
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  return squares / (count - 1);
}

double variance_saved(std::span<const double> a, std::span<const double> b) {
  ensure(a.size() == b.size(), "variance of spans of different length");
  std::vector<double> first, second, difference;
  for (std::size_t at = 0; at < a.size(); ++at) {
    if (std::isnan(a[at]) || std::isnan(b[at])) continue;
    first.push_back(a[at]);
    second.push_back(b[at]);
    difference.push_back(a[at] - b[at]);
  }
  const double apart = sample_variance(first) + sample_variance(second);
  return apart > 0 ? 1 - sample_variance(difference) / apart : undefined;
}

double worth_in_replications(double saved) {
  return saved >= 1 ? std::numeric_limits<double>::infinity() : 1 / (1 - saved);
}

} // namespace carepath
