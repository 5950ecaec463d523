// truncated: only what lies between two limits, by restricting u; no value is drawn and thrown away.
#include "engine/random/quadrature.hpp"
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

/// How far a value may be from a limit that it is meant to be: "15 min" and three times "5 min" are not quite
/// the same number.
double roundings(double limit) {
  return std::isinf(limit) ? 0 : 0x1p-49 * std::fabs(limit);
}

[[noreturn]] void refuse() {
  throw std::invalid_argument("nothing of the distribution lies between the limits it is kept inside");
}

class TruncatedDistribution final : public Distribution {
public:
  TruncatedDistribution(DistributionPtr inner, double low, double high)
      : inner_(std::move(inner)), low_(low), high_(high) {
    const bool has_steps = inner_->discrete(); // those at the limits stay
    const double below_low = std::nextafter(has_steps ? low - roundings(low) : low, -HUGE_VAL);
    const double up_to_high = has_steps ? high + roundings(high) : high;
    under_ = std::isinf(low) ? 0 : inner_->cdf(below_low);
    over_ = std::isinf(high) ? 0 : inner_->cdf_complement(up_to_high);
    kept_ = under_ < 0.5 ? 1 - under_ - over_ : inner_->cdf_complement(below_low) - over_;
    if (over_ > 0.5) kept_ = inner_->cdf(up_to_high) - under_;
    if (!(kept_ > 1e-12)) refuse();
  }
  [[nodiscard]] double mean() const override { return moments_of_quantile(*this).mean; }
  [[nodiscard]] double variance() const override { return moments_of_quantile(*this).variance; }
  [[nodiscard]] double cdf(double x) const override {
    if (x < low_) return 0;
    if (x >= high_) return 1;
    return under_ < 0.5 ? share(inner_->cdf(x) - under_) : 1 - cdf_complement(x);
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    if (x < low_) return 1;
    if (x >= high_) return 0;
    return over_ < 0.5 ? share(inner_->cdf_complement(x) - over_) : 1 - share(inner_->cdf(x) - under_);
  }
  [[nodiscard]] double quantile(double u) const override { return between(u, 1 - u); }
  [[nodiscard]] double quantile_complement(double v) const override { return between(1 - v, v); }
  [[nodiscard]] bool discrete() const override { return inner_->discrete(); }
  [[nodiscard]] double lowest() const override { return std::max(low_, inner_->lowest()); }
  [[nodiscard]] double highest() const override { return std::min(high_, inner_->highest()); }

private:
  [[nodiscard]] double share(double part) const { return std::clamp(part / kept_, 0.0, 1.0); }
  [[nodiscard]] double between(double p, double q) const {
    const double lower = under_ + p * kept_;
    const double upper = over_ + q * kept_;
    const double x = lower <= upper ? inner_->quantile(lower) : inner_->quantile_complement(upper);
    return std::clamp(x, low_, high_);
  }

  DistributionPtr inner_;
  double low_;
  double high_;
  double under_ = 0; // P(X < low)
  double over_ = 0;  // P(X > high)
  double kept_ = 1;
};

DistributionPtr kept_steps(const StepDistribution& steps, double low, double high) {
  std::vector<double> values;
  std::vector<double> weights;
  for (std::size_t i = 0; i < steps.values().size(); ++i) {
    const double value = steps.values()[i];
    if (value < low - roundings(low) || value > high + roundings(high)) continue;
    values.push_back(std::clamp(value, low, high));
    weights.push_back(steps.weights()[i]);
  }
  if (values.empty()) refuse();
  return std::make_shared<StepDistribution>(std::move(values), std::move(weights));
}

} // namespace

DistributionPtr truncated(DistributionPtr inner, double low, double high) {
  if (!(low <= high)) throw std::invalid_argument("the lower limit must not be above the upper limit");
  if (const StepDistribution* steps = as_steps(*inner)) return kept_steps(*steps, low, high);
  if (low <= inner->lowest() && high >= inner->highest()) return inner;
  return std::make_shared<TruncatedDistribution>(std::move(inner), low, high);
}

} // namespace carepath
