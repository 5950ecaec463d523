#include "models/study/payback_month.hpp"

#include "engine/base/undefined.hpp"

namespace carepath {

double payback_month(const std::vector<double>& ends, const std::vector<double>& more) {
  double month = undefined;
  for (std::size_t at = more.size(); at-- > 0 && more[at] <= 0;) month = ends[at];
  return month;
}

} // namespace carepath
