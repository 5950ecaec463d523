// The rules of bank holidays, one short function each.
#include "models/working_time/bank_holidays.hpp"

#include <algorithm>
#include <array>

namespace carepath {
namespace {

constexpr int saturday = 5;
constexpr int sunday = 6;

/// A year whose late May holiday was moved, and the extra day it had.
struct JubileeRow {
  int year;
  Date spring;
  Date extra;
};

constexpr std::array jubilees{
    JubileeRow{2002, {2002, 6, 4}, {2002, 6, 3}}, // Golden Jubilee
    JubileeRow{2012, {2012, 6, 4}, {2012, 6, 5}}, // Diamond Jubilee
    JubileeRow{2022, {2022, 6, 2}, {2022, 6, 3}}, // Platinum Jubilee
};

constexpr std::array one_offs{
    Date{1999, 12, 31}, // Millennium Eve
    Date{2011, 4, 29},  // royal wedding
    Date{2022, 9, 19},  // state funeral
    Date{2023, 5, 8},   // coronation
};

std::int64_t first_monday(int year, int month) {
  const auto first = day_number({year, month, 1});
  return first + (7 - weekday(first)) % 7;
}

std::int64_t last_monday(int year, int month) {
  const auto last = day_number({year, month, days_in_month(year, month)});
  return last - weekday(last);
}

/// Early May: the first Monday, except in the two years of a Victory in Europe anniversary.
std::int64_t early_may(int year) {
  if (year == 1995 || year == 2020) return day_number({year, 5, 8});
  return first_monday(year, 5);
}

/// The next Monday when the day falls on a weekend.
std::int64_t new_year(int year) {
  const auto day = day_number({year, 1, 1});
  const int on = weekday(day);
  return on == saturday ? day + 2 : on == sunday ? day + 1 : day;
}

/// Christmas Day and Boxing Day; a day on a weekend is taken on the next free weekday after both.
void add_christmas(int year, std::vector<std::int64_t>& days) {
  const auto christmas = day_number({year, 12, 25});
  const int on = weekday(christmas);
  if (on == saturday) { // 25 Saturday, 26 Sunday: Monday and Tuesday instead
    days.insert(days.end(), {christmas + 2, christmas + 3});
  } else if (on == sunday) { // 26 is a Monday and stays; Tuesday stands for 25
    days.insert(days.end(), {christmas + 1, christmas + 2});
  } else if (on == saturday - 1) { // 26 is a Saturday
    days.insert(days.end(), {christmas, christmas + 3});
  } else {
    days.insert(days.end(), {christmas, christmas + 1});
  }
}

void add_spring(int year, std::vector<std::int64_t>& days) {
  for (const auto& row : jubilees) {
    if (row.year != year) continue;
    days.insert(days.end(), {day_number(row.spring), day_number(row.extra)});
    return;
  }
  days.push_back(last_monday(year, 5));
}

} // namespace

Date easter_sunday(int year) {
  // Meeus, Jones and Butcher's form of the Gregorian computus; single letters as published.
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return {year, n / 31, n % 31 + 1};
}

std::vector<std::int64_t> bank_holidays(int year) {
  std::vector<std::int64_t> days;
  if (year < first_holiday_year || year > last_holiday_year) return days;
  const auto easter = day_number(easter_sunday(year));
  days = {new_year(year), easter - 2, easter + 1, early_may(year), last_monday(year, 8)};
  add_spring(year, days);
  add_christmas(year, days);
  for (const auto& extra : one_offs)
    if (extra.year == year) days.push_back(day_number(extra));
  std::sort(days.begin(), days.end());
  return days;
}

std::vector<std::int64_t> bank_holidays_between(std::int64_t first_day, std::int64_t last_day) {
  std::vector<std::int64_t> all;
  const int from = std::max(date_of(first_day).year, first_holiday_year);
  const int until = std::min(date_of(last_day).year, last_holiday_year);
  for (int year = from; year <= until; ++year)
    for (const auto day : bank_holidays(year))
      if (day >= first_day && day <= last_day) all.push_back(day);
  return all;
}

} // namespace carepath
