// loglogistic: like the lognormal with a heavier tail and a closed survival function.
#include "engine/random/parameter_check.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/special_functions.hpp"
#include "engine/random/unit_tables.hpp"

#include <limits>
#include <stdexcept>

namespace carepath {
namespace {

class LoglogisticDistribution final : public Distribution {
public:
  LoglogisticDistribution(double median, double shape) : median_(median), shape_(shape) {}
  [[nodiscard]] double mean() const override { return median_ * moment(1); }
  [[nodiscard]] double variance() const override {
    if (shape_ <= 2) return std::numeric_limits<double>::infinity();
    return median_ * median_ * moment(2) - mean() * mean();
  }
  [[nodiscard]] double cdf(double x) const override { return x > 0 ? 1 / (1 + odds(-shape_, x)) : 0; }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x > 0 ? 1 / (1 + odds(shape_, x)) : 1;
  }
  [[nodiscard]] double quantile(double u) const override {
    return median_ * portable::exp(portable::log(u / (1 - u)) / shape_);
  }
  [[nodiscard]] double quantile_complement(double v) const override {
    return median_ * portable::exp(portable::log((1 - v) / v) / shape_);
  }
  [[nodiscard]] double lowest() const override { return 0; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return exp_table_sampler(unit_logistic_table(), 1 / shape_, median_);
  }

private:
  [[nodiscard]] double odds(double power, double x) const {
    return portable::exp(power * portable::log(x / median_));
  }
  /// E[(X/median)^k] = Γ(1 + k/shape) Γ(1 - k/shape), for shape > k.
  [[nodiscard]] double moment(double k) const {
    return gamma_function(1 + k / shape_) * gamma_function(1 - k / shape_);
  }

  double median_;
  double shape_;
};

constexpr ParameterRow parameters[] = {
    {"median", ParameterKind::same, "the value that half fall below"},
    {"shape", ParameterKind::number, "the power of the tail, more than 1; the variance is finite above 2"},
};
constexpr std::string_view forms[] = {"median shape"};

DistributionPtr make(const Parameters& given) {
  const double shape = positive(given, "shape");
  if (shape <= 1) throw std::invalid_argument("shape must be more than 1, or the mean is infinite");
  return std::make_shared<LoglogisticDistribution>(positive(given, "median"), shape);
}

} // namespace

const DistributionRow loglogistic_row{
    "loglogistic",
    "Log-logistic",
    parameters,
    forms,
    "P(X > x) = 1/(1 + (x/median)^shape): a hump and a tail that falls as a power.",
    R"({ dist = "loglogistic", median = "10 days", shape = 6 })",
    make,
};

} // namespace carepath
