// empirical: values as observed, drawn again.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/step_distribution.hpp"

#include <utility>

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {
    {"values", ParameterKind::values, "the observed values, in any order"},
    {"weights", ParameterKind::weights, "how often each was observed; without them, once each"},
};
constexpr std::string_view forms[] = {"values", "values weights"};

DistributionPtr make(const Parameters& given) {
  const std::vector<double>& values = given.list("values");
  std::vector<double> weights =
      given.has("weights") ? given.list("weights") : std::vector<double>(values.size(), 1.0);
  return std::make_shared<StepDistribution>(values, std::move(weights));
}

} // namespace

const DistributionRow empirical_row{
    "empirical",
    "Empirical",
    parameters,
    forms,
    "One of the observed values, each as likely as it was often; nothing between them or beyond.",
    R"({ dist = "empirical", values = ["2 days", "3 days", "3 days", "5 days", "9 days"] })",
    make,
};

} // namespace carepath
