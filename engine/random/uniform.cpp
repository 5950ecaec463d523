// uniform: every value between two limits equally likely.
#include "engine/random/parameter_check.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"

#include <algorithm>
#include <stdexcept>

namespace carepath {
namespace {

class UniformDistribution final : public Distribution {
public:
  UniformDistribution(double low, double high) : low_(low), high_(high) {}
  [[nodiscard]] double mean() const override { return 0.5 * (low_ + high_); }
  [[nodiscard]] double variance() const override { return (high_ - low_) * (high_ - low_) / 12; }
  [[nodiscard]] double cdf(double x) const override {
    return std::clamp((x - low_) / (high_ - low_), 0.0, 1.0);
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    return std::clamp((high_ - x) / (high_ - low_), 0.0, 1.0);
  }
  [[nodiscard]] double quantile(double u) const override { return low_ + u * (high_ - low_); }
  [[nodiscard]] double quantile_complement(double v) const override { return high_ - v * (high_ - low_); }
  [[nodiscard]] double lowest() const override { return low_; }
  [[nodiscard]] double highest() const override { return high_; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    PreparedDraw form;
    form.kind = PreparedDraw::Kind::uniform;
    form.plus = low_;
    form.times = high_ - low_;
    return form_sampler(form);
  }

private:
  double low_;
  double high_;
};

constexpr ParameterRow parameters[] = {
    {"low", ParameterKind::same, "the lowest value"},
    {"high", ParameterKind::same, "the highest value"},
};
constexpr std::string_view forms[] = {"low high"};

DistributionPtr make(const Parameters& given) {
  const double low = finite(given, "low");
  const double high = finite(given, "high");
  if (low > high) throw std::invalid_argument("low must not be more than high");
  if (low == high) return constant(low);
  return std::make_shared<UniformDistribution>(low, high);
}

} // namespace

const DistributionRow uniform_row{
    "uniform",
    "Uniform",
    parameters,
    forms,
    "Every value between low and high is equally likely: mean (low + high)/2, variance (high - low)^2/12.",
    R"({ dist = "uniform", low = "1 day", high = "5 days" })",
    make,
};

} // namespace carepath
