// How a difference came out: counts above and below nothing, and the means of the fifths at both ends.
#include "models/study/change_spread.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace carepath;

TEST_CASE("changes are counted above and below nothing", "[study]") {
  const std::vector<double> changes{-3, 5, 0, 2, -1, std::nan(""), 8, 1, 4, 6, 7};
  const auto spread = spread_of_changes(changes);
  CHECK(spread.number == 10);
  CHECK(spread.lower == 2);
  CHECK(spread.higher == 7);
  CHECK(spread.lowest_fifth == Approx(-2));   // of -3 and -1
  CHECK(spread.highest_fifth == Approx(7.5)); // of 7 and 8
}

TEST_CASE("a fifth is of one observation at least, and of none undefined", "[study]") {
  const auto one = spread_of_changes(std::vector<double>{4});
  CHECK(one.lowest_fifth == 4);
  CHECK(one.highest_fifth == 4);
  const auto six = spread_of_changes(std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(six.lowest_fifth == Approx(1.5)); // rounded up to two
  const auto none = spread_of_changes(std::vector<double>{std::nan("")});
  CHECK(none.number == 0);
  CHECK(std::isnan(none.lowest_fifth));
}
