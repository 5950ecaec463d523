// Calendars: hours, closed days, seasons, and their changes over a run.
#include "models/working_time/calendar.hpp"
#include "models/working_time/date.hpp"

#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

constexpr std::int64_t hour = 3'600'000;

/// Null: not said.
Calendar read(const char* open, const char* closed, const char* yearly, Diagnostics& faults) {
  const auto node = [](const char* text) { return text ? node_of(text) : Node{}; };
  const auto opened = node(open);
  const auto off = node(closed);
  const auto season = node(yearly);
  return read_calendar(open ? &opened : nullptr, closed ? &off : nullptr, yearly ? &season : nullptr,
                       context_of(faults));
}

/// A calendar of a run from Monday 6 April 2026 (Easter Monday).
Calendar calendar(const char* open, const char* closed = nullptr, const char* yearly = nullptr) {
  Diagnostics faults;
  const auto made = read(open, closed, yearly, faults);
  CHECK(first_fault(faults) == "no fault");
  return made;
}

std::string fault(const char* open, const char* closed = nullptr, const char* yearly = nullptr) {
  Diagnostics faults;
  static_cast<void>(read(open, closed, yearly, faults));
  return first_fault(faults);
}

SimTime at(std::int64_t day, std::int64_t milliseconds = 0) {
  return {day * milliseconds_per_day + milliseconds};
}

} // namespace

TEST_CASE("weekly hours open from their beginning up to their end") {
  const auto working = calendar("['Mon-Fri 08:00-18:00', 'Sat 09:00-12:00']");
  CHECK_FALSE(working.open_at(at(0, 8 * hour - 1)));
  CHECK(working.open_at(at(0, 8 * hour)));
  CHECK(working.open_at(at(0, 18 * hour - 1)));
  CHECK_FALSE(working.open_at(at(0, 18 * hour)));
  CHECK(working.open_at(at(5, 10 * hour)));
  CHECK_FALSE(working.open_day(6));
  CHECK(working.next_change(at(0, 9 * hour)) == at(0, 18 * hour));
  CHECK(working.next_change(at(5, 12 * hour)) == at(7, 8 * hour));
  CHECK(working.opening_time(5) == at(5, 9 * hour));
  CHECK(working.open_days(0, 14) == 12);
}

TEST_CASE("bank holidays and dates close days, though not nominal ones") {
  const auto working =
      calendar("['Mon-Fri 08:00-18:00']", "['bank_holidays', '2026-04-09', '2026-04-15 to 2026-04-16']");
  CHECK_FALSE(working.open_day(0)); // Easter Monday
  CHECK(working.nominal_day(0));
  CHECK(working.open_day(1));
  CHECK_FALSE(working.open_day(3));
  CHECK_FALSE(working.open_day(10));
  CHECK(working.open_day(11));
  CHECK(working.open_days(0, 14) == 6);
  CHECK(calendar("['Mon-Fri']", "2026-04-07").open_day(1) == false);
}

TEST_CASE("a season may pass the year's end") {
  const auto winter = calendar(nullptr, nullptr, "['14 Dec to 7 Mar']");
  const auto day = [](Date date) { return day_number(date) - day_number({2026, 4, 6}); };
  CHECK_FALSE(winter.open_at(at(0)));
  CHECK(winter.next_change(at(0)) == at(day({2026, 12, 14})));
  CHECK(winter.open_day(day({2027, 1, 1})));
  CHECK(winter.open_day(day({2027, 3, 7})));
  CHECK_FALSE(winter.open_day(day({2027, 3, 8})));
  const auto changes = winter.changes(at(0), at(728));
  REQUIRE(changes.size() == 5);
  CHECK_FALSE(changes[0].open);
  CHECK(changes[1].open);
  CHECK(changes[2].at == at(day({2027, 3, 8})));
  CHECK(changes[4].at == at(day({2028, 3, 8})) - SimTime{0});
}

TEST_CASE("hours may pass midnight and days may join") {
  const auto nights = calendar("['Sun 22:00-06:00', 'Fri-Sat 20:00-24:00']");
  CHECK(nights.open_at(at(0, 5 * hour)));
  CHECK_FALSE(nights.open_at(at(0, 6 * hour)));
  CHECK(nights.open_at(at(6, 23 * hour)));
  CHECK(nights.next_change(at(6, 22 * hour)) == at(7, 6 * hour));
  CHECK(calendar("['Mon-Sun']").next_change(at(3)) == SimTime::never());
}

TEST_CASE("times count from the start's time of day") {
  Diagnostics faults;
  const auto open = node_of("['Mon-Fri 08:00-18:00']");
  const ValueContext context{faults, {}, day_number({2026, 4, 6}), 0.25};
  const auto working = read_calendar(&open, nullptr, nullptr, context);
  CHECK_FALSE(working.open_at(at(0, 2 * hour - 1)));
  CHECK(working.open_at(at(0, 2 * hour)));
  CHECK(working.day_of(at(0, 18 * hour)) == 1);
  CHECK(working.opening_time(1) == at(1, 2 * hour));
}

TEST_CASE("wrong calendars say what was expected") {
  const auto ok_open = "['Mon']";
  CHECK(fault("'Mon-Fry 08:00-18:00'") ==
        "\"Mon-Fry 08:00-18:00\" does not say when it is open | such as \"Mon-Fri 08:00-18:00\"");
  CHECK(fault("'Mon 8-18'") == "\"Mon 8-18\" does not say when it is open | such as \"Mon-Fri 08:00-18:00\"");
  CHECK(fault(ok_open, "'bank holidays'") ==
        "\"bank holidays\" is not a day or days to be closed | such as \"bank_holidays\", \"2026-12-24\" or "
        "\"2026-12-24 to 2027-01-02\"");
  CHECK(
      fault(ok_open, "'2026-12-24 to 2026-12-01'").starts_with("\"2026-12-24 to 2026-12-01\" is not a day"));
  CHECK(fault(ok_open, nullptr, "'winter'") ==
        "\"winter\" is not a part of the year | such as \"14 Dec to 7 Mar\"");
  CHECK(fault(ok_open, nullptr, "'31 Feb to 3 Mar'")
            .starts_with("\"31 Feb to 3 Mar\" is not a part of the year"));
  CHECK(fault("[]") == "'open' lists nothing | always open is \"Mon-Sun\"");
  CHECK(fault(ok_open, nullptr, "[]").starts_with("'yearly' lists nothing | leave it out"));
  CHECK(fault(ok_open, "[]") == "no fault"); // never closed
}
