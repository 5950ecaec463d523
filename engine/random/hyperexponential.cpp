// hyperexponential: two kinds mixed, each exponential; more variable than either.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {
    {"p", ParameterKind::number, "the share of the first kind, 0 to 1"},
    {"mean_1", ParameterKind::same, "the mean of the first kind"},
    {"mean_2", ParameterKind::same, "the mean of the second kind"},
};
constexpr std::string_view forms[] = {"p mean_1 mean_2"};

DistributionPtr exponential(double mean) {
  return exponential_row.make({{"mean"}, {{mean}}});
}

DistributionPtr make(const Parameters& given) {
  const double p = probability(given, "p");
  return mixture({p, 1 - p},
                 {exponential(positive(given, "mean_1")), exponential(positive(given, "mean_2"))});
}

} // namespace

const DistributionRow hyperexponential_row{
    "hyperexponential",
    "Hyperexponential",
    parameters,
    forms,
    "Exponential with mean_1 for a share p, otherwise exponential with mean_2.",
    R"({ dist = "hyperexponential", p = 0.7, mean_1 = "2 days", mean_2 = "12 days" })",
    make,
};

} // namespace carepath
