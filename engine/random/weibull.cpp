// weibull: a time to an event whose risk rises or falls with a power of time.
#include "engine/random/parameter_check.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/special_functions.hpp"
#include "engine/random/unit_tables.hpp"

#include <stdexcept>

namespace carepath {
namespace {

class WeibullDistribution final : public Distribution {
public:
  WeibullDistribution(double shape, double scale) : shape_(shape), scale_(scale) {}
  [[nodiscard]] double mean() const override { return scale_ * gamma_function(1 + 1 / shape_); }
  [[nodiscard]] double variance() const override {
    return scale_ * scale_ * gamma_function(1 + 2 / shape_) - mean() * mean();
  }
  [[nodiscard]] double cdf(double x) const override { return x > 0 ? -portable::expm1(-hazard(x)) : 0; }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x > 0 ? portable::exp(-hazard(x)) : 1;
  }
  [[nodiscard]] double quantile(double u) const override { return at(-portable::log1p(-u)); }
  [[nodiscard]] double quantile_complement(double v) const override { return at(-portable::log(v)); }
  [[nodiscard]] double lowest() const override { return 0; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return exp_table_sampler(log_exponential_table(), 1 / shape_, scale_);
  }

private:
  [[nodiscard]] double at(double exponential) const {
    return scale_ * portable::exp(portable::log(exponential) / shape_);
  }
  /// The risk met by time x: (x/scale)^shape.
  [[nodiscard]] double hazard(double x) const { return portable::exp(shape_ * portable::log(x / scale_)); }

  double shape_;
  double scale_;
};

constexpr ParameterRow parameters[] = {
    {"shape", ParameterKind::number, "below 1 the risk falls with time, above 1 it rises"},
    {"scale", ParameterKind::same, "the time by which 63.2% have had the event"},
    {"mean", ParameterKind::same, "the mean: scale times gamma(1 + 1/shape)"},
};
constexpr std::string_view forms[] = {"shape scale", "shape mean"};

DistributionPtr make(const Parameters& given) {
  const double shape = positive(given, "shape");
  if (shape < 0.05 || shape > 1e4) throw std::invalid_argument("shape must be from 0.05 to 10000");
  const double scale =
      given.has("scale") ? positive(given, "scale") : positive(given, "mean") / gamma_function(1 + 1 / shape);
  return std::make_shared<WeibullDistribution>(shape, scale);
}

} // namespace

const DistributionRow weibull_row{
    "weibull",
    "Weibull",
    parameters,
    forms,
    "P(X > x) = exp(-(x/scale)^shape): the risk rises with time if shape > 1 and falls if shape < 1.",
    R"({ dist = "weibull", shape = 1.5, scale = "10 days" })",
    make,
};

} // namespace carepath
