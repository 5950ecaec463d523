// triangular: lowest, most likely and highest value, when an estimate is all there is.
#include "engine/random/inverse_table.hpp"
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"

#include <cmath>
#include <stdexcept>

namespace carepath {
namespace {

class TriangularDistribution final : public Distribution {
public:
  TriangularDistribution(double low, double mode, double high)
      : low_(low), mode_(mode), high_(high), span_(high - low), below_mode_((mode - low) / span_),
        above_mode_((high - mode) / span_) {}
  [[nodiscard]] double mean() const override { return (low_ + mode_ + high_) / 3; }
  [[nodiscard]] double variance() const override {
    return span_ * span_ * (1 - below_mode_ * above_mode_) / 18;
  }
  [[nodiscard]] double cdf(double x) const override {
    if (x > mode_) return 1 - cdf_complement(x);
    return x > low_ ? (x - low_) / span_ * ((x - low_) / (mode_ - low_)) : 0;
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    if (x <= mode_) return 1 - cdf(x);
    return x < high_ ? (high_ - x) / span_ * ((high_ - x) / (high_ - mode_)) : 0;
  }
  [[nodiscard]] double quantile(double u) const override {
    return u <= below_mode_ ? low_ + span_ * std::sqrt(u * below_mode_)
                            : high_ - span_ * std::sqrt((1 - u) * above_mode_);
  }
  [[nodiscard]] double quantile_complement(double v) const override {
    return v < above_mode_ ? high_ - span_ * std::sqrt(v * above_mode_)
                           : low_ + span_ * std::sqrt((1 - v) * below_mode_);
  }
  [[nodiscard]] double lowest() const override { return low_; }
  [[nodiscard]] double highest() const override { return high_; }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override;

private:
  double low_;
  double mode_;
  double high_;
  double span_;
  double below_mode_; // P(X < mode)
  double above_mode_; // P(X > mode)
};

class TriangularSampler final : public Sampler {
public:
  explicit TriangularSampler(const TriangularDistribution& distribution) : distribution_(distribution) {}
  [[nodiscard]] double draw(Uniform u) const override { return quantile_at(distribution_, tail_of(u)); }

private:
  TriangularDistribution distribution_;
};

std::shared_ptr<const Sampler> TriangularDistribution::own_sampler() const {
  return std::make_shared<TriangularSampler>(*this);
}

constexpr ParameterRow parameters[] = {
    {"low", ParameterKind::same, "the lowest value"},
    {"mode", ParameterKind::same, "the most likely value"},
    {"high", ParameterKind::same, "the highest value"},
};
constexpr std::string_view forms[] = {"low mode high"};

DistributionPtr make(const Parameters& given) {
  const double low = finite(given, "low");
  const double mode = finite(given, "mode");
  const double high = finite(given, "high");
  if (low > mode || mode > high) throw std::invalid_argument("low, mode and high must be in rising order");
  if (low == high) return constant(low);
  return std::make_shared<TriangularDistribution>(low, mode, high);
}

} // namespace

const DistributionRow triangular_row{
    "triangular",
    "Triangular",
    parameters,
    forms,
    "Density rising in a straight line from low to mode and falling to high: mean (low + mode + high)/3.",
    R"({ dist = "triangular", low = "2 days", mode = "5 days", high = "14 days" })",
    make,
};

} // namespace carepath
