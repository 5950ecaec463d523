// See length_words.hpp.
#include "engine/results/length_words.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

struct Unit {
  const char* name; // of several
  double days;
};

constexpr Unit weeks{"weeks", 7.0};
constexpr Unit whole_days{"days", 1.0};
constexpr Unit finer_than_weeks[] = {whole_days, {"hours", 1.0 / 24}, {"minutes", 1.0 / 1440}};

struct Written {
  std::string words;
  bool exact = false; // but for rounding
};

Written written_in(const Unit& unit, double days, int decimals) {
  auto number = fmt::format("{:.{}f}", days / unit.days, decimals);
  if (number.find('.') != std::string::npos) {
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
  }
  constexpr double rounding = 1e-9;
  const bool exact = std::fabs(std::stod(number) * unit.days - days) <= rounding * (1 + days);
  std::string name = unit.name;
  if (number == "1") name.pop_back();
  return {number + " " + name, exact};
}

} // namespace

std::string length_words(double days) {
  constexpr double two_weeks = 14;
  if (const auto [words, exact] = written_in(weeks, days, 0); exact && days >= two_weeks) return words;
  for (const auto& unit : finer_than_weeks)
    if (const auto [words, exact] = written_in(unit, days, 2); exact) return words;
  return written_in(whole_days, days, 2).words;
}

} // namespace carepath
