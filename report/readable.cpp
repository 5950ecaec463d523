// See readable.hpp.
#include "report/readable.hpp"

#include "report/format.hpp"

namespace carepath {

std::string noticed_unit(double days) {
  for (const auto& [unit, length] : durations)
    if (days >= length) return std::string(unit);
  return "seconds";
}

std::string noticed_words(double days) {
  const auto unit = noticed_unit(days);
  const double number = days / days_per(unit);
  const auto one = unit.substr(0, unit.size() - 1);
  if (std::fabs(number - 1) < 1e-6) return (one == "hour" ? "an " : "a ") + one;
  return report::round_figure(number, unit);
}

} // namespace carepath
