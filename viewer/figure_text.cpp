// Number and date formatting.
#include "viewer/figure_text.hpp"

#include "engine/results/length_words.hpp"
#include "engine/results/replication_numbers.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace {

struct Duration {
  const char* name;
  double days;
};

constexpr std::array<Duration, 5> durations{{
    {"weeks", 7.0},
    {"days", 1.0},
    {"hours", 1.0 / 24},
    {"minutes", 1.0 / 1440},
    {"seconds", 1.0 / 86400},
}};

/// Days in one unit of time; zero for what is none.
double days_in(std::string_view unit) {
  for (const auto& duration : durations)
    if (unit == duration.name) return duration.days;
  return 0;
}

constexpr std::string_view pound = "£";

/// Decimals that keep about three figures: 3.14, 31.4, 314, 3,142; a tenth for times.
int decimals_for(double value, std::string_view unit) {
  const double size = std::abs(value);
  if (is_duration(unit)) return 1;
  if (size >= 99.95 || size == 0) return 0;
  if (size >= 9.995) return 1;
  return 2;
}

bool limits_known(const Estimate& estimate) {
  return std::isfinite(estimate.low) && std::isfinite(estimate.high);
}

std::string change_number(double value, std::string_view unit) {
  if (!std::isfinite(value)) return "n/a";
  const char* sign = value < 0 ? "-" : "+";
  const double size = std::abs(value);
  if (unit == "share") return fmt::format("{}{}", sign, grouped(size * 100, 1));
  return fmt::format("{}{}", sign, format_number(size, unit));
}

template <typename Number> bool read_digits(std::string_view text, Number& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

} // namespace

bool is_duration(std::string_view unit) {
  return days_in(unit) > 0;
}

double unit_ratio(std::string_view from, std::string_view to) {
  return is_duration(from) && is_duration(to) ? days_in(from) / days_in(to) : 1;
}

std::string grouped(double value, int decimals) {
  if (!std::isfinite(value)) return "n/a";
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  auto end = text.find('.');
  if (end == std::string::npos) end = text.size();
  for (auto at = end; at > 3; at -= 3) text.insert(at - 3, ",");
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return value < 0 && !zero ? "-" + text : text;
}

std::string format_number(double value, std::string_view unit) {
  if (!std::isfinite(value)) return "n/a";
  if (unit == "share") return grouped(value * 100, 1) + "%";
  if (unit.starts_with(pound))
    return (value < 0 ? "-£" : "£") + grouped(std::abs(value), std::abs(value) < 100 ? 2 : 0);
  return grouped(value, decimals_for(value, unit));
}

std::string format_quantity(double value, std::string_view unit) {
  const std::string number = format_number(value, unit);
  if (unit == "share" || unit.empty() || !std::isfinite(value)) return number;
  if (unit.starts_with(pound)) return number + std::string(unit.substr(pound.size()));
  return fmt::format("{} {}", number, unit);
}

std::string format_limits(const Estimate& estimate, std::string_view unit) {
  if (!limits_known(estimate)) return {};
  return fmt::format("{} to {}", format_number(estimate.low, unit), format_number(estimate.high, unit));
}

std::string format_change(double value, std::string_view unit) {
  const std::string number = change_number(value, unit);
  return unit == "share" && std::isfinite(value) ? number + " points" : number;
}

std::string format_change_limits(const Estimate& estimate, std::string_view unit) {
  if (!limits_known(estimate)) return {};
  return fmt::format("{} to {}", change_number(estimate.low, unit), change_number(estimate.high, unit));
}

namespace {

constexpr int most_decimals = 6;

/// So many that a limit somebody wrote is shown as written: 99.95 has two.
int decimals_of(double number) {
  for (int decimals = 0; decimals < most_decimals; ++decimals, number *= 10)
    if (std::abs(number - std::round(number)) < 1e-6) return decimals;
  return most_decimals;
}

/// "92%", "99.95%", "26 weeks".
std::string format_bound(double target, std::string_view unit) {
  if (unit.starts_with(pound)) return format_quantity(target, unit);
  const double shown = unit == "share" ? target * 100 : target;
  const int decimals = decimals_of(shown);
  if (unit == "days" && decimals == most_decimals) return length_words(target); // "5 hours"
  const auto number = grouped(shown, decimals);
  return number + (unit == "share" ? "%" : unit.empty() ? "" : " " + std::string(unit));
}

} // namespace

std::string format_bounds(double target, double high, bool at_most, std::string_view unit) {
  if (!std::isnan(high)) return fmt::format("{} to {}", format_bound(target, unit), format_bound(high, unit));
  return fmt::format("{} or {}", format_bound(target, unit), at_most ? "less" : "more");
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const bool digits = read_digits(text.substr(0, 4), year) && read_digits(text.substr(5, 2), month) &&
                      read_digits(text.substr(8, 2), day);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!digits || !date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::string format_date(std::string_view start, double days) {
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto first = parse_date(start);
  // Beyond a few thousand years the calendar cannot say the date, and nobody asks.
  if (!first || !(std::abs(days) < 1e6)) return fmt::format("day {}", grouped(days, 0));
  const std::chrono::year_month_day date{*first + std::chrono::days{static_cast<int>(std::floor(days))}};
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()));
}

std::string run_sentence(const Results& results) {
  return fmt::format("{} of {} from {}, after {} of warm-up; seed {}{}", counted_replications(results),
                     length_words(results.length_days), format_date(results.start_date, 0),
                     length_words(results.warm_up_days), results.seed,
                     results.cancelled ? "; stopped before all replications were done" : "");
}

} // namespace carepath
