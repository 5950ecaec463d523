// Bank holidays of England and Wales, computed for any year from 1990 to 2100.
//
// Sources: Banking and Financial Dealings Act 1971, schedule 1, and the royal proclamations that moved or
// added days (2002, 2011, 2012, 2020, 2022, 2023); Easter by the Gregorian computus.
#pragma once

#include "models/working_time/date.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

inline constexpr int first_holiday_year = 1990;
inline constexpr int last_holiday_year = 2100;

/// Easter Sunday of the western churches.
[[nodiscard]] Date easter_sunday(int year);

/// Day numbers (from 1970-01-01) of the bank holidays of one year, in order; empty outside 1990-2100.
[[nodiscard]] std::vector<std::int64_t> bank_holidays(int year);

/// Day numbers of all bank holidays between two days, both included.
[[nodiscard]] std::vector<std::int64_t> bank_holidays_between(std::int64_t first_day, std::int64_t last_day);

} // namespace carepath
