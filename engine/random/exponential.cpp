// exponential: the time to the next event when events come at random.
#include "engine/random/parameter_check.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/unit_tables.hpp"

namespace carepath {
namespace {

class ExponentialDistribution final : public Distribution {
public:
  explicit ExponentialDistribution(double mean) : mean_(mean) {}
  [[nodiscard]] double mean() const override { return mean_; }
  [[nodiscard]] double variance() const override { return mean_ * mean_; }
  [[nodiscard]] double cdf(double x) const override { return x > 0 ? -portable::expm1(-x / mean_) : 0; }
  [[nodiscard]] double cdf_complement(double x) const override {
    return x > 0 ? portable::exp(-x / mean_) : 1;
  }
  [[nodiscard]] double quantile(double u) const override { return -mean_ * portable::log1p(-u); }
  [[nodiscard]] double quantile_complement(double v) const override { return -mean_ * portable::log(v); }
  [[nodiscard]] double lowest() const override { return 0; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return table_sampler(unit_exponential_table(), mean_);
  }

private:
  double mean_;
};

constexpr ParameterRow parameters[] = {
    {"mean", ParameterKind::same, "the mean, also the standard deviation"},
    {"rate", ParameterKind::inverse, "events per unit of time: one over the mean"},
};
constexpr std::string_view forms[] = {"mean", "rate"};

DistributionPtr make(const Parameters& given) {
  const double mean = given.has("mean") ? positive(given, "mean") : 1 / positive(given, "rate");
  return std::make_shared<ExponentialDistribution>(mean);
}

} // namespace

const DistributionRow exponential_row{
    "exponential",
    "Exponential",
    parameters,
    forms,
    "The gap between events that come at random at a constant rate; it has no memory. "
    "P(X > x) = exp(-x/mean), standard deviation = mean.",
    R"({ dist = "exponential", mean = "3 days" })",
    make,
};

} // namespace carepath
