// See readable.hpp.
#include "report/readable.hpp"

#include "report/format.hpp"

#include <fmt/format.h>
#include <utility>

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

std::string length_words(double days) {
  const auto in = [&](const std::string& unit, int decimals) {
    auto number = fmt::format("{:.{}f}", days / days_per(unit), decimals);
    if (number.find('.') != std::string::npos) {
      number.erase(number.find_last_not_of('0') + 1);
      if (number.back() == '.') number.pop_back();
    }
    const bool exact = std::fabs(std::stod(number) * days_per(unit) - days) <= negligible * (1 + days);
    return std::pair(exact, number + " " + (number == "1" ? unit.substr(0, unit.size() - 1) : unit));
  };
  constexpr double two_weeks = 14;
  if (const auto [exact, words] = in("weeks", 0); exact && days >= two_weeks) return words;
  for (const std::string unit : {"days", "hours", "minutes"})
    if (const auto [exact, words] = in(unit, 2); exact) return words;
  return in("days", 2).second;
}

} // namespace carepath
