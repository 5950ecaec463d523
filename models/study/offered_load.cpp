// See offered_load.hpp.
#include "models/study/offered_load.hpp"

#include "engine/experiment/job_runner.hpp"
#include "models/study/traffic.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>

namespace carepath {
namespace {

std::vector<ResourceLoad> loads_of(const CompiledScenario& scenario) {
  try {
    return solve_traffic(scenario).resources;
  } catch (const std::exception&) {
    return {}; // whoever asks `check` is told why
  }
}

void fill_in(const std::vector<ResourceLoad>& loads, VariantResult& variant) {
  for (auto& row : variant.resources) {
    const auto found =
        std::find_if(loads.begin(), loads.end(), [&](const auto& load) { return load.name == row.name; });
    const bool known = found != loads.end() && std::isfinite(found->capacity);
    row.offered_load = known ? found->load : std::numeric_limits<double>::quiet_NaN();
  }
}

} // namespace

void add_offered_loads(const Study& study, Results& results) {
  for_each_job(study.threads, results.variants.size(),
               [&](std::size_t at) { fill_in(loads_of(study.variants[at]), results.variants[at]); });
}

} // namespace carepath
