// discrete: one of several values, each with its weight.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"
#include "engine/random/step_distribution.hpp"

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {
    {"values", ParameterKind::values, "the values"},
    {"weights", ParameterKind::weights, "how likely each is, beside the others"},
};
constexpr std::string_view forms[] = {"values weights"};

DistributionPtr make(const Parameters& given) {
  return std::make_shared<StepDistribution>(given.list("values"), given.list("weights"));
}

} // namespace

const DistributionRow discrete_row{
    "discrete",
    "Discrete values",
    parameters,
    forms,
    "One of the values, each with probability its weight over the sum of the weights.",
    R"({ dist = "discrete", values = ["1 day", "2 days", "7 days"], weights = [0.5, 0.3, 0.2] })",
    make,
};

} // namespace carepath
