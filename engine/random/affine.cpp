// affine: a multiple of a distribution, moved along. A negative multiple reads u from the other end.
#include "engine/random/prepared_draw.hpp"
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace carepath {
namespace {

class AffineSampler final : public Sampler {
public:
  AffineSampler(std::shared_ptr<const Sampler> inner, double times, double plus)
      : inner_(std::move(inner)), draw_(inner_->prepared()), times_(times), plus_(plus) {}
  [[nodiscard]] double draw(Uniform u) const override {
    return plus_ + times_ * draw_.draw(times_ < 0 ? Uniform{~u.bits} : u);
  }

private:
  std::shared_ptr<const Sampler> inner_;
  PreparedDraw draw_;
  double times_;
  double plus_;
};

class AffineDistribution final : public Distribution {
public:
  AffineDistribution(DistributionPtr inner, double times, double plus)
      : inner_(std::move(inner)), times_(times), plus_(plus) {}
  [[nodiscard]] double mean() const override { return plus_ + times_ * inner_->mean(); }
  [[nodiscard]] double variance() const override { return times_ * times_ * inner_->variance(); }
  [[nodiscard]] double cdf(double x) const override {
    return times_ > 0 ? inner_->cdf(limit(x)) : inner_->cdf_complement(limit(x));
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    return times_ > 0 ? inner_->cdf_complement(limit(x)) : inner_->cdf(limit(x));
  }
  [[nodiscard]] double quantile(double u) const override {
    return plus_ + times_ * (times_ > 0 ? inner_->quantile(u) : inner_->quantile_complement(u));
  }
  [[nodiscard]] double quantile_complement(double v) const override {
    return plus_ + times_ * (times_ > 0 ? inner_->quantile_complement(v) : inner_->quantile(v));
  }
  [[nodiscard]] bool discrete() const override { return inner_->discrete(); }
  [[nodiscard]] double lowest() const override {
    return plus_ + times_ * (times_ > 0 ? inner_->lowest() : inner_->highest());
  }
  [[nodiscard]] double highest() const override {
    return plus_ + times_ * (times_ > 0 ? inner_->highest() : inner_->lowest());
  }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    auto inner = make_sampler(inner_);
    if (const auto form = scaled(inner->prepared(), times_, plus_)) return form_sampler(*form, inner);
    return std::make_shared<AffineSampler>(std::move(inner), times_, plus_);
  }

private:
  [[nodiscard]] double back(double x) const { return (x - plus_) / times_; }
  /// Where the inner distribution is cut for what is at most x: from there down, or, for a negative multiple,
  /// above there. A value of a discrete one close by is on the side where the value drawn from it is, since
  /// the way back may round it to the other.
  [[nodiscard]] double limit(double x) const {
    const double near = rounding(x);
    const double up_to = back(x) + near;
    const double value = inner_->discrete() ? last_value(up_to) : -HUGE_VAL;
    if (value < back(x) - near) return back(x);
    const bool counts = plus_ + times_ * value <= x;
    return counts == (times_ > 0) ? value + near : value - near;
  }
  /// The last value of the inner distribution up to there, where it has one; by the smaller tail.
  [[nodiscard]] double last_value(double up_to) const {
    const double u = inner_->cdf(up_to);
    const double v = inner_->cdf_complement(up_to);
    if (!(u > 0 && v > 0)) return -HUGE_VAL;
    return u < 0.5 ? inner_->quantile(u) : inner_->quantile_complement(v);
  }
  /// How far `back` may be out.
  [[nodiscard]] double rounding(double x) const {
    constexpr double roundings = 8 * std::numeric_limits<double>::epsilon();
    return roundings * std::max(std::abs(x), std::abs(plus_)) / std::abs(times_);
  }

  DistributionPtr inner_;
  double times_;
  double plus_;
};

} // namespace

DistributionPtr affine(DistributionPtr inner, double times, double plus) {
  if (times == 1 && plus == 0) return inner;
  if (times == 0) return constant(plus);
  if (const StepDistribution* steps = as_steps(*inner))
    return map_steps(*steps, [=](double x) { return plus + times * x; });
  return std::make_shared<AffineDistribution>(std::move(inner), times, plus);
}

} // namespace carepath
