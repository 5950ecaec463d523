// Whole numbers that roundings would miss.
#include "engine/base/whole.hpp"

#include <catch2/catch.hpp>

using namespace carepath;

TEST_CASE("a time divided by one that it holds so many times is whole", "[base]") {
  for (int minutes = 1; minutes <= 5000; ++minutes) {
    CAPTURE(minutes);
    CHECK(quotient_of(minutes / 1440.0, 1 / 1440.0) == minutes);
    CHECK(quotient_of(minutes * 25 / 1440.0, 25 / 1440.0) == minutes);
  }
  CHECK(30 / 1440.0 / (1 / 1440.0) < 30); // what it is there for
}

TEST_CASE("what is not whole is divided as it is", "[base]") {
  CHECK(quotient_of(1, 3) == 1.0 / 3);
  CHECK(quotient_of(2.9999999999, 1) == 2.9999999999);
  CHECK(std::isinf(quotient_of(1, 0)));
  CHECK(std::isnan(quotient_of(0, 0)));
  CHECK(quotient_of(-7, 2) == -3.5);
}

TEST_CASE("the floor of a sum of rounded times is the number they add up to", "[base]") {
  double sum = 0;
  for (int tenths = 0; tenths < 10; ++tenths) sum += 0.1;
  CHECK(sum < 1);
  CHECK(floor_of(sum) == 1);
  CHECK(floor_of(0.9999999999) == 0);
  CHECK(floor_of(-0.5) == -1);
  CHECK(floor_of(2.5) == 2);
  CHECK(std::isinf(floor_of(HUGE_VAL)));
}
