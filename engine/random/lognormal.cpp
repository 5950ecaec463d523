// lognormal: a positive quantity whose logarithm is normal, with a long right tail.
#include "engine/random/parameter_check.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/special_functions.hpp"
#include "engine/random/unit_tables.hpp"

#include <cmath>

namespace carepath {
namespace {

class LognormalDistribution final : public Distribution {
public:
  LognormalDistribution(double median, double sigma) : median_(median), sigma_(sigma) {}
  [[nodiscard]] double mean() const override { return median_ * portable::exp(0.5 * sigma_ * sigma_); }
  [[nodiscard]] double variance() const override {
    return mean() * mean() * portable::expm1(sigma_ * sigma_);
  }
  [[nodiscard]] double cdf(double x) const override { return x > 0 ? normal_tails(score(x)).lower : 0; }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x > 0 ? normal_tails(score(x)).upper : 1;
  }
  [[nodiscard]] double quantile(double u) const override { return at(normal_quantile(u)); }
  [[nodiscard]] double quantile_complement(double v) const override { return at(-normal_quantile(v)); }
  [[nodiscard]] double lowest() const override { return 0; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return exp_table_sampler(unit_normal_table(), sigma_, median_);
  }

private:
  [[nodiscard]] double at(double z) const { return median_ * portable::exp(sigma_ * z); }
  [[nodiscard]] double score(double x) const { return portable::log(x / median_) / sigma_; }

  double median_;
  double sigma_;
};

constexpr ParameterRow parameters[] = {
    {"mean", ParameterKind::same, "the mean of the values themselves, not of their logarithm"},
    {"sd", ParameterKind::same, "the standard deviation of the values themselves"},
    {"variance", ParameterKind::squared, "the variance of the values themselves"},
    {"median", ParameterKind::same, "the value that half fall below: exp(mu)"},
    {"sigma", ParameterKind::number, "the standard deviation of the natural logarithm"},
    {"mu", ParameterKind::number, "the mean of the natural logarithm of the value in days"},
};
constexpr std::string_view forms[] = {"mean sd", "mean variance", "median sigma", "mu sigma"};

DistributionPtr from_median(double median, double sigma) {
  if (sigma == 0) return constant(median);
  return std::make_shared<LognormalDistribution>(median, sigma);
}

DistributionPtr make(const Parameters& given) {
  if (given.has("mean")) {
    const double mean = positive(given, "mean");
    const double ratio = standard_deviation(given) / mean;
    return from_median(mean / std::sqrt(1 + ratio * ratio), std::sqrt(portable::log1p(ratio * ratio)));
  }
  const double sigma = not_negative(given, "sigma");
  if (given.has("median")) return from_median(positive(given, "median"), sigma);
  return from_median(portable::exp(finite(given, "mu")), sigma);
}

} // namespace

const DistributionRow lognormal_row{
    "lognormal",
    "Lognormal",
    parameters,
    forms,
    "exp(mu + sigma Z) with Z standard normal: median exp(mu), mean exp(mu + sigma^2/2), "
    "sigma^2 = log(1 + sd^2/mean^2).",
    R"({ dist = "lognormal", mean = "35 days", sd = "20 days" })",
    make,
};

} // namespace carepath
