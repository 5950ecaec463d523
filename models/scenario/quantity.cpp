// Quantities: a number with its unit, converted to days, pounds and events per day.
#include "engine/base/sim_time.hpp"
#include "engine/base/text.hpp"
#include "models/scenario/plain_number.hpp"
#include "models/scenario/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

struct UnitRow {
  double days;
  std::array<std::string_view, 6> names;
};

constexpr double day = 1;
constexpr std::array units{
    UnitRow{day / 86'400'000, {"ms"}},
    UnitRow{day / 86'400, {"s", "sec", "secs", "second", "seconds"}},
    UnitRow{day / 1440, {"min", "mins", "minute", "minutes"}},
    UnitRow{day / 24, {"h", "hr", "hrs", "hour", "hours"}},
    UnitRow{day, {"d", "day", "days"}},
    UnitRow{days_per_week, {"week", "weeks", "wk", "wks"}},
    UnitRow{days_per_month, {"month", "months"}},
    UnitRow{days_per_year, {"year", "years", "yr", "yrs"}},
};

/// "2,300,000": the comma groups after the first digits; leaves other commas alone.
std::string take_digits(std::string_view& text) {
  std::string digits;
  while (!text.empty()) {
    const bool group = text[0] == ',' && !digits.empty() && digits.find('.') == std::string::npos &&
                       text.size() >= 4 && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3]) &&
                       (text.size() == 4 || !is_digit(text[4]));
    if (!is_digit(text[0]) && text[0] != '.' && !group) break;
    if (!group) digits += text[0];
    text.remove_prefix(1);
  }
  return digits;
}

/// "e-4" when it follows a number and is not the start of a word.
std::string take_exponent(std::string_view& text) {
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return {};
  std::size_t at = text[1] == '-' || text[1] == '+' ? 2 : 1;
  if (at >= text.size() || !is_digit(text[at])) return {};
  while (at < text.size() && is_digit(text[at])) ++at;
  std::string exponent(text.substr(0, at));
  text.remove_prefix(at);
  std::erase(exponent, '+');
  return exponent;
}

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view take_word(std::string_view& text) {
  text = trim(text);
  std::size_t end = 0;
  while (end < text.size() && starts_word(text[end])) ++end;
  const auto word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

/// Takes "per", or what people write for it: "a", "an" and "/".
bool take_per_word(std::string_view& text) {
  text = trim(text);
  if (text.starts_with('/')) {
    text.remove_prefix(1);
    return true;
  }
  const auto word = take_word(text);
  return word == "per" || word == "a" || word == "an";
}

/// "per week", "per 1000 per year": divides `number` and says over how many days; 0 days when there is no
/// time.
bool take_per(std::string_view& text, double& number, double& days) {
  days = 0;
  while (!trim(text).empty()) {
    if (!take_per_word(text)) return false;
    text = trim(text);
    double count = 1;
    if (!text.empty() && is_digit(text[0]) && (!take_number(text, count) || count <= 0)) return false;
    const auto word_start = trim(text);
    const auto unit = take_word(text);
    if (unit == "per" || unit.empty()) {
      text = word_start; // "per 1000" and perhaps another "per"
      if (count == 1) return false;
      number /= count;
      continue;
    }
    if (days != 0 || unit_days(unit) == 0) return false;
    days = count * unit_days(unit);
  }
  return true;
}

bool read_money(std::string_view text, double& number, Dimension& dimension) {
  if (!take_number(text, number)) return false;
  const auto rest = text;
  const auto scale = take_word(text);
  if (scale == "k")
    number *= 1e3;
  else if (scale == "m")
    number *= 1e6;
  else if (scale == "bn")
    number *= 1e9;
  else
    text = rest;
  double days = 0;
  if (!take_per(text, number, days)) return false;
  dimension = days > 0 ? Dimension::money_rate : Dimension::money;
  if (days > 0) number /= days;
  return true;
}

/// What follows a plain number: nothing, %, a fraction, a unit, its square, or "per".
bool read_rest(std::string_view text, double& number, Dimension& dimension) {
  text = trim(text);
  dimension = Dimension::number;
  if (text.empty()) return true;
  if (text == "%") {
    number /= 100;
    return true;
  }
  if (const auto divided = trim(text.substr(1));
      text[0] == '/' && !divided.empty() && !starts_word(divided[0])) {
    text = divided;
    double below = 0;
    if (!take_number(text, below) || !trim(text).empty() || below == 0) return false;
    number /= below;
    return true;
  }
  auto word_text = text;
  if (const double days = unit_days(take_word(word_text)); days > 0) {
    word_text = trim(word_text);
    number = word_text == "^2" ? number * (days * days) : length_in_days(number, days);
    dimension = word_text == "^2" ? Dimension::duration_squared : Dimension::duration;
    return word_text.empty() || word_text == "^2";
  }
  double days = 0;
  if (!take_per(text, number, days)) return false;
  if (days == 0) return true;
  dimension = Dimension::rate;
  number /= days;
  return true;
}

} // namespace

double unit_days(std::string_view unit) {
  if (unit.empty()) return 0;
  for (const auto& row : units)
    for (const auto name : row.names)
      if (name == unit) return row.days;
  return 0;
}

double length_in_days(double count, double days_of_unit) {
  constexpr double roundings = 4 * std::numeric_limits<double>::epsilon();
  const double days = count * days_of_unit;
  const double on_the_clock = SimTime::from_days(days).days();
  return std::abs(on_the_clock - days) <= roundings * std::abs(days) ? on_the_clock : days;
}

bool take_number(std::string_view& text, double& number) {
  auto rest = text;
  std::string digits;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    if (rest[0] == '-') digits = "-";
    rest.remove_prefix(1);
  }
  if (rest.empty() || (!is_digit(rest[0]) && rest[0] != '.')) return false;
  digits += take_digits(rest);
  digits += take_exponent(rest);
  const auto* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return false;
  text = rest;
  return true;
}

std::optional<double> plain_number(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool read_quantity(std::string_view text, double& number, Dimension& dimension) {
  constexpr std::string_view pound = "£";
  text = trim(text);
  const bool negative_money = text.starts_with("-£");
  if (negative_money) text.remove_prefix(1);
  double value = 0;
  Dimension found = Dimension::number;
  if (text.starts_with(pound)) {
    text = text.substr(pound.size());
    if (!read_money(trim(text), value, found)) return false;
  } else if (!take_number(text, value) || !read_rest(text, value, found)) {
    return false;
  }
  if (!std::isfinite(value)) return false;
  number = negative_money ? -value : value;
  dimension = found;
  return true;
}

} // namespace carepath
