#include "models/compile/month_ends.hpp"

#include "models/scenario/units.hpp"

#include <cmath>

namespace carepath {

std::vector<double> month_ends(const RunSettings& run) {
  constexpr double most = 600;
  std::vector<double> ends;
  const double months = run.length / days_per_month;
  if (months < 2) return ends;
  const double step = std::ceil(months / most);
  for (double month = step; month < months; month += step)
    ends.push_back(run.warm_up + month * days_per_month);
  ends.push_back(run.end());
  return ends;
}

} // namespace carepath
