// Dates and the bank holidays of England and Wales, against the published lists.
#include "models/working_time/bank_holidays.hpp"

#include <catch2/catch.hpp>

using namespace carepath;

namespace {

std::string holidays(int year) {
  std::string out;
  for (const auto day : bank_holidays(year)) out += (out.empty() ? "" : " ") + written_date(day).substr(5);
  return out;
}

} // namespace

TEST_CASE("bank holidays of 2020 to 2027 are those published on gov.uk") {
  CHECK(holidays(2020) == "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28");
  CHECK(holidays(2021) == "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28");
  CHECK(holidays(2022) == "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27");
  CHECK(holidays(2023) == "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26");
  CHECK(holidays(2024) == "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26");
  CHECK(holidays(2025) == "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26");
  CHECK(holidays(2026) == "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28");
  CHECK(holidays(2027) == "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28");
  CHECK(holidays(2026) != holidays(2027)); // a companion that must differ
}

TEST_CASE("single days moved or added by proclamation are there") {
  CHECK(holidays(2002).find("06-03 06-04") != std::string::npos);
  CHECK(holidays(2011).find("04-25 04-29 05-02") != std::string::npos);
  CHECK(holidays(2012).find("06-04 06-05") != std::string::npos);
  CHECK(holidays(2012).find("05-28") == std::string::npos);
}

TEST_CASE("years without a list have no bank holidays") {
  CHECK(bank_holidays(1989).empty());
  CHECK_FALSE(bank_holidays(1990).empty());
  CHECK_FALSE(bank_holidays(2100).empty());
  CHECK(bank_holidays(2101).empty());
  CHECK(bank_holidays_between(day_number({2025, 12, 26}), day_number({2026, 4, 3})).size() == 3);
}

TEST_CASE("Easter falls where tables say") {
  CHECK(easter_sunday(1999) == Date{1999, 4, 4});
  CHECK(easter_sunday(2008) == Date{2008, 3, 23});
  CHECK(easter_sunday(2038) == Date{2038, 4, 25});
  CHECK(easter_sunday(2100) == Date{2100, 3, 28});
}

TEST_CASE("day numbers and dates turn into each other") {
  CHECK(day_number({1970, 1, 1}) == 0);
  CHECK(day_number({2000, 3, 1}) == 11'017);
  CHECK(weekday(day_number({2026, 4, 6})) == 0);
  CHECK(weekday(-1) == 2); // 31 December 1969 was a Wednesday
  for (std::int64_t day = -30'000; day < 80'000; day += 17)
    if (day_number(date_of(day)) != day) FAIL("day " << day);
}

TEST_CASE("dates and times are read only when they are real") {
  std::int64_t day = 0;
  double time = 0;
  CHECK(read_date("2026-04-06T06:00:00", day, time));
  CHECK(day == day_number({2026, 4, 6}));
  CHECK(time == 0.25);
  CHECK(read_date("2024-02-29", day, time));
  for (const char* text :
       {"2026-02-29", "2026-13-01", "2026-4-6", "06-04-2026", "2026-04-06T24:00", "2026-04-06T6:00",
        "2026-04-06T06:00:00 with a time zone", "1800-01-01", "+026-04-06", ""})
    CHECK_FALSE(read_date(text, day, time));
}
