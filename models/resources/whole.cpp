#include "models/resources/whole.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

double whole_where_meant(double number) {
  constexpr double tolerance = 1e-9;
  const double nearest = std::round(number);
  return std::abs(number - nearest) <= tolerance * std::max(1.0, std::abs(nearest)) ? nearest : number;
}

Profile whole_where_meant(Profile profile) {
  for (auto& level : profile.values) level = whole_where_meant(level);
  return profile;
}

void check_whole(std::string_view key, double number, SourceRef where, CompileContext& context) {
  if (!std::isfinite(number) || number == std::floor(number)) return; // what is no number has been told
  context.faults.error(where, fmt::format("'{}' must be a whole number, but is {:.6g}", key, number),
                       "a number that is worked out can be rounded: \"= round(beds * 0.85)\"");
}

} // namespace carepath
