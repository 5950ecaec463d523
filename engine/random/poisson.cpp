// poisson: how many events fall in a period when they come at random.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/step_distribution.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {{"mean", ParameterKind::number, "the mean number, also the variance"}};
constexpr std::string_view forms[] = {"mean"};

DistributionPtr make(const Parameters& given) {
  const double mean = not_negative(given, "mean");
  if (mean > 1e7) throw std::invalid_argument("mean must be at most 10 million");
  if (mean == 0) return constant(0);
  return counts_from_ratios(std::floor(mean), 0, std::numeric_limits<double>::infinity(),
                            [mean](double k) { return mean / (k + 1); });
}

} // namespace

const DistributionRow poisson_row{
    "poisson",
    "Poisson",
    parameters,
    forms,
    "The number of events in a period when they come at random: P(k) = mean^k exp(-mean)/k!.",
    R"({ dist = "poisson", mean = 4.5 })",
    make,
};

} // namespace carepath
