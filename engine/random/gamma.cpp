// gamma: a waiting or service time with a hump and an exponential tail.
#include "engine/random/gamma_distribution.hpp"
#include "engine/random/parameter_check.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/special_functions.hpp"

#include <stdexcept>

namespace carepath {
namespace {

class GammaDistribution final : public Distribution {
public:
  GammaDistribution(double shape, double scale) : shape_(shape), scale_(scale) {}
  [[nodiscard]] double mean() const override { return shape_ * scale_; }
  [[nodiscard]] double variance() const override { return shape_ * scale_ * scale_; }
  [[nodiscard]] double cdf(double x) const override { return gamma_tails(shape_, x / scale_).lower; }
  [[nodiscard]] double cdf_complement(double x) const override {
    return gamma_tails(shape_, x / scale_).upper;
  }
  [[nodiscard]] double quantile(double u) const override { return scale_ * gamma_quantile(shape_, u, 1 - u); }
  [[nodiscard]] double quantile_complement(double v) const override {
    return scale_ * gamma_quantile(shape_, 1 - v, v);
  }
  [[nodiscard]] double lowest() const override { return 0; }

private:
  double shape_;
  double scale_;
};

constexpr ParameterRow parameters[] = {
    {"mean", ParameterKind::same, "the mean: shape times scale"},
    {"sd", ParameterKind::same, "the standard deviation: the mean over the square root of the shape"},
    {"shape", ParameterKind::number, "the shape: 1 is exponential, more is less variable"},
    {"scale", ParameterKind::same, "the scale: variance over mean"},
    {"rate", ParameterKind::inverse, "one over the scale"},
};
constexpr std::string_view forms[] = {"mean sd", "shape scale", "shape rate", "shape mean"};

DistributionPtr make(const Parameters& given) {
  if (given.has("sd")) {
    const double mean = positive(given, "mean");
    const double sd = not_negative(given, "sd");
    return sd == 0 ? constant(mean) : gamma_distribution((mean / sd) * (mean / sd), sd * (sd / mean));
  }
  const double shape = positive(given, "shape");
  if (given.has("scale")) return gamma_distribution(shape, positive(given, "scale"));
  if (given.has("rate")) return gamma_distribution(shape, 1 / positive(given, "rate"));
  return gamma_distribution(shape, positive(given, "mean") / shape);
}

} // namespace

DistributionPtr gamma_distribution(double shape, double scale) {
  if (shape > 1e7)
    throw std::invalid_argument("the standard deviation is too small beside the mean; use a fixed value");
  if (shape < 0.01)
    throw std::invalid_argument(
        "the standard deviation is more than 10 times the mean: nearly every value would be 0");
  return std::make_shared<GammaDistribution>(shape, scale);
}

const DistributionRow gamma_row{
    "gamma",
    "Gamma",
    parameters,
    forms,
    "Density proportional to x^(shape-1) exp(-x/scale): mean shape*scale, variance shape*scale^2.",
    R"({ dist = "gamma", mean = "6 days", sd = "4 days" })",
    make,
};

} // namespace carepath
