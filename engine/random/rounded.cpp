// rounded: to the nearest multiple, halves upwards.
#include "engine/random/mapped.hpp"
#include "engine/random/quadrature.hpp"
#include "engine/random/step_distribution.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

constexpr double most_steps = 4096; // with more multiples than this in reach, no table of them is made

struct ToMultiple {
  double multiple;
  double operator()(double x) const { return std::floor(x / multiple + 0.5) * multiple; }
};

class RoundedDistribution final : public Distribution {
public:
  RoundedDistribution(DistributionPtr inner, double multiple) : inner_(std::move(inner)), map_{multiple} {}
  [[nodiscard]] double mean() const override { return map_.multiple * (first() + risen(1)); }
  [[nodiscard]] double variance() const override {
    const double mean_rise = risen(1);
    return map_.multiple * map_.multiple * (risen(2) - mean_rise * mean_rise);
  }
  [[nodiscard]] double cdf(double x) const override { return inner_->cdf(last_below(x)); }
  [[nodiscard]] double cdf_complement(double x) const override {
    return inner_->cdf_complement(last_below(x));
  }
  [[nodiscard]] double quantile(double u) const override { return map_(inner_->quantile(u)); }
  [[nodiscard]] double quantile_complement(double v) const override {
    return map_(inner_->quantile_complement(v));
  }
  [[nodiscard]] bool discrete() const override { return true; }
  [[nodiscard]] double multiple() const { return map_.multiple; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return std::make_shared<MappedSampler<ToMultiple>>(make_sampler(inner_), map_);
  }

private:
  /// The lowest multiple, in multiples.
  [[nodiscard]] double first() const { return std::floor(inner_->lowest() / map_.multiple + 0.5); }

  /// E[K^power], K = multiples above the first: summed from the survival while rounding matters, then
  /// the integral of the unrounded value, of which the sum is the midpoint rule.
  [[nodiscard]] double risen(int power) const {
    const double origin = first();
    const auto raised = [power](double k) { return power == 1 ? k : k * k; };
    double sum = 0;
    for (double k = 1; k <= most_steps; ++k)
      sum += (raised(k) - raised(k - 1)) * inner_->cdf_complement((origin + k - 0.5) * map_.multiple);
    const double end = (origin + most_steps) * map_.multiple;
    const auto beyond = [&](double x) {
      return raised(std::fmax(x / map_.multiple - origin, most_steps)) - raised(most_steps);
    };
    const double tolerance = 1e-12 * raised(most_steps);
    return sum + integrate_quantile(*inner_, beyond, inner_->cdf(end), 0, tolerance);
  }

  /// The largest value that rounds to x or less. A multiple counts from the very number that is drawn for it,
  /// whatever the quotient is rounded to.
  [[nodiscard]] double last_below(double x) const {
    double steps = std::floor(x / map_.multiple);
    if ((steps + 1) * map_.multiple <= x)
      ++steps;
    else if (steps * map_.multiple > x)
      --steps;
    return std::nextafter((steps + 0.5) * map_.multiple, -HUGE_VAL);
  }

  DistributionPtr inner_;
  ToMultiple map_;
};

DistributionPtr multiples(const Distribution& inner, double multiple, double first, double last) {
  std::vector<double> values;
  std::vector<double> weights;
  const auto edge = [&](double k) { return std::nextafter((k - 0.5) * multiple, -HUGE_VAL); };
  for (double k = first; k <= last; ++k) { // the smaller tail keeps small weights exact
    const double upper = inner.cdf_complement(edge(k));
    const double weight =
        upper < 0.5 ? upper - inner.cdf_complement(edge(k + 1)) : inner.cdf(edge(k + 1)) - inner.cdf(edge(k));
    values.push_back(k * multiple);
    weights.push_back(std::fmax(0.0, weight));
  }
  return std::make_shared<StepDistribution>(std::move(values), std::move(weights));
}

} // namespace

double multiple_of(const Distribution& distribution) {
  const auto* const given = dynamic_cast<const RoundedDistribution*>(&distribution);
  return given ? given->multiple() : 0;
}

DistributionPtr rounded(DistributionPtr inner, double multiple) {
  if (!(multiple > 0) || std::isinf(multiple))
    throw std::invalid_argument("a value is rounded to a multiple of more than 0");
  if (const StepDistribution* steps = as_steps(*inner)) return map_steps(*steps, ToMultiple{multiple});
  const double first = std::floor(inner->lowest() / multiple + 0.5);
  const double last = std::floor(inner->highest() / multiple + 0.5);
  if (last - first < most_steps) return multiples(*inner, multiple, first, last);
  return std::make_shared<RoundedDistribution>(std::move(inner), multiple);
}

} // namespace carepath
