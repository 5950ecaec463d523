// Words and examples for dimensions, used in messages and the reference.
#include "models/scenario/units.hpp"

#include <fmt/format.h>

namespace carepath {

const std::vector<std::string>& unit_names() {
  static const std::vector<std::string> names{"ms",    "s",     "sec",    "seconds", "min",  "minutes",
                                              "h",     "hour",  "hours",  "day",     "days", "week",
                                              "weeks", "month", "months", "year",    "years"};
  return names;
}

std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
  case Dimension::number: return "a number";
  case Dimension::duration: return "a duration";
  case Dimension::money: return "money";
  case Dimension::rate: return "a rate";
  case Dimension::money_rate: return "money per time";
  case Dimension::duration_squared: return "a squared duration";
  case Dimension::any: return "a value";
  }
  return "a value";
}

std::string_view dimension_example(Dimension dimension) {
  switch (dimension) {
  case Dimension::number: return "0.3";
  case Dimension::duration: return "\"30 min\"";
  case Dimension::money: return "\"£2,300\"";
  case Dimension::rate: return "\"42 per week\"";
  case Dimension::money_rate: return "\"£395 per day\"";
  case Dimension::duration_squared: return "\"4 min^2\"";
  case Dimension::any: return "\"30 min\"";
  }
  return "0";
}

std::string expected_text(Dimension dimension) {
  return fmt::format("expected {}, such as {}", dimension_name(dimension), dimension_example(dimension));
}

} // namespace carepath
