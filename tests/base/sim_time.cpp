// Whole milliseconds: rounding from days, and calendar days on both sides of the start.
#include "engine/base/sim_time.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace carepath;

namespace {
constexpr std::int64_t ms = 1;
constexpr std::int64_t day = milliseconds_per_day;
} // namespace

TEST_CASE("days are rounded to the nearest millisecond on both sides of zero", "[base]") {
  CHECK(SimTime::from_days(0).ms == 0);
  CHECK(SimTime::from_days(1).ms == day);
  CHECK(SimTime::from_days(0.6 / static_cast<double>(day)).ms == 1);
  CHECK(SimTime::from_days(0.4 / static_cast<double>(day)).ms == 0);
  CHECK(SimTime::from_days(-0.6 / static_cast<double>(day)).ms == -1);
  CHECK(SimTime::from_days(-0.4 / static_cast<double>(day)).ms == 0);
  CHECK(SimTime::from_days(1.0 / 3).ms == 28'800'000);
  CHECK(SimTime::from_days(2.5).days() == 2.5);
}

TEST_CASE("what is beyond all time is never, and what is no number is long before", "[base]") {
  CHECK(SimTime::from_days(1e300) == SimTime::never());
  CHECK(SimTime::from_days(std::numeric_limits<double>::infinity()) == SimTime::never());
  CHECK(SimTime::never() + SimTime::never() > SimTime::never()); // no overflow
  CHECK(SimTime::from_days(-1e300).ms == -SimTime::never().ms);
  CHECK(SimTime::from_days(std::nan("")).ms < 0);
}

TEST_CASE("a day begins at midnight, before the start as after it", "[base]") {
  CHECK(SimTime{0}.day() == 0);
  CHECK(SimTime{day - ms}.day() == 0);
  CHECK(SimTime{day}.day() == 1);
  CHECK(SimTime{-ms}.day() == -1);
  CHECK(SimTime{-day}.day() == -1);
  CHECK(SimTime{-day - ms}.day() == -2);
  for (std::int64_t at = -5; at <= 5; ++at) {
    CHECK(SimTime{at * day}.day() == at);
    CHECK(SimTime{at * day + day - ms}.day() == at);
    CHECK(SimTime{at * day - ms}.day() == at - 1);
  }
}
