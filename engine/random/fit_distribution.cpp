#include "engine/random/fit_distribution.hpp"

#include "engine/random/special_functions.hpp"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

namespace carepath {
namespace {

constexpr int most_steps = 200;

/// Sums that the likelihoods need.
struct Sums {
  double number = 0;
  double mean = 0;
  double log_mean = 0; // mean of the logarithms
  double log_variance = 0;
};

/// Of values and their logarithms.
Sums sums_of(std::span<const double> values, std::span<const double> logs) {
  Sums out;
  out.number = static_cast<double>(values.size());
  for (const double value : values) out.mean += value / out.number;
  for (const double log : logs) out.log_mean += log / out.number;
  for (const double log : logs) out.log_variance += std::pow(log - out.log_mean, 2) / out.number;
  return out;
}

/// The place where a rising function crosses 0, by halving on a logarithmic scale.
template <class Function> double root_of(const Function& function, double low, double high) {
  for (int step = 0; step < most_steps && high / low > 1 + 1e-13; ++step) {
    const double middle = std::sqrt(low * high);
    (function(middle) < 0 ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

FittedFamily family(std::string key, std::vector<std::pair<std::string, double>> parameters,
                    double log_likelihood) {
  FittedFamily out{std::move(key), std::move(parameters), 0, 0, 0};
  out.criterion = 2 * static_cast<double>(out.parameters.size()) - 2 * log_likelihood;
  return out;
}

FittedFamily exponential(const Sums& sums) {
  return family("exponential", {{"mean", sums.mean}}, -sums.number * (std::log(sums.mean) + 1));
}

FittedFamily lognormal(const Sums& sums) {
  const double log_likelihood =
      -sums.number * (sums.log_mean + 0.5 * std::log(2 * std::numbers::pi * sums.log_variance) + 0.5);
  return family("lognormal", {{"median", std::exp(sums.log_mean)}, {"sigma", std::sqrt(sums.log_variance)}},
                log_likelihood);
}

FittedFamily gamma(const Sums& sums) {
  const double gap = std::log(sums.mean) - sums.log_mean; // log(shape) - digamma(shape), falling in shape
  const double shape =
      root_of([gap](double k) { return gap - (std::log(k) - boost::math::digamma(k)); }, 1e-3, 1e6);
  const double scale = sums.mean / shape;
  const double log_likelihood = sums.number * ((shape - 1) * sums.log_mean - sums.mean / scale -
                                               log_gamma(shape) - shape * std::log(scale));
  return family("gamma", {{"mean", sums.mean}, {"sd", scale * std::sqrt(shape)}}, log_likelihood);
}

FittedFamily weibull(std::span<const double> values, const Sums& sums) {
  const double typical = std::exp(sums.log_mean); // powers are taken of values near 1
  std::vector<double> logs;
  for (const double value : values) logs.push_back(std::log(value / typical));
  const auto powers = [&](double shape, double& weighted) {
    double sum = 0;
    weighted = 0;
    for (std::size_t at = 0; at < values.size(); ++at) {
      const double power = std::pow(values[at] / typical, shape);
      sum += power;
      weighted += power * logs[at];
    }
    return sum;
  };
  const double shape = root_of(
      [&](double k) {
        double weighted = 0;
        const double sum = powers(k, weighted);
        return weighted / sum - 1 / k;
      },
      0.02, 200);
  double weighted = 0;
  const double scale = typical * std::pow(powers(shape, weighted) / sums.number, 1 / shape);
  const double log_likelihood =
      sums.number * (std::log(shape) - shape * std::log(scale) + (shape - 1) * sums.log_mean - 1);
  return family("weibull", {{"shape", shape}, {"scale", scale}}, log_likelihood);
}

/// The mean of tanh((log x - place) / (2 width)) is 0 at the place; the width by the other score equation.
FittedFamily loglogistic(std::span<const double> logs, const Sums& sums) {
  double place = sums.log_mean;
  double width = std::sqrt(3 * sums.log_variance) / std::numbers::pi;
  for (int step = 0; step < most_steps; ++step) {
    double score = 0, slope = 0, spread = 0;
    for (const double log : logs) {
      const double z = (log - place) / width;
      const double share = std::tanh(z / 2);
      score += share;
      slope += (1 - share * share) / 2;
      spread += z * share;
    }
    const double move = width * score / std::max(slope, 1e-300);
    place += move;
    const double ratio = spread / sums.number; // 1 at the maximum; grows as the width shrinks
    width *= std::sqrt(ratio);
    if (std::abs(move) < 1e-12 * (1 + std::abs(place)) && std::abs(ratio - 1) < 1e-12) break;
  }
  double log_likelihood = 0;
  for (const double log : logs) {
    const double z = (log - place) / width;
    log_likelihood -= std::log(width) + log + z + 2 * std::log1p(std::exp(-z));
  }
  return family("loglogistic", {{"median", std::exp(place)}, {"shape", 1 / width}}, log_likelihood);
}

void measure(FittedFamily& fitted, const std::vector<double>& sorted) {
  const auto distribution = fitted.distribution();
  const auto number = static_cast<double>(sorted.size());
  double sum = 0;
  for (std::size_t at = 0; at < sorted.size(); ++at) {
    const auto below = static_cast<double>(at);
    const double f = distribution->cdf(sorted[at]);
    fitted.distance = std::max({fitted.distance, f - below / number, (below + 1) / number - f});
    const double upper = distribution->cdf_complement(sorted[sorted.size() - 1 - at]);
    sum += (2 * below + 1) * (std::log(std::max(f, 1e-300)) + std::log(std::max(upper, 1e-300)));
  }
  fitted.tail_distance = -number - sum / number;
}

} // namespace

DistributionPtr FittedFamily::distribution() const {
  Parameters given;
  for (const auto& [name, number] : parameters) {
    given.keys.push_back(name);
    given.numbers.push_back({number});
  }
  return find_distribution(key)->make(given);
}

std::vector<FittedFamily> fit_families(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  if (sorted.size() < fewest_fitted || sorted.front() <= 0 || sorted.front() == sorted.back()) return {};
  std::vector<double> logs;
  for (const double value : sorted) logs.push_back(std::log(value));
  const auto sums = sums_of(sorted, logs);
  std::vector<FittedFamily> out{exponential(sums), gamma(sums), lognormal(sums), weibull(sorted, sums),
                                loglogistic(logs, sums)};
  // A log-logistic of shape 2 or less has no variance: no queue behind it would ever settle.
  std::erase_if(out, [](const auto& f) { return f.key == "loglogistic" && f.parameters[1].second <= 2; });
  for (auto& fitted : out) measure(fitted, sorted);
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.criterion < b.criterion; });
  return out;
}

bool is_good_fit(const FittedFamily& family, std::size_t values) {
  constexpr double lilliefors = 0.9, negligible = 0.03;
  return family.distance < std::max(negligible, lilliefors / std::sqrt(static_cast<double>(values)));
}

} // namespace carepath
