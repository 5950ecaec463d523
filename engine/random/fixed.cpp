// fixed: always the same value.
#include "engine/random/parameter_check.hpp"
#include "engine/random/rows.hpp"

namespace carepath {
namespace {

constexpr ParameterRow parameters[] = {{"value", ParameterKind::same, "the value"}};
constexpr std::string_view forms[] = {"value"};

DistributionPtr make(const Parameters& given) {
  return constant(finite(given, "value"));
}

} // namespace

const DistributionRow fixed_row{
    "fixed",
    "Fixed value",
    parameters,
    forms,
    "Always the same value.",
    R"({ dist = "fixed", value = "3 days" })",
    make,
};

} // namespace carepath
