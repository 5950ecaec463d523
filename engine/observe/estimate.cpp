// Statistics over replications. Quantiles of t are those of Boost.Math, looked up where they are asked for
// often.
#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

#include "engine/base/ensure.hpp"

namespace carepath {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t cached_degrees = 256;

/// Rounded to 12 decimals, so that C libraries whose logarithms differ in the last bit give one answer.
double compute_t(double share, std::size_t degrees_of_freedom) {
  const boost::math::students_t t(static_cast<double>(degrees_of_freedom));
  return std::round(boost::math::quantile(t, share) * 1e12) / 1e12;
}

std::array<double, cached_degrees> compute_table() {
  std::array<double, cached_degrees> table{};
  table[0] = not_a_number;
  for (std::size_t degrees = 1; degrees < cached_degrees; ++degrees)
    table[degrees] = compute_t(0.975, degrees);
  return table;
}

std::vector<double> defined_only(std::span<const double> values) {
  std::vector<double> defined;
  defined.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(defined),
               [](double value) { return !std::isnan(value); });
  return defined;
}

double sum_of_squares_about(double mean, const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

} // namespace

double student_t_975(std::size_t degrees_of_freedom) {
  static const std::array<double, cached_degrees> table = compute_table();
  return degrees_of_freedom < cached_degrees ? table[degrees_of_freedom]
                                             : compute_t(0.975, degrees_of_freedom);
}

double student_t(double share, std::size_t degrees_of_freedom) {
  ensure(share > 0 && share < 1, "a share of Student's t outside 0 to 1");
  return degrees_of_freedom == 0 ? not_a_number : compute_t(share, degrees_of_freedom);
}

Estimate estimate_mean(std::span<const double> values) {
  const std::vector<double> defined = defined_only(values);
  if (defined.empty()) return {not_a_number, not_a_number, not_a_number};
  const auto n = static_cast<double>(defined.size());
  double sum = 0;
  for (const double value : defined) sum += value;
  const double mean = sum / n;
  if (defined.size() == 1) return {mean, not_a_number, not_a_number};
  const double standard_error = std::sqrt(sum_of_squares_about(mean, defined) / (n - 1) / n);
  const double half_width = student_t_975(defined.size() - 1) * standard_error;
  return {mean, mean - half_width, mean + half_width};
}

Estimate paired_difference(std::span<const double> a, std::span<const double> b) {
  ensure(a.size() == b.size(), "paired difference of spans of different length");
  std::vector<double> differences(a.size());
  // A NaN on either side makes the difference NaN, and the mean leaves it out.
  for (std::size_t at = 0; at < a.size(); ++at) differences[at] = a[at] - b[at];
  return estimate_mean(differences);
}

double percentile(std::vector<double> values, double p) {
  ensure(p >= 0 && p <= 1, "percentile outside 0 to 1");
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return not_a_number;
  const double position = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(position));
  const auto at_below = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), at_below, values.end());
  const double low = *at_below;
  const double fraction = position - std::floor(position);
  if (fraction == 0) return low;
  const double high = *std::min_element(at_below + 1, values.end());
  return low + fraction * (high - low);
}

} // namespace carepath
