// mixture: one of several distributions, chosen by weight, drawn with a single uniform by inverting
// the CDF of the whole, so that the draw stays monotone in u.
#include "engine/random/root.hpp"
#include "engine/random/step_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

struct Atom {
  double value;
  double weight;
};

/// Parts are kept apart: steps become atoms, and between two atoms only the other parts rise. Those are
/// called smooth, though some of them jump too: at values without end, or where a curve does.
class MixtureDistribution final : public Distribution {
public:
  MixtureDistribution(std::vector<double> weights, std::vector<DistributionPtr> parts)
      : weights_(std::move(weights)), parts_(std::move(parts)) {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (const StepDistribution* steps = as_steps(*parts_[i]))
        for (std::size_t j = 0; j < steps->values().size(); ++j)
          atoms_.push_back({steps->values()[j], weights_[i] * steps->weights()[j]});
      else
        smooth_.push_back(i);
    std::ranges::sort(atoms_, {}, &Atom::value);
    for (const Atom& atom : atoms_) {
      under_.push_back(cdf(std::nextafter(atom.value, -HUGE_VAL)));
      over_.push_back(cdf_complement(atom.value));
    }
  }

  [[nodiscard]] double mean() const override {
    return sum([](const Distribution& part) { return part.mean(); });
  }
  [[nodiscard]] double variance() const override { // within the parts and between them
    const double centre = mean();
    return sum([centre](const Distribution& part) {
      const double offset = part.mean() - centre;
      return part.variance() + offset * offset;
    });
  }
  [[nodiscard]] double cdf(double x) const override {
    return sum([x](const Distribution& part) { return part.cdf(x); });
  }
  [[nodiscard]] double cdf_complement(double x) const override {
    return sum([x](const Distribution& part) { return part.cdf_complement(x); });
  }
  [[nodiscard]] double quantile(double u) const override { return inverted({false, u}); }
  [[nodiscard]] double quantile_complement(double v) const override { return inverted({true, v}); }
  [[nodiscard]] double lowest() const override {
    double least = HUGE_VAL;
    for (const DistributionPtr& part : parts_) least = std::min(least, part->lowest());
    return least;
  }
  [[nodiscard]] double highest() const override {
    double most = -HUGE_VAL;
    for (const DistributionPtr& part : parts_) most = std::max(most, part->highest());
    return most;
  }

private:
  template <class Figure> [[nodiscard]] double sum(const Figure& figure) const {
    double total = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) total += weights_[i] * figure(*parts_[i]);
    return total;
  }

  [[nodiscard]] double inverted(Tail at) const {
    double low = -HUGE_VAL;
    double high = HUGE_VAL;
    Tail rest = at; // what the smooth parts must reach, without the atoms in the same tail
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      const double p = at.probability;
      const bool above = at.upper ? p < over_[i] : p > 1 - over_[i];
      const bool below = at.upper ? p > 1 - under_[i] : p <= under_[i];
      if (!above && !below) return atoms_[i].value;
      if (above)
        low = atoms_[i].value;
      else
        high = std::min(high, atoms_[i].value);
      if (above != at.upper) rest.probability -= atoms_[i].weight;
    }
    return std::clamp(smooth_quantile(at, rest), low, high);
  }
  [[nodiscard]] double smooth_quantile(Tail at, Tail rest) const;
  [[nodiscard]] double on_jump(double x, double reach, bool upper) const;

  std::vector<double> weights_;
  std::vector<DistributionPtr> parts_;
  std::vector<std::size_t> smooth_; // which parts are not steps
  std::vector<Atom> atoms_;         // rising
  std::vector<double> under_;       // P(X < atom)
  std::vector<double> over_;        // P(X > atom)
};

/// Where the smooth parts together reach `rest`; with one, that is its own quantile, with several it
/// lies between theirs.
double MixtureDistribution::smooth_quantile(Tail at, Tail rest) const {
  double weight = 0;
  for (const std::size_t i : smooth_) weight += weights_[i];
  rest.probability = std::clamp(rest.probability / weight, 0x1p-70, 1 - 0x1p-53);
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (const std::size_t i : smooth_) {
    const double x = quantile_at(*parts_[i], rest);
    low = std::min(low, x);
    high = std::max(high, x);
  }
  if (smooth_.size() == 1) return low;
  const double wanted = rest.probability * weight;
  const auto miss = [&](double x) {
    double reached = 0;
    for (const std::size_t i : smooth_)
      reached += weights_[i] * (at.upper ? parts_[i]->cdf_complement(x) : parts_[i]->cdf(x));
    const double excess = portable::log(std::max(reached, 1e-300) / wanted); // tails are straighter in logs
    return at.upper ? -excess : excess;
  };
  const double reach = 0x1p-48 * std::max(std::fabs(low), std::fabs(high));
  const double x = solve_increasing(miss, low, high, 0x1p-46);
  return on_jump(x, std::max(0x1p-48 * std::fabs(x), 0x1p-12 * reach), at.upper);
}

/// The value at which one of the smooth parts jumps beside `x`, which is that value but for its last digits;
/// `x` where none does.
double MixtureDistribution::on_jump(double x, double reach, bool upper) const {
  constexpr double least_jump = 1e-9; // of the probability there: no smooth curve rises so much so near
  for (const std::size_t i : smooth_) {
    const Distribution& part = *parts_[i];
    const auto tail = [&](double y) { return upper ? part.cdf_complement(y) : part.cdf(y); };
    const double before = tail(x - reach);
    const double after = tail(x + reach);
    if (!(std::fabs(after - before) > least_jump * std::max(before, after))) continue;
    const double value = quantile_at(part, {upper, 0.5 * (before + after)});
    if (std::fabs(value - x) <= reach) return value;
  }
  return x;
}

std::vector<double> shares_of(std::vector<double> weights) {
  for (const double weight : weights)
    if (!(weight >= 0) || std::isinf(weight)) throw std::invalid_argument("weights must not be negative");
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(total > 0)) throw std::invalid_argument("weights must not all be 0");
  for (double& weight : weights) weight /= total;
  return weights;
}

DistributionPtr merged_steps(const std::vector<double>& weights, const std::vector<DistributionPtr>& parts) {
  std::vector<double> values;
  std::vector<double> chances;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const StepDistribution& steps = *as_steps(*parts[i]);
    values.insert(values.end(), steps.values().begin(), steps.values().end());
    for (const double weight : steps.weights()) chances.push_back(weights[i] * weight);
  }
  return std::make_shared<StepDistribution>(std::move(values), std::move(chances));
}

} // namespace

DistributionPtr mixture(std::vector<double> weights, std::vector<DistributionPtr> parts) {
  if (weights.size() != parts.size())
    throw std::invalid_argument("a mixture needs one weight for every part");
  weights = shares_of(std::move(weights));
  std::vector<double> used;
  std::vector<DistributionPtr> mixed;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (weights[i] == 0) continue;
    used.push_back(weights[i]);
    mixed.push_back(std::move(parts[i]));
  }
  if (mixed.size() == 1) return mixed.front();
  const auto is_steps = [](const DistributionPtr& part) { return as_steps(*part) != nullptr; };
  if (std::ranges::all_of(mixed, is_steps)) return merged_steps(used, mixed);
  return std::make_shared<MixtureDistribution>(std::move(used), std::move(mixed));
}

} // namespace carepath
