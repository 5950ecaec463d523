// clamped: values below a floor are set to it, values above a ceiling to that.
#include "engine/random/mapped.hpp"
#include "engine/random/quadrature.hpp"
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

struct Inside {
  double low;
  double high;
  double operator()(double x) const { return std::clamp(x, low, high); }
};

class ClampedDistribution final : public Distribution {
public:
  ClampedDistribution(DistributionPtr inner, double low, double high)
      : inner_(std::move(inner)), map_{low, high} {}
  [[nodiscard]] double mean() const override {
    return centre() + expected([](double x) { return x; });
  }
  [[nodiscard]] double variance() const override {
    const double offset = expected([](double x) { return x; });
    return std::max(0.0, expected([](double x) { return x * x; }) - offset * offset);
  }
  [[nodiscard]] double cdf(double x) const override {
    return x < map_.low ? 0 : x >= map_.high ? 1 : inner_->cdf(x);
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x < map_.low ? 1 : x >= map_.high ? 0 : inner_->cdf_complement(x);
  }
  [[nodiscard]] double quantile(double u) const override { return map_(inner_->quantile(u)); }
  [[nodiscard]] double quantile_complement(double v) const override {
    return map_(inner_->quantile_complement(v));
  }
  [[nodiscard]] double lowest() const override { return map_(inner_->lowest()); }
  [[nodiscard]] double highest() const override { return map_(inner_->highest()); }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return std::make_shared<MappedSampler<Inside>>(make_sampler(inner_), map_);
  }

private:
  [[nodiscard]] double centre() const { return quantile(0.5); }

  /// E[g(X - centre)]: the two atoms, and the quantile between them.
  [[nodiscard]] double expected(const std::function<double(double)>& g) const {
    const double middle = centre();
    const double at_low = std::isinf(map_.low) ? 0 : inner_->cdf(map_.low);
    const double at_high = std::isinf(map_.high) ? 0 : inner_->cdf_complement(map_.high);
    const double spread = quantile(0.75) - quantile(0.25) + 0x1p-20 * (highest() - lowest());
    const double tolerance = 1e-12 * std::fabs(g(spread));
    const auto about_middle = [&](double x) { return g(map_(x) - middle); };
    double sum = integrate_quantile(*inner_, about_middle, at_low, at_high, tolerance);
    if (at_low > 0) sum += at_low * g(map_.low - middle);
    if (at_high > 0) sum += at_high * g(map_.high - middle);
    return sum;
  }

  DistributionPtr inner_;
  Inside map_;
};

} // namespace

DistributionPtr clamped(DistributionPtr inner, double low, double high) {
  if (!(low <= high)) throw std::invalid_argument("the minimum must not be above the maximum");
  if (const StepDistribution* steps = as_steps(*inner)) return map_steps(*steps, Inside{low, high});
  if (low <= inner->lowest() && high >= inner->highest()) return inner;
  return std::make_shared<ClampedDistribution>(std::move(inner), low, high);
}

} // namespace carepath
