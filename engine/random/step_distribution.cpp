// Distributions on finitely many values: sorting, cumulative weights, tables for drawing.
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

struct Step {
  double value;
  double weight;
};

std::vector<Step> sorted_steps(const std::vector<double>& values, const std::vector<double>& weights) {
  if (values.empty()) throw std::invalid_argument("values must not be empty");
  if (values.size() != weights.size()) throw std::invalid_argument("values and weights must be equally many");
  std::vector<Step> steps;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(weights[i] >= 0) || std::isinf(weights[i]))
      throw std::invalid_argument("weights must not be negative");
    if (!std::isfinite(values[i])) throw std::invalid_argument("values must be finite");
    if (weights[i] > 0) steps.push_back({values[i], weights[i]});
  }
  if (steps.empty()) throw std::invalid_argument("weights must not all be 0");
  std::ranges::stable_sort(steps, {}, &Step::value);
  return steps;
}

class StepSampler final : public Sampler {
public:
  explicit StepSampler(StepTable table) : table_(std::move(table)) {}
  [[nodiscard]] double draw(Uniform u) const override { return table_.at(u); }
  [[nodiscard]] PreparedDraw prepared() const override {
    PreparedDraw form;
    form.kind = PreparedDraw::Kind::steps;
    form.steps = &table_;
    return form;
  }

private:
  StepTable table_;
};

} // namespace

StepDistribution::StepDistribution(std::vector<double> values, std::vector<double> weights) {
  for (const Step& step : sorted_steps(values, weights)) {
    if (!values_.empty() && values_.back() == step.value) {
      weights_.back() += step.weight;
      continue;
    }
    values_.push_back(step.value);
    weights_.push_back(step.weight);
  }
  const double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  for (double& weight : weights_) weight /= total;
  lower_.resize(values_.size());
  upper_.resize(values_.size());
  std::partial_sum(weights_.begin(), weights_.end(), lower_.begin());
  for (std::size_t i = values_.size() - 1; i > 0; --i) upper_[i - 1] = upper_[i] + weights_[i];
  for (std::size_t i = 0; i < values_.size(); ++i) mean_ += weights_[i] * values_[i];
  for (std::size_t i = 0; i < values_.size(); ++i)
    variance_ += weights_[i] * (values_[i] - mean_) * (values_[i] - mean_);
}

double StepDistribution::cdf(double x) const {
  const auto above = std::ranges::upper_bound(values_, x);
  if (above == values_.end()) return 1.0;
  return above == values_.begin() ? 0.0 : lower_[static_cast<std::size_t>(above - values_.begin()) - 1];
}

double StepDistribution::cdf_complement(double x) const {
  const auto above = std::ranges::upper_bound(values_, x);
  return above == values_.begin() ? 1.0 : upper_[static_cast<std::size_t>(above - values_.begin()) - 1];
}

double StepDistribution::quantile(double u) const {
  const auto at = static_cast<std::size_t>(std::ranges::lower_bound(lower_, u) - lower_.begin());
  return values_[std::min(at, values_.size() - 1)];
}

double StepDistribution::quantile_complement(double v) const { // smallest value with P(X > value) <= v
  const auto at = std::ranges::lower_bound(upper_, v, std::ranges::greater{}) - upper_.begin();
  return values_[static_cast<std::size_t>(at)];
}

std::shared_ptr<const Sampler> StepDistribution::own_sampler() const {
  if (values_.size() == 1) {
    PreparedDraw form;
    form.kind = PreparedDraw::Kind::constant;
    form.plus = values_.front();
    return form_sampler(form);
  }
  return std::make_shared<StepSampler>(StepTable(values_, lower_, upper_));
}

const StepDistribution* as_steps(const Distribution& distribution) {
  return dynamic_cast<const StepDistribution*>(&distribution);
}

DistributionPtr map_steps(const StepDistribution& steps, const std::function<double(double)>& map) {
  std::vector<double> values = steps.values();
  for (double& value : values) value = map(value);
  return std::make_shared<StepDistribution>(std::move(values), steps.weights());
}

DistributionPtr counts_from_ratios(double mode, double lowest, double highest,
                                   const std::function<double(double)>& ratio_up) {
  constexpr double negligible = 1e-24; // of the mode: all that is left out weighs less than 2^-64
  std::vector<double> values{mode};
  std::vector<double> weights{1.0};
  double weight = 1;
  for (double k = mode; k < highest && weight > negligible; ++k) {
    weight *= ratio_up(k);
    values.push_back(k + 1);
    weights.push_back(weight);
  }
  weight = 1;
  for (double k = mode; k > lowest && weight > negligible; --k) {
    weight /= ratio_up(k - 1);
    values.push_back(k - 1);
    weights.push_back(weight);
  }
  return std::make_shared<StepDistribution>(std::move(values), std::move(weights));
}

DistributionPtr constant(double value) {
  return std::make_shared<StepDistribution>(std::vector<double>{value}, std::vector<double>{1.0});
}

DistributionPtr discrete_index(std::vector<double> weights) {
  std::vector<double> values(weights.size());
  std::iota(values.begin(), values.end(), 0.0);
  return std::make_shared<StepDistribution>(std::move(values), std::move(weights));
}

} // namespace carepath
