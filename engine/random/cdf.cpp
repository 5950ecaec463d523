// cdf: a distribution given by points on its cumulative curve, straight lines between them.
#include "engine/random/inverse_table.hpp"
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/step_table.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

/// Points on the curve. The first may stand above 0: an atom at the lowest value.
struct Curve {
  std::vector<double> values;
  std::vector<double> lower; // P(X <= value)
  std::vector<double> upper; // P(X > value)

  /// The value at `at` on the piece that ends at point `i`.
  [[nodiscard]] double between(std::size_t i, Tail at) const {
    if (i == 0) return values.front();
    const double height = lower[i] - lower[i - 1];
    const double climbed = at.upper ? upper[i - 1] - at.probability : at.probability - lower[i - 1];
    const double share = height > 0 ? std::clamp(climbed / height, 0.0, 1.0) : 1.0;
    return values[i - 1] + share * (values[i] - values[i - 1]);
  }
};

class CurveSampler final : public Sampler {
public:
  explicit CurveSampler(std::shared_ptr<const Curve> curve)
      : curve_(std::move(curve)), table_(curve_->values, curve_->lower, curve_->upper) {}
  [[nodiscard]] double draw(Uniform u) const override { return curve_->between(table_.index(u), tail_of(u)); }

private:
  std::shared_ptr<const Curve> curve_;
  StepTable table_;
};

class CurveDistribution final : public Distribution {
public:
  explicit CurveDistribution(std::shared_ptr<const Curve> curve) : curve_(std::move(curve)) {
    const Curve& c = *curve_;
    const auto add = [this](double weight, double a, double b) { // a uniform piece from a to b
      mean_ += weight * 0.5 * (a + b);
      square_ += weight * (a * a + a * b + b * b) / 3;
    };
    add(c.lower.front(), c.values.front(), c.values.front());
    for (std::size_t i = 1; i < c.values.size(); ++i)
      add(c.lower[i] - c.lower[i - 1], c.values[i - 1], c.values[i]);
  }
  [[nodiscard]] double mean() const override { return mean_; }
  [[nodiscard]] double variance() const override { return std::max(0.0, square_ - mean_ * mean_); }
  [[nodiscard]] double cdf(double x) const override {
    const auto& values = curve_->values;
    const auto next = static_cast<std::size_t>(std::ranges::upper_bound(values, x) - values.begin());
    if (next == 0) return 0;
    if (next == values.size()) return 1;
    const double share = (x - values[next - 1]) / (values[next] - values[next - 1]);
    return curve_->lower[next - 1] + share * (curve_->lower[next] - curve_->lower[next - 1]);
  }
  [[nodiscard]] double quantile(double u) const override {
    const auto& lower = curve_->lower;
    const auto at = static_cast<std::size_t>(std::ranges::lower_bound(lower, u) - lower.begin());
    return curve_->between(std::min(at, lower.size() - 1), {false, u});
  }
  [[nodiscard]] double lowest() const override { return curve_->values.front(); }
  [[nodiscard]] double highest() const override { return curve_->values.back(); }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return std::make_shared<CurveSampler>(curve_);
  }

private:
  std::shared_ptr<const Curve> curve_;
  double mean_ = 0;
  double square_ = 0;
};

constexpr ParameterRow parameters[] = {
    {"values", ParameterKind::values, "values in rising order; the same one twice is a jump"},
    {"cumulative", ParameterKind::weights, "the share at or below each value, rising to 1"},
};
constexpr std::string_view forms[] = {"values cumulative"};

void check(const std::vector<double>& values, const std::vector<double>& cumulative) {
  if (values.size() != cumulative.size())
    throw std::invalid_argument("values and cumulative must be equally many");
  if (values.size() < 2) throw std::invalid_argument("values must hold at least two points");
  if (!std::ranges::is_sorted(values) || !std::isfinite(values.front()) || !std::isfinite(values.back()))
    throw std::invalid_argument("values must be in rising order");
  if (!std::ranges::is_sorted(cumulative) || !(cumulative.front() >= 0))
    throw std::invalid_argument("cumulative must rise from 0 or more");
  if (!(std::fabs(cumulative.back() - 1) <= 1e-9)) throw std::invalid_argument("cumulative must end at 1");
}

DistributionPtr make(const Parameters& given) {
  Curve curve{given.list("values"), given.list("cumulative"), {}};
  check(curve.values, curve.lower);
  curve.lower.back() = 1;
  for (double& share : curve.lower) share = std::min(share, 1.0);
  for (const double share : curve.lower) curve.upper.push_back(1 - share);
  return std::make_shared<CurveDistribution>(std::make_shared<const Curve>(std::move(curve)));
}

} // namespace

const DistributionRow cdf_row{
    "cdf",
    "Cumulative curve",
    parameters,
    forms,
    "Points on the cumulative curve with straight lines between; a first share above 0 is an atom there.",
    R"({ dist = "cdf", values = ["0 days", "2 days", "7 days", "30 days"], cumulative = [0.1, 0.4, 0.8, 1] })",
    make,
};

} // namespace carepath
