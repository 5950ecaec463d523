// Dates. Day numbers follow from counting leap years in 400-year eras that start on 1 March.
#include "models/working_time/date.hpp"

#include "engine/base/sim_time.hpp"
#include "engine/base/text.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::int64_t days_per_era = 146'097;      // 400 years
constexpr std::int64_t era_start_to_1970 = 719'468; // 0000-03-01 to 1970-01-01
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// The index of the name that `text` spells out or shortens to three letters; -1 when none.
template <std::size_t Count>
int find_name(std::string_view text, const std::array<std::string_view, Count>& names) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (std::size_t i = 0; i < Count; ++i)
    if (lower == names[i] || lower == names[i].substr(0, 3)) return static_cast<int>(i);
  return -1;
}

/// Reads exactly the digits given.
bool read_digits(std::string_view text, int& number) {
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::int64_t day_number(const Date& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year; // years start on 1 March
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  return era * days_per_era + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         era_start_to_1970;
}

Date date_of(std::int64_t day_number) {
  const std::int64_t from_era = day_number + era_start_to_1970;
  const std::int64_t era = (from_era >= 0 ? from_era : from_era - days_per_era + 1) / days_per_era;
  const std::int64_t day_of_era = from_era - era * days_per_era;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  const auto year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
  return {year, month, static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5) + 1};
}

int weekday(std::int64_t day_number) {
  const std::int64_t from_monday = (day_number + 3) % 7; // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday < 0 ? from_monday + 7 : from_monday);
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

bool is_valid(const Date& date) {
  return date.year >= 1900 && date.year <= 2200 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

int read_weekday(std::string_view text) {
  return find_name(trim(text), weekdays);
}

bool read_day_of_year(std::string_view text, int& month, int& day) {
  text = trim(text);
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos || blank > 2 || !read_digits(text.substr(0, blank), day)) return false;
  month = find_name(trim(text.substr(blank)), months) + 1;
  constexpr int leap_year = 2024; // so that 29 Feb is a day
  return month >= 1 && day >= 1 && day <= days_in_month(leap_year, month);
}

bool read_time_of_day(std::string_view text, std::int64_t& milliseconds) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  const bool with_seconds = text.size() == 8;
  if ((text.size() != 5 && !with_seconds) || text[2] != ':' || !read_digits(text.substr(0, 2), hour) ||
      !read_digits(text.substr(3, 2), minute))
    return false;
  if (with_seconds && (text[5] != ':' || !read_digits(text.substr(6, 2), second))) return false;
  const int seconds = hour * 3600 + minute * 60 + second;
  if (hour > 24 || minute > 59 || second > 59 || seconds > 86'400) return false;
  milliseconds = std::int64_t{seconds} * 1000;
  return true;
}

bool read_date(std::string_view text, std::int64_t& number, double& time_of_day) {
  text = trim(text);
  Date date;
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || !read_digits(text.substr(0, 4), date.year) ||
      !read_digits(text.substr(5, 2), date.month) || !read_digits(text.substr(8, 2), date.day) ||
      !is_valid(date))
    return false;
  std::int64_t milliseconds = 0;
  const auto rest = text.substr(10);
  if (!rest.empty() &&
      ((rest[0] != 'T' && rest[0] != ' ') || !read_time_of_day(rest.substr(1), milliseconds) ||
       milliseconds == milliseconds_per_day))
    return false;
  number = day_number(date);
  time_of_day = static_cast<double>(milliseconds) / static_cast<double>(milliseconds_per_day);
  return true;
}

std::string written_date(std::int64_t number) {
  const auto date = date_of(number);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

} // namespace carepath
