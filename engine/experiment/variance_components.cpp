#include "engine/experiment/variance_components.hpp"

#include "engine/base/undefined.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>
#include <vector>

namespace carepath {
namespace {

/// Of each `together` values in turn; one of which none is defined has no number.
std::vector<RunningMoments> groups_of(std::span<const double> values, std::size_t together) {
  std::vector<RunningMoments> groups;
  for (std::size_t first = 0; first < values.size(); first += together) {
    RunningMoments group;
    for (const double value : values.subspan(first, std::min(together, values.size() - first)))
      if (!std::isnan(value)) group.add(value);
    groups.push_back(group);
  }
  return groups;
}

/// Where replications of the same draw never differ, all that varies is the inputs, unless it is rounding.
Estimate share_without_chance(double inputs, double mean) {
  constexpr double rounding = 1e-12;
  const bool varies = std::sqrt(inputs) > rounding * std::abs(mean);
  return varies ? Estimate{1, 1, 1} : Estimate{undefined, undefined, undefined};
}

/// Limits of inputs / (inputs + chance) from the ratio of mean squares.
Estimate share_limits(double ratio, double degrees_between, double degrees_within, double size) {
  const boost::math::fisher_f f(degrees_between, degrees_within);
  const auto share = [size](double r) { return std::clamp((r - 1) / (r + size - 1), 0.0, 1.0); };
  return {share(ratio), share(ratio / quantile(f, 0.975)), share(ratio / quantile(f, 0.025))};
}

} // namespace

VarianceParts split_variance(std::span<const double> values, std::size_t per_draw) {
  VarianceParts out{
      undefined, undefined, {undefined, undefined, undefined}, estimate_over_draws(values, per_draw)};
  auto groups = groups_of(values, std::max<std::size_t>(per_draw, 1));
  std::erase_if(groups, [](const RunningMoments& group) { return group.number == 0; });
  const auto draws = static_cast<double>(groups.size());
  double number = 0, sum = 0, sizes_squared = 0, within = 0;
  for (const auto& group : groups) {
    number += group.number;
    sum += group.number * group.mean;
    sizes_squared += group.number * group.number;
    within += group.squares;
  }
  if (draws < 2 || number <= draws) return out;
  double between = 0;
  for (const auto& group : groups) between += group.number * std::pow(group.mean - sum / number, 2);
  const double size = (number - sizes_squared / number) / (draws - 1);
  const double mean_between = between / (draws - 1);
  out.chance = within / (number - draws);
  out.inputs = std::max(0.0, (mean_between - out.chance) / size);
  out.share = out.chance > 0 ? share_limits(mean_between / out.chance, draws - 1, number - draws, size)
                             : share_without_chance(out.inputs, sum / number);
  return out;
}

std::vector<double> observations(std::span<const double> values, std::size_t together) {
  if (together <= 1) return {values.begin(), values.end()};
  std::vector<double> means;
  for (const auto& group : groups_of(values, together))
    means.push_back(group.number > 0 ? group.mean : undefined);
  return means;
}

Estimate estimate_over_draws(std::span<const double> values, std::size_t per_draw) {
  return estimate_mean(observations(values, per_draw));
}

} // namespace carepath
