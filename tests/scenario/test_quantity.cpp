// Quantities and points of the run: units, money, rates, fractions.
#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

struct Read {
  bool fits = false;
  double number = 0;
  Dimension dimension = Dimension::any;
};

Read quantity(std::string_view text) {
  Read read;
  read.fits = read_quantity(text, read.number, read.dimension);
  return read;
}

void check(std::string_view text, double number, Dimension dimension) {
  INFO(text);
  const auto read = quantity(text);
  CHECK(read.fits);
  CHECK(read.number == Approx(number).epsilon(1e-14));
  CHECK(read.dimension == dimension);
}

double moment(const std::string& written) {
  Diagnostics faults;
  const double days = read_moment(node_of(written), 728, context_of(faults));
  CHECK(faults.all().empty());
  return days;
}

} // namespace

TEST_CASE("durations are converted to days whatever their unit") {
  check("95 min", 95.0 / 1440, Dimension::duration);
  check("250 ms", 250.0 / 86'400'000, Dimension::duration);
  check("30 s", 30.0 / 86'400, Dimension::duration);
  check("1 sec", 1.0 / 86'400, Dimension::duration);
  check("2 h", 2.0 / 24, Dimension::duration);
  check("1 hour", 1.0 / 24, Dimension::duration);
  check("1.5 days", 1.5, Dimension::duration);
  check("2d", 2, Dimension::duration);
  check("104 weeks", 728, Dimension::duration);
  check("1 month", 365.25 / 12, Dimension::duration);
  check("2 years", 730.5, Dimension::duration);
  check("4 min^2", 4.0 / 1440 / 1440, Dimension::duration_squared);
  check("3 days^2", 3, Dimension::duration_squared);
  CHECK(quantity("95 min").number != Approx(95.0 / 60)); // a companion that must differ
}

TEST_CASE("rates are events per day") {
  check("100 per week", 100.0 / 7, Dimension::rate);
  check("100 a week", 100.0 / 7, Dimension::rate);
  check("100/week", 100.0 / 7, Dimension::rate);
  check("3 an hour", 72, Dimension::rate);
  check("0.05 per day", 0.05, Dimension::rate);
  check("18 per 1000 per year", 0.018 / 365.25, Dimension::rate);
  check("5 per 2 weeks", 5.0 / 14, Dimension::rate);
  check("1,200 per year", 1200 / 365.25, Dimension::rate);
  check("18 per 1000", 0.018, Dimension::number);
}

TEST_CASE("money is in pounds") {
  check("£2,300", 2300, Dimension::money);
  check("£9500", 9500, Dimension::money);
  check("£1.2m", 1.2e6, Dimension::money);
  check("£40k", 40'000, Dimension::money);
  check("-£5", -5, Dimension::money);
  check("£395 per day", 395, Dimension::money_rate);
  check("£700 per week", 100, Dimension::money_rate);
  check("£700 a week", 100, Dimension::money_rate);
}

TEST_CASE("plain numbers, fractions and percentages have no unit") {
  check("42/52", 42.0 / 52, Dimension::number);
  check("43.7/52", 43.7 / 52, Dimension::number);
  check("12%", 0.12, Dimension::number);
  check(" 0.3 ", 0.3, Dimension::number);
  check("1e-3", 1e-3, Dimension::number);
  check("-2", -2, Dimension::number);
}

TEST_CASE("a text that only begins like a quantity is none") {
  for (const char* text :
       {"",     "q1",   "45-64",    "80+",  "95 mims", "1 2", "5 per", "5 per fortnight",    "1/0",
        "1..2", "£",    "£x",       "1,23", "inf",     "nan", "0x10",  "5 per week per day", "per week",
        "3 a",  "3/ 0", "3 min per"})
    CHECK_FALSE(quantity(text).fits);
}

TEST_CASE("a point of the run is a date, a week, a day or the end") {
  CHECK(moment("\"week 26\"") == 182);
  CHECK(moment("\"day 14\"") == 14);
  CHECK(moment("\"start\"") == 0);
  CHECK(moment("\"end\"") == 728);
  CHECK(moment("\"90 days\"") == 90);
  CHECK(moment("2026-04-16") == 10);
  CHECK(moment("\"2026-04-16\"") == 10);
  CHECK(moment("2026-04-16T12:00:00") == 10.5);
  CHECK(moment("2026-04-01") == -5);
}

TEST_CASE("what is no point of the run is refused with examples") {
  const auto fault = [](const std::string& written) {
    Diagnostics faults;
    CHECK(read_moment(node_of(written), 728, context_of(faults)) == 0);
    return first_fault(faults);
  };
  const std::string hint =
      " | expected a date such as 2026-10-01, \"week 26\", \"day 14\", \"start\" or \"end\"";
  CHECK(fault("\"next spring\"") == "\"next spring\" is not a point of the run" + hint);
  CHECK(fault("26") == "26 is not a point of the run" + hint);
  CHECK(fault("\"2026-02-30\"") == "\"2026-02-30\" is not a point of the run" + hint);
  CHECK(fault("\"week -3\"") == "\"week -3\" is not a point of the run" + hint);
}
