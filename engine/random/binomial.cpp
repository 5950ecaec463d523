// binomial: how many of a number of independent tries succeed.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/step_distribution.hpp"

#include <cmath>

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {
    {"n", ParameterKind::number, "how many tries, a whole number"},
    {"probability", ParameterKind::number, "the chance that a try succeeds, 0 to 1"},
};
constexpr std::string_view forms[] = {"n probability"};

DistributionPtr make(const Parameters& given) {
  const double n = whole(given, "n", 0, 1e7);
  const double p = probability(given, "probability");
  if (p == 0 || n == 0) return constant(0);
  if (p == 1) return constant(n);
  const double odds = p / (1 - p);
  return counts_from_ratios(std::fmin(n, std::floor((n + 1) * p)), 0, n,
                            [n, odds](double k) { return (n - k) / (k + 1) * odds; });
}

} // namespace

const DistributionRow binomial_row{
    "binomial",
    "Binomial",
    parameters,
    forms,
    "The number of successes in n independent tries: mean n p, variance n p (1 - p).",
    R"({ dist = "binomial", n = 12, probability = 0.3 })",
    make,
};

} // namespace carepath
