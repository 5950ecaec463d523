// geometric: how many tries fail before the first that succeeds.
#include "engine/random/inverse_table.hpp"
#include "engine/random/parameter_check.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/random/rows.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace carepath {
namespace {

class GeometricDistribution final : public Distribution {
public:
  explicit GeometricDistribution(double p) : p_(p), log_fail_(portable::log1p(-p)) {}
  [[nodiscard]] double mean() const override { return (1 - p_) / p_; }
  [[nodiscard]] double variance() const override { return (1 - p_) / (p_ * p_); }
  [[nodiscard]] double cdf(double x) const override {
    return x < 0 ? 0 : -portable::expm1((std::floor(x) + 1) * log_fail_);
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x < 0 ? 1 : portable::exp((std::floor(x) + 1) * log_fail_);
  }
  [[nodiscard]] double quantile(double u) const override {
    return first_near(count(portable::log1p(-u)), [&](double k) { return cdf(k) >= u; });
  }
  [[nodiscard]] double quantile_complement(double v) const override {
    return first_near(count(portable::log(v)), [&](double k) { return cdf_complement(k) <= v; });
  }
  [[nodiscard]] bool discrete() const override { return true; }
  [[nodiscard]] double lowest() const override { return 0; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override;

private:
  /// Smallest k with (1-p)^(k+1) at most the tail whose logarithm is given.
  [[nodiscard]] double count(double log_tail) const {
    return std::max(0.0, std::ceil(log_tail / log_fail_ - 1));
  }

  /// The first number that reaches, of `k` and those beside it: the quotient of logarithms may be rounded to
  /// the other side of a whole number.
  template <class Reaches> [[nodiscard]] static double first_near(double k, const Reaches& reaches) {
    if (k > 0 && reaches(k - 1)) return k - 1;
    return reaches(k) ? k : k + 1;
  }

  double p_;
  double log_fail_;
};

class GeometricSampler final : public Sampler {
public:
  explicit GeometricSampler(const GeometricDistribution& distribution) : distribution_(distribution) {}
  [[nodiscard]] double draw(Uniform u) const override { return quantile_at(distribution_, tail_of(u)); }

private:
  GeometricDistribution distribution_;
};

std::shared_ptr<const Sampler> GeometricDistribution::own_sampler() const {
  return std::make_shared<GeometricSampler>(*this);
}

constexpr ParameterRow parameters[] = {
    {"probability", ParameterKind::number, "the chance that a try succeeds, more than 0"},
    {"mean", ParameterKind::number, "the mean number of failures: 1/probability - 1"},
};
constexpr std::string_view forms[] = {"probability", "mean"};

DistributionPtr make(const Parameters& given) {
  const double p =
      given.has("mean") ? 1 / (1 + not_negative(given, "mean")) : probability(given, "probability");
  if (p < 1e-12) throw std::invalid_argument("the chance of success must be more than 0");
  if (p == 1) return constant(0);
  return std::make_shared<GeometricDistribution>(p);
}

} // namespace

const DistributionRow geometric_row{
    "geometric",
    "Geometric",
    parameters,
    forms,
    "The number of failures before the first success, from 0: P(X >= k) = (1 - probability)^k.",
    R"({ dist = "geometric", probability = 0.25 })",
    make,
};

} // namespace carepath
