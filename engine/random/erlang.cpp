// erlang: the time to pass several exponential stages one after another.
#include "engine/random/gamma_distribution.hpp"
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {
    {"stages", ParameterKind::number, "how many stages, a whole number"},
    {"mean", ParameterKind::same, "the mean of the whole, all stages together"},
};
constexpr std::string_view forms[] = {"stages mean"};

DistributionPtr make(const Parameters& given) {
  const double stages = whole(given, "stages", 1, 1e7);
  return gamma_distribution(stages, positive(given, "mean") / stages);
}

} // namespace

const DistributionRow erlang_row{
    "erlang",
    "Erlang",
    parameters,
    forms,
    "The sum of a number of equal exponential stages: a gamma of whole shape, variance mean^2/stages.",
    R"({ dist = "erlang", stages = 3, mean = "6 days" })",
    make,
};

} // namespace carepath
