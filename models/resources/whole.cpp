#include "models/resources/whole.hpp"

#include "models/compile/binder.hpp"

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

void check_whole_units(std::string_view key, const Value& value, CompileContext& context) {
  const bool chooses =
      value.form == ValueForm::by || value.form == ValueForm::guards || value.form == ValueForm::cycle;
  if (chooses)
    for (const auto& each : value.children) check_whole_units(key, each, context);
  else if (const auto known = Binder(context).constant(value))
    check_whole(key, whole_where_meant(*known), value.where, context);
}

} // namespace carepath
