// Statistics shared by the tests of random numbers: each returns a figure in standard errors, so that
// a test passes within four and its companion, with a wrong parameter, must fall outside.
#pragma once

#include "engine/random/distribution.hpp"
#include "engine/random/stream.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace carepath::test {

inline constexpr double limit = 4.0; // standard errors
inline constexpr std::uint64_t draws = 200'000;
inline constexpr std::uint64_t ward_stay = purpose_of("step.ward.takes");

inline Parameters parameters(std::vector<std::pair<const char*, double>> given) {
  Parameters result;
  for (const auto& [key, value] : given) {
    result.keys.emplace_back(key);
    result.numbers.push_back({value});
  }
  return result;
}

inline DistributionPtr made(std::string_view key, std::vector<std::pair<const char*, double>> given) {
  return find_distribution(key)->make(parameters(std::move(given)));
}

/// (chi-square - degrees) / sqrt(2 degrees), for equally likely cells.
inline double chi_square_score(const std::vector<std::uint32_t>& counts) {
  double total = 0;
  for (const std::uint32_t count : counts) total += count;
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const std::uint32_t count : counts) sum += (count - expected) * (count - expected) / expected;
  const double degrees = static_cast<double>(counts.size()) - 1;
  return (sum - degrees) / std::sqrt(2 * degrees);
}

/// Uniformity of u(0), ..., u(n-1) over 256 cells.
template <class Draw> double uniformity_score(const Draw& u, std::uint64_t n) {
  std::vector<std::uint32_t> counts(256, 0);
  for (std::uint64_t i = 0; i < n; ++i) ++counts[static_cast<std::size_t>(u(i) * 256)];
  return chi_square_score(counts);
}

/// Pairs of neighbours over 16 x 16 cells.
template <class Draw> double pairs_score(const Draw& u, std::uint64_t n) {
  std::vector<std::uint32_t> counts(256, 0);
  for (std::uint64_t i = 0; i < n; ++i)
    ++counts[16 * static_cast<std::size_t>(u(2 * i) * 16) + static_cast<std::size_t>(u(2 * i + 1) * 16)];
  return chi_square_score(counts);
}

/// Correlation of neighbours: for independent uniforms 12 times the mean product has variance 1/n.
template <class Draw> double serial_score(const Draw& u, std::uint64_t n) {
  double sum = 0;
  for (std::uint64_t i = 0; i < n; ++i) sum += (u(i) - 0.5) * (u(i + 1) - 0.5);
  return 12 * sum / std::sqrt(static_cast<double>(n));
}

struct SampleScores {
  double mean = 0;     // (sample mean - mean) / its standard error
  double variance = 0; // the same for the variance
};

/// Keyed draws compared with the moments given.
template <class Draw>
SampleScores sample_scores(const Draw& draw, std::uint64_t n, double mean, double variance) {
  std::vector<double> values(n);
  double sum = 0;
  for (std::uint64_t i = 0; i < n; ++i) sum += values[i] = draw(i);
  const double count = static_cast<double>(n);
  const double sample_mean = sum / count;
  double squares = 0;
  double fourths = 0;
  for (const double value : values) {
    const double square = (value - sample_mean) * (value - sample_mean);
    squares += square;
    fourths += square * square;
  }
  const double sample_variance = squares / count;
  const double error_of_variance = std::sqrt((fourths / count - sample_variance * sample_variance) / count);
  return {(sample_mean - mean) / std::sqrt(sample_variance / count),
          (sample_variance - variance) / error_of_variance};
}

} // namespace carepath::test
