// folded: values without their signs, drawn by one rising curve from the same uniform.
#include "engine/random/folded.hpp"

#include "engine/random/quadrature.hpp"
#include "engine/random/root.hpp"
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace carepath {
namespace {

class FoldedDistribution final : public Distribution {
public:
  explicit FoldedDistribution(DistributionPtr inner) : inner_(std::move(inner)) {}
  [[nodiscard]] double mean() const override { return moments_of_quantile(*this).mean; }
  [[nodiscard]] double variance() const override { return moments_of_quantile(*this).variance; }
  [[nodiscard]] double cdf(double x) const override { return x < 0 ? 0 : inner_->cdf(x) - beyond(x); }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x < 0 ? 1 : inner_->cdf_complement(x) + beyond(x);
  }
  [[nodiscard]] double quantile(double u) const override {
    return solve_increasing([&](double x) { return cdf(x) - u; }, lowest(), highest(), tolerance(u));
  }
  [[nodiscard]] double quantile_complement(double v) const override {
    return solve_increasing([&](double x) { return v - cdf_complement(x); }, lowest(), highest(),
                            tolerance(v));
  }
  [[nodiscard]] bool discrete() const override { return inner_->discrete(); }
  [[nodiscard]] double lowest() const override { return std::max(0.0, -inner_->highest()); }
  [[nodiscard]] double highest() const override {
    return std::max(std::fabs(inner_->lowest()), std::fabs(inner_->highest()));
  }

private:
  /// P(X < -x): an atom at -x is folded onto x itself.
  [[nodiscard]] double beyond(double x) const { return inner_->cdf(std::nextafter(-x, -HUGE_VAL)); }
  /// Between two atoms the curve is level: only its jump is the value looked for, never a place before it.
  [[nodiscard]] double tolerance(double probability) const { return discrete() ? -1 : 0x1p-46 * probability; }

  DistributionPtr inner_;
};

} // namespace

DistributionPtr folded(DistributionPtr inner) {
  if (const StepDistribution* steps = as_steps(*inner))
    return map_steps(*steps, [](double x) { return std::fabs(x); });
  if (inner->lowest() >= 0) return inner;
  return std::make_shared<FoldedDistribution>(std::move(inner));
}

} // namespace carepath
