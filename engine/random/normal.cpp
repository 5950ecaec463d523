// normal: the bell curve; it reaches below 0, so durations need a minimum.
#include "engine/random/parameter_check.hpp"
#include "engine/random/prepared_draw.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/special_functions.hpp"
#include "engine/random/unit_tables.hpp"

namespace carepath {
namespace {

class NormalDistribution final : public Distribution {
public:
  NormalDistribution(double mean, double sd) : mean_(mean), sd_(sd) {}
  [[nodiscard]] double mean() const override { return mean_; }
  [[nodiscard]] double variance() const override { return sd_ * sd_; }
  [[nodiscard]] double cdf(double x) const override { return normal_tails((x - mean_) / sd_).lower; }
  [[nodiscard]] double cdf_complement(double x) const override {
    return normal_tails((x - mean_) / sd_).upper;
  }
  [[nodiscard]] double quantile(double u) const override { return mean_ + sd_ * normal_quantile(u); }
  [[nodiscard]] double quantile_complement(double v) const override {
    return mean_ - sd_ * normal_quantile(v);
  }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override {
    return table_sampler(unit_normal_table(), sd_, mean_);
  }

private:
  double mean_;
  double sd_;
};

constexpr ParameterRow parameters[] = {
    {"mean", ParameterKind::same, "the mean"},
    {"sd", ParameterKind::same, "the standard deviation"},
    {"variance", ParameterKind::squared, "the variance"},
};
constexpr std::string_view forms[] = {"mean sd", "mean variance"};

DistributionPtr make(const Parameters& given) {
  const double mean = finite(given, "mean");
  const double sd = standard_deviation(given);
  if (sd == 0) return constant(mean);
  return std::make_shared<NormalDistribution>(mean, sd);
}

} // namespace

const DistributionRow normal_row{
    "normal",
    "Normal",
    parameters,
    forms,
    "The bell curve. It reaches below 0: give durations a minimum, or keep them inside limits.",
    R"({ dist = "normal", mean = "16 days", sd = "3 days" })",
    make,
};

} // namespace carepath
