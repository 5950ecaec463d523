#include "engine/experiment/trial_size.hpp"

#include "engine/base/undefined.hpp"
#include "engine/observe/estimate.hpp"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace carepath {

double trial_power(const TrialArms& arms, std::size_t sites, double alpha) {
  const double difference = std::abs(arms.mean_new - arms.mean_now);
  if (sites < 2 || difference == 0) return sites < 2 ? 0 : alpha;
  const auto number = static_cast<double>(sites);
  const double now = arms.sd_now * arms.sd_now / number, redesign = arms.sd_new * arms.sd_new / number;
  if (now + redesign <= 0) return 1;
  const double degrees = std::pow(now + redesign, 2) / ((now * now + redesign * redesign) / (number - 1));
  const double shift = difference / std::sqrt(now + redesign);
  const double limit = quantile(boost::math::students_t(degrees), 1 - alpha / 2);
  if (shift > 30) return 1; // far beyond any doubt, and beyond where the series is quick
  const boost::math::non_central_t t(degrees, shift);
  return cdf(complement(t, limit)) + cdf(t, -limit);
}

std::size_t sites_needed(const TrialArms& arms, double power, double alpha, std::size_t most) {
  if (arms.mean_now == arms.mean_new) return 0;
  std::size_t enough = 2;
  while (enough < most && trial_power(arms, enough, alpha) < power) enough *= 2;
  if (enough > most) enough = most;
  if (trial_power(arms, enough, alpha) < power) return 0;
  std::size_t too_few = enough / 2; // power rises with the number of sites
  while (enough - too_few > 1) {
    const auto middle = (enough + too_few) / 2;
    (trial_power(arms, middle, alpha) < power ? too_few : enough) = middle;
  }
  return enough;
}

Estimate predicted_range(double mean, const SiteSpread& spread, std::size_t sites, double confidence) {
  if (spread.draws < 2 || sites == 0) return {mean, undefined, undefined};
  const double t = student_t(0.5 + confidence / 2, spread.draws - 1);
  const double chance =
      t * spread.chance *
      std::sqrt(1 / static_cast<double>(sites) + 1 / static_cast<double>(spread.replications));
  const double inputs = t * spread.inputs * std::sqrt(1 + 1 / static_cast<double>(spread.draws));
  const double wide = std::hypot(chance, inputs);
  return {mean, mean - wide, mean + wide};
}

} // namespace carepath
