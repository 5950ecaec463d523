// A distribution on finitely many values, or on so many that what is left out is below 2^-64.
#pragma once

#include "engine/random/distribution.hpp"
#include "engine/random/prepared_draw.hpp"

#include <functional>
#include <vector>

namespace carepath {

class StepDistribution final : public Distribution {
public:
  /// Values in any order, with weights that need not sum to one; equal values are merged and those of
  /// no weight dropped. Throws std::invalid_argument when a weight is negative or all are zero.
  StepDistribution(std::vector<double> values, std::vector<double> weights);

  [[nodiscard]] double mean() const override { return mean_; }
  [[nodiscard]] double variance() const override { return variance_; }
  [[nodiscard]] double cdf(double x) const override;
  [[nodiscard]] double cdf_complement(double x) const override;
  [[nodiscard]] double quantile(double u) const override;
  [[nodiscard]] double quantile_complement(double v) const override;
  [[nodiscard]] bool discrete() const override { return true; }
  [[nodiscard]] double lowest() const override { return values_.front(); }
  [[nodiscard]] double highest() const override { return values_.back(); }
  [[nodiscard]] std::shared_ptr<const Sampler> own_sampler() const override;

  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// Probabilities of the values; they sum to one.
  [[nodiscard]] const std::vector<double>& weights() const { return weights_; }

private:
  std::vector<double> values_;
  std::vector<double> weights_;
  std::vector<double> lower_; // P(X <= value)
  std::vector<double> upper_; // P(X > value)
  double mean_ = 0;
  double variance_ = 0;
};

/// The distribution as steps, or null if it is not one.
[[nodiscard]] const StepDistribution* as_steps(const Distribution& distribution);

/// The multiple to which a value is rounded that has too many of them for a list; 0 for any other.
[[nodiscard]] double multiple_of(const Distribution& distribution);

/// The distribution of map(X).
[[nodiscard]] DistributionPtr map_steps(const StepDistribution& steps,
                                        const std::function<double(double)>& map);

/// Counts around `mode`, from the ratios p(k+1)/p(k), outwards until what is left cannot be drawn.
[[nodiscard]] DistributionPtr counts_from_ratios(double mode, double lowest, double highest,
                                                 const std::function<double(double)>& ratio_up);

} // namespace carepath
