// beta: values between two limits, with a hump anywhere between them.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/special_functions.hpp"

#include <cmath>
#include <stdexcept>

namespace carepath {
namespace {

class BetaDistribution final : public Distribution {
public:
  BetaDistribution(double alpha, double beta, double low, double high)
      : alpha_(alpha), beta_(beta), low_(low), high_(high), span_(high - low) {}
  [[nodiscard]] double mean() const override { return low_ + span_ * alpha_ / (alpha_ + beta_); }
  [[nodiscard]] double variance() const override {
    const double total = alpha_ + beta_;
    return span_ * span_ * alpha_ * beta_ / (total * total * (total + 1));
  }
  [[nodiscard]] double cdf(double x) const override { return tails(x).lower; }
  [[nodiscard]] double cdf_complement(double x) const override { return tails(x).upper; }
  [[nodiscard]] double quantile(double u) const override {
    return low_ + span_ * beta_quantile(alpha_, beta_, u, 1 - u);
  }
  [[nodiscard]] double quantile_complement(double v) const override {
    return high_ - span_ * beta_quantile(beta_, alpha_, v, 1 - v);
  }
  [[nodiscard]] double lowest() const override { return low_; }
  [[nodiscard]] double highest() const override { return high_; }

private:
  [[nodiscard]] TailPair tails(double x) const {
    return beta_tails(alpha_, beta_, (x - low_) / span_, (high_ - x) / span_);
  }

  double alpha_;
  double beta_;
  double low_;
  double high_;
  double span_;
};

constexpr ParameterRow parameters[] = {
    {"low", ParameterKind::same, "the lowest value; of a number 0 where neither it nor high is given"},
    {"high", ParameterKind::same, "the highest value; of a number 1 where neither it nor low is given"},
    {"alpha", ParameterKind::number, "first shape: larger moves the hump towards high"},
    {"beta", ParameterKind::number, "second shape: larger moves the hump towards low"},
    {"mean", ParameterKind::same, "the mean, between low and high"},
    {"sd", ParameterKind::same, "the standard deviation"},
};
constexpr std::string_view forms[] = {"low high alpha beta", "low high mean sd", "alpha beta", "mean sd"};

DistributionPtr beta_distribution(double alpha, double beta, double low, double high) {
  if (std::fmin(alpha, beta) < 0.01 || std::fmax(alpha, beta) > 1e6)
    throw std::invalid_argument("alpha and beta must be from 0.01 to 1 million");
  return std::make_shared<BetaDistribution>(alpha, beta, low, high);
}

DistributionPtr from_moments(const Parameters& given, double low, double high) {
  const double mean = finite(given, "mean");
  const double sd = positive(given, "sd");
  if (mean <= low || mean >= high) throw std::invalid_argument("mean must lie between low and high");
  const double share = (mean - low) / (high - low);
  const double spread = sd / (high - low);
  const double total = share * (1 - share) / (spread * spread) - 1;
  if (total <= 0) throw std::invalid_argument("sd is too large for these limits and mean");
  return beta_distribution(share * total, (1 - share) * total, low, high);
}

DistributionPtr make(const Parameters& given) {
  const double low = given.has("low") ? finite(given, "low") : 0;
  const double high = given.has("high") ? finite(given, "high") : 1;
  if (low >= high) throw std::invalid_argument("low must be less than high");
  if (given.has("mean")) return from_moments(given, low, high);
  return beta_distribution(positive(given, "alpha"), positive(given, "beta"), low, high);
}

} // namespace

const DistributionRow beta_row{
    "beta",
    "Beta, scaled",
    parameters,
    forms,
    "low + (high - low) B with B beta-distributed: mean of B alpha/(alpha + beta).",
    R"({ dist = "beta", low = "1 day", high = "20 days", alpha = 2, beta = 5 })",
    make,
};

} // namespace carepath
